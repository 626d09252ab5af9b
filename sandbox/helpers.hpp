// Where the programs are that a box is made with.
#pragma once

#include <filesystem>
#include <string_view>

#include "core/error.hpp"

namespace assay::sandbox {

/// Says where `assay-guard` and `assay-box-init` are, above all other places. Call it before
/// the first run.
void set_helper_directory(std::filesystem::path directory);

/// A helper's path: in the folder set above, else in $ASSAY_LIBEXEC, else beside the running
/// program, else in ../bin or ../libexec/assay from there. A program that lives elsewhere (a
/// compiled judge) is given ASSAY_LIBEXEC by the one that starts it; see `helper_directory`.
[[nodiscard]] core::Result<std::filesystem::path> find_helper(std::string_view name);

/// The folder that holds the helpers, for ASSAY_LIBEXEC.
[[nodiscard]] core::Result<std::filesystem::path> helper_directory();

/// bubblewrap, from PATH.
[[nodiscard]] core::Result<std::filesystem::path> find_bubblewrap();

}  // namespace assay::sandbox
