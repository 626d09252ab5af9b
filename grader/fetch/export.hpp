// A listing's contents into a folder of plain files.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "core/submission.hpp"
#include "fetch/attempt.hpp"
#include "fetch/listing.hpp"

namespace assay::fetch {

/// Gives an entry's content: of exactly its size.
using ReadEntry = std::function<Attempt<std::string>(const Entry&)>;

/// Reads the links and checks where they lead, then reads and writes the files and after them the links. Fills in of a
/// Checkout: directory, tree_digest, files, size and flags (the listing's, and one for each
/// file that is a Git LFS pointer). The digest is SHA-256 over each entry's path, mode
/// ("100644", "100755", "120000") and content in the order of paths, each with its length,
/// so that the same files have the same digest whatever they came from.
[[nodiscard]] Attempt<core::Checkout> export_to(const std::filesystem::path& destination, Listing listing,
                                                const ReadEntry& read, const std::stop_token& stop);

}  // namespace assay::fetch
