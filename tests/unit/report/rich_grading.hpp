// A grading that holds everything a report can show.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "sample_gradings.hpp"

namespace assay::report::sample {

/// A long scenario with faults and states, a race with both stacks, measurements that pass,
/// fail and stay undecided, a check with its source, an instrumented build that failed, and
/// open points.
[[nodiscard]] Grading rich_grading();

/// `cases` violated cases with scenarios of `steps` steps each.
[[nodiscard]] Grading long_grading(std::size_t cases, std::size_t steps);

/// The source of the submission that these gradings speak of; nothing past its end.
[[nodiscard]] std::optional<std::string> source_line(std::string_view file, unsigned line);

}  // namespace assay::report::sample
