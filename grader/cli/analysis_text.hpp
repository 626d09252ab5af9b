#pragma once

#include "analyse/analyse.hpp"
#include "report/page.hpp"

namespace assay::cli {

/// The findings for a person: violated first, then what cannot be told, then satisfied. Where
/// a family's role (its check `…-role`) was not recognised, what that leaves open takes one
/// line for all such families, unless `all`.
void show_analysis(report::Page& page, const analyse::Analysis& analysis, bool all);

}  // namespace assay::cli
