// The operator's own file: the most that any lab may have on this machine.
#pragma once

#include <filesystem>

#include "core/error.hpp"
#include "core/operator_ceilings.hpp"

namespace assay::spec {

inline constexpr const char* operator_variable = "ASSAY_OPERATOR";
inline constexpr const char* operator_path = "/etc/assay/operator.toml";

/// The ceilings of `named`, if it is not empty; else of the file that $ASSAY_OPERATOR names, if it
/// is set and not empty; else of /etc/assay/operator.toml, if there is one; else the defaults.
[[nodiscard]] core::Result<core::OperatorCeilings> find_ceilings(const std::filesystem::path& named);

/// The ceilings in this file. An infrastructure error, as a lab cannot be held against them, where
/// it cannot be read, belongs to another than root or the caller, may be written by group or
/// others, or is not valid: each problem on a line of its own, "file:line:column: …".
[[nodiscard]] core::Result<core::OperatorCeilings> load_ceilings(const std::filesystem::path& file);

}  // namespace assay::spec
