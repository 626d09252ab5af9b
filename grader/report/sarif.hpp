// The checks' findings for the viewers and forges that read SARIF 2.1.0 (OASIS Standard).
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>

#include "core/event.hpp"
#include "core/finding.hpp"

namespace assay::report {

/// What is known of a check beside its id.
struct CheckText {
  std::string title;   ///< the property in one sentence
  std::string family;  ///< "circuit_breaker"
  std::string page;    ///< Markdown; may be empty
};

struct SarifInput {
  std::span<const core::Finding> findings;
  const core::AnalysisFinished* analysis = nullptr;  ///< null where there was none
  std::string_view version;                          ///< the grader's
  std::function<CheckText(std::string_view check)> describe;
};

/// One log with one run. A violated check is a result of kind "fail" and level "error", a
/// satisfied one "pass"; one that cannot be told is "open". The standard gives the latter two
/// the level "none". Paths are relative to the submission, whose root is "%SRCROOT%". Lines
/// are given without columns, since Clang counts bytes and SARIF characters.
[[nodiscard]] std::string to_sarif(const SarifInput& input);

}  // namespace assay::report
