#pragma once

#include <CLI/App.hpp>

#include "core/error.hpp"
#include "core/operator_ceilings.hpp"

namespace assay::cli {

/// Adds `--operator FILE`, which may stand before or after a command's name.
void add_operator_option(CLI::App& app);

/// What any lab may have on this machine: by that option, by $ASSAY_OPERATOR, by
/// /etc/assay/operator.toml, or the defaults. Errors as `spec::load_ceilings`'.
[[nodiscard]] core::Result<core::OperatorCeilings> operator_ceilings();

}  // namespace assay::cli
