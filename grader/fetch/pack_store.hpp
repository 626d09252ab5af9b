// Takes the pack that a host sends as bytes.
#pragma once

#include <git2.h>

#include <filesystem>

#include "fetch/git.hpp"

namespace assay::fetch {

/// An object database without objects that writes the pack of a download to `file`, and reads
/// nothing of it: libgit2's own would index it, which unpacks every object in this process.
/// What it checks is the SHA-1 at the pack's end (gitformat-pack), so that a download that
/// was cut short or damaged fails here, as the network's fault.
[[nodiscard]] core::Result<ObjectDatabase> pack_store(const std::filesystem::path& file);

}  // namespace assay::fetch
