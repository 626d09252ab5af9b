// Patterns over names of cases and checks: core/glob and core/evidence_pattern.
#include <string>
#include <vector>

#include "core/evidence_pattern.hpp"
#include "core/glob.hpp"
#include "support/fuzz.hpp"

namespace {

using namespace assay;
using fuzz::require;

// The definition, row by row.
bool matches(std::string_view pattern, std::string_view text) {
  std::vector<bool> row(text.size() + 1);
  row[0] = true;
  for (const char p : pattern) {
    std::vector<bool> next(text.size() + 1);
    next[0] = p == '*' && row[0];
    for (std::size_t i = 0; i < text.size(); ++i) {
      next[i + 1] = p == '*' ? next[i] || row[i + 1] : row[i] && (p == '?' || p == text[i]);
    }
    row = std::move(next);
  }
  return row[text.size()];
}

void check_pattern(std::string_view text) {
  const auto pattern = core::parse_evidence_pattern(text);
  if (!pattern) return;
  std::string again;
  switch (pattern->kind) {
    case core::EvidenceKind::suite_case: again = core::case_evidence(pattern->suite, pattern->name); break;
    case core::EvidenceKind::check: again = core::check_evidence(pattern->name); break;
    case core::EvidenceKind::metric: again = "metric:" + pattern->suite + "/" + pattern->name + "/" + pattern->metric; break;
  }
  require(again == text, "a pattern that parses is written the same");
  require(pattern->suite.find_first_of("*?") == std::string::npos, "a pattern names one suite");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  // Far above the length of any name; the model takes the product of the two.
  constexpr std::size_t longest = 4096;
  fuzz::Input input(fuzz::text_of(data, size).substr(0, longest));
  const auto pattern = input.line();
  require(core::glob_matches(pattern, input.rest()) == matches(pattern, input.rest()), "a glob matches as defined");
  check_pattern(fuzz::text_of(data, size));
  return 0;
}
