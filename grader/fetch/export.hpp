// A listing's contents into a folder of plain files.
#pragma once

#include <filesystem>
#include <stop_token>

#include "core/submission.hpp"
#include "fetch/attempt.hpp"
#include "fetch/working_tree.hpp"

namespace assay::fetch {

/// Reads the content of entries from a repository, checked against their ids.
[[nodiscard]] ReadEntry read_from(git_odb* objects);

/// Checks where links lead, then writes the files and after them the links. Fills in of a
/// Checkout: directory, tree_digest, files, size and flags (the listing's, and one for each
/// file that is a Git LFS pointer). The digest is SHA-256 over each entry's path, mode
/// ("100644", "100755", "120000") and content in the order of paths, each with its length,
/// so that the same files have the same digest whatever they came from.
[[nodiscard]] Attempt<core::Checkout> export_to(const std::filesystem::path& destination, Listing listing,
                                                const ReadEntry& read, const std::stop_token& stop);

}  // namespace assay::fetch
