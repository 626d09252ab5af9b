#pragma once

#include <filesystem>

namespace assay::quality {

/// Writes the standard library's headers, precompiled for the engine's flags, to `file`. They
/// are most of what a small program's parsing takes. False where Clang could not.
[[nodiscard]] bool precompile_standard_headers(const std::filesystem::path& file);

}  // namespace assay::quality
