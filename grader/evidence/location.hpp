#pragma once

#include <filesystem>

#include "core/error.hpp"

namespace assay::evidence {

/// Where a user's evidence lies unless told otherwise: assay/evidence.db in
/// $XDG_STATE_HOME (XDG Base Directory Specification 0.8; ignored where relative) or in
/// ~/.local/state. A usage error where there is no home either.
[[nodiscard]] core::Result<std::filesystem::path> default_location();

}  // namespace assay::evidence
