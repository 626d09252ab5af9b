// The points by criterion, as a table on a page.
#pragma once

#include <string>

#include "core/score.hpp"
#include "report/page.hpp"

namespace assay::report {

/// The sum as a heading, and a row for each criterion: its mark, its points, a bar (full
/// cells earned, shaded ones open) where the terminal has Unicode, and its band.
void write_score_table(Page& page, const core::Score& score);

/// "1 point", "7.5 points".
[[nodiscard]] std::string points_with_unit(core::Points amount);

}  // namespace assay::report
