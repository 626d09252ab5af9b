#pragma once

#include <string>
#include <string_view>

#include "core/error.hpp"

namespace assay::core {

enum class EvidenceKind { suite_case, check, metric };

/// What an `evidence` entry of a rubric asks for, in its three forms
/// "case:<suite>/<name>", "check:<id>" and "metric:<suite>/<case>/<name>". A suite's id
/// has no '/', a case's name may. `*` and `?` may stand in a case's name and a check's id;
/// a suite is named in full, so that a grading that left it out knows what it lacks.
struct EvidencePattern {
  EvidenceKind kind = EvidenceKind::suite_case;
  std::string suite;   ///< empty for a check
  std::string name;    ///< of the case, or the check's id
  std::string metric;  ///< empty but for a metric

  /// Whether it is a case's or a metric's pattern and asks for this case.
  [[nodiscard]] bool asks_for_case(std::string_view in_suite, std::string_view case_name) const;
  [[nodiscard]] bool asks_for_check(std::string_view id) const;
};

/// A usage error names the text and the three forms.
[[nodiscard]] Result<EvidencePattern> parse_evidence_pattern(std::string_view text);

/// "case:public/Breaker.Trips", as reasons, weights and expectations name a case.
[[nodiscard]] std::string case_evidence(std::string_view suite, std::string_view name);
/// "check:cb-clock".
[[nodiscard]] std::string check_evidence(std::string_view id);

}  // namespace assay::core
