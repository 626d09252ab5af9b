// Changes within functions that leave what they do: found on the syntax tree.
#pragma once

#include "quality/transform/unit.hpp"

namespace assay::quality {

/// "count_" becomes "this->count_".
void add_this(const ParsedSource& source, std::vector<Edit>& edits);

/// "if (c) a;" becomes "if (!(c)) {} else a;", and both branches of another change places.
void negate_conditions(const ParsedSource& source, std::vector<Edit>& edits);

/// "if (c) return x; rest" becomes "if (c) return x; else { rest }".
void nest_early_returns(const ParsedSource& source, std::vector<Edit>& edits);

}  // namespace assay::quality
