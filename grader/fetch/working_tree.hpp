// A repository's folder as it lies: tracked files, and untracked ones that are not ignored.
#pragma once

#include <functional>
#include <stop_token>
#include <string>

#include "core/submission.hpp"
#include "fetch/attempt.hpp"
#include "fetch/folder_listing.hpp"
#include "fetch/git.hpp"
#include "fetch/source.hpp"

namespace assay::fetch {

/// Lists the working folder. Ignore rules are those of its `.gitignore` files, of the
/// repository's info/exclude and of the user's own git/ignore; a tracked file is never
/// ignored. `repository` must come from `open_local`.
[[nodiscard]] Attempt<Listing> list_working_tree(git_repository* repository, const std::filesystem::path& folder,
                                                 int root, const core::CheckoutLimits& limits,
                                                 const std::stop_token& stop);

using ReadEntry = std::function<Attempt<std::string>(const Entry&)>;

/// Whether names, modes or bytes differ from the commit's tree. Bytes are compared as they
/// are, so a file that git would convert (line endings, filters) counts as different.
[[nodiscard]] Attempt<bool> differs_from(git_repository* repository, const git_oid& tree,
                                         const std::vector<Entry>& entries, const ReadEntry& read,
                                         const core::CheckoutLimits& limits, const std::stop_token& stop);

}  // namespace assay::fetch
