// The entries of a folder as it lies on the disk.
#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>
#include <vector>

#include "core/submission.hpp"
#include "fetch/attempt.hpp"
#include "fetch/listing.hpp"
#include "fetch/messages.hpp"
#include "util/fd.hpp"

namespace assay::fetch {

/// Which names of a folder are to be left out, in their order.
using LeaveOut = std::function<Attempt<std::vector<bool>>(const IgnoreQuestion& question)>;

/// Walks `root` through descriptors, following no link. `.git` is left out at every depth,
/// below the top with a flag; empty folders are not listed, as git does not know them.
/// Refused as the manifest says, as `special_file` for pipes, sockets and devices, and as
/// `unsafe_ignore_file` for a `.gitignore` that is not a plain file of at most 1 MiB, or of
/// more than 16 MiB together.
[[nodiscard]] Attempt<Listing> list_folder(int root, const core::CheckoutLimits& limits, const LeaveOut& leave_out,
                                           const std::stop_token& stop);

/// Opens a folder that the caller named.
[[nodiscard]] core::Result<util::Fd> open_folder(const std::filesystem::path& path);

/// The content of a listed file, or the text of a link. An infrastructure error where it is
/// no longer what was listed.
[[nodiscard]] core::Result<std::string> read_listed(int root, const Entry& entry);

}  // namespace assay::fetch
