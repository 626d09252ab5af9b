// What a commit says of its times.
#pragma once

#include "core/timestamp.hpp"
#include "fetch/attempt.hpp"
#include "fetch/git.hpp"
#include "fetch/listing.hpp"

namespace assay::fetch::reader {

/// The committer's time, brought into the years 1 to 9999 where it lies outside.
[[nodiscard]] core::Timestamp committed_at(const git_commit* commit);

/// The commit's id and times, looking at up to 10,000 commits along its first parents; a
/// history that was cut off (a shallow clone) is looked at as far as it goes.
[[nodiscard]] Attempt<CommitFacts> facts_of(git_repository* repository, const git_commit* commit);

}  // namespace assay::fetch::reader
