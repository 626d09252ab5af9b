// Which commit a question means.
#pragma once

#include <map>
#include <string>

#include "fetch/attempt.hpp"
#include "fetch/git.hpp"
#include "fetch/messages.hpp"

namespace assay::fetch::reader {

/// Full names ("HEAD", "refs/heads/main", "refs/tags/v1") and the objects they name.
using References = std::map<std::string, git_oid>;

/// The commit that the question's `commit`, `branch` and `deadline` select; HEAD's newest
/// where there is none of them. Refused as `empty_repository` and `nothing_before_deadline`;
/// a usage error where a branch, tag or id is unknown, or could mean two commits.
[[nodiscard]] Attempt<Commit> choose_commit(git_repository* repository, const References& references,
                                            const Question& question);

/// The first parent; null where there is none. An infrastructure error where the history
/// was cut off (a shallow clone).
[[nodiscard]] Attempt<Commit> first_parent(git_repository* repository, const git_commit* commit);

}  // namespace assay::fetch::reader
