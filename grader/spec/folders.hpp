#pragma once

#include <filesystem>

namespace assay::spec {

/// What cannot be looked at is missing to us.
[[nodiscard]] bool is_folder(const std::filesystem::path& path);
[[nodiscard]] bool is_file(const std::filesystem::path& path);

/// Whether `path` names a folder inside of another: relative, and never out of it.
[[nodiscard]] bool stays_inside(const std::filesystem::path& path);

}  // namespace assay::spec
