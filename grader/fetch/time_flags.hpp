// What a commit's times say, and where they disagree with what the caller saw.
#pragma once

#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/submission.hpp"
#include "core/timestamp.hpp"
#include "fetch/attempt.hpp"
#include "fetch/git.hpp"

namespace assay::fetch {

/// The committer's time, brought into the years 1 to 9999 where it lies outside.
[[nodiscard]] core::Timestamp committed_at(const git_commit* commit);
/// The author's time, likewise.
[[nodiscard]] core::Timestamp authored_at(const git_commit* commit);

struct CommitTimes {
  core::Timestamp author;
  core::Timestamp commit;
  std::optional<core::Timestamp> newest_ancestor;  ///< the latest commit time before it
};

/// The times of `commit`, looking at up to 10,000 commits along its first parents; a history
/// that was cut off (a shallow clone) is looked at as far as it goes.
[[nodiscard]] Attempt<CommitTimes> read_times(git_repository* repository, const git_commit* commit,
                                              const std::stop_token& stop);

/// One sentence a disagreement, for a person to look at; none of them refuses anything. Clocks
/// may differ by ten minutes. Flagged: a commit time after receipt; receipt after the
/// deadline (to the millisecond); an author time after the commit time; an ancestor newer
/// than the commit, which a clock that was set back leaves behind.
[[nodiscard]] std::vector<std::string> time_flags(const CommitTimes& times, const core::SourceRequest& request);

}  // namespace assay::fetch
