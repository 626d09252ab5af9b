#pragma once

#include <optional>
#include <string_view>

namespace assay::core {

/// What is known of one property of a submission.
enum class Verdict {
  satisfied,
  violated,
  inconclusive,  ///< seen, but not decidable: never held against the student
  not_graded,    ///< not looked at, for a reason that is not the student's
};

[[nodiscard]] std::string_view to_string(Verdict verdict);
[[nodiscard]] std::optional<Verdict> parse_verdict(std::string_view text);

}  // namespace assay::core
