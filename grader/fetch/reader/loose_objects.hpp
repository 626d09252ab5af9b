// Reads loose objects without believing their headers.
#pragma once

#include <git2.h>

#include <filesystem>

namespace assay::fetch::reader {

/// A backend for the loose objects of a copied git folder (see messages.hpp); the object
/// database frees it. Null where the copy is not whole. It stands for libgit2's own, which (up to 1.5.1) inflates into a buffer of the size that the header
/// claims without an end, and so writes past it where there is more.
[[nodiscard]] git_odb_backend* loose_objects(const std::filesystem::path& git_directory);

}  // namespace assay::fetch::reader
