#include "core/evidence_pattern.hpp"

#include "core/glob.hpp"

namespace assay::core {
namespace {

constexpr std::string_view case_prefix = "case:";
constexpr std::string_view check_prefix = "check:";
constexpr std::string_view rule_prefix = "rule:";
constexpr std::string_view metric_prefix = "metric:";

}  // namespace

bool EvidencePattern::asks_for_case(std::string_view in_suite, std::string_view case_name) const {
  if (kind == EvidenceKind::check || suite != in_suite) return false;
  return kind == EvidenceKind::metric ? name == case_name : glob_matches(name, case_name);
}

bool EvidencePattern::asks_for_check(std::string_view id) const {
  if (kind != EvidenceKind::check) return false;
  // A lab's own rule may be named without "rule:".
  return glob_matches(name, id) || (id.starts_with(rule_prefix) && glob_matches(name, id.substr(rule_prefix.size())));
}

Result<EvidencePattern> parse_evidence_pattern(std::string_view text) {
  const auto wrong = [&](const char* why) {
    return fail(ErrorKind::usage, "'" + std::string(text) + "' " + why +
                                      ": expected case:<suite>/<name>, check:<id> or "
                                      "metric:<suite>/<case>/<name>");
  };
  if (text.starts_with(check_prefix)) {
    const auto id = text.substr(check_prefix.size());
    if (id.empty() || id.find('/') != id.npos) return wrong("does not name a check");
    return EvidencePattern{EvidenceKind::check, {}, std::string(id), {}};
  }
  const bool is_metric = text.starts_with(metric_prefix);
  if (!is_metric && !text.starts_with(case_prefix)) return wrong("is no evidence");
  const auto rest = text.substr(is_metric ? metric_prefix.size() : case_prefix.size());
  const auto first = rest.find('/');
  if (first == rest.npos || first == 0 || first + 1 == rest.size()) return wrong("does not name a suite and a case");
  const std::string suite(rest.substr(0, first));
  const auto name = rest.substr(first + 1);
  if (suite.find_first_of("*?") != suite.npos) return wrong("must name one suite, without '*' and '?'");
  if (!is_metric) return EvidencePattern{EvidenceKind::suite_case, suite, std::string(name), {}};
  const auto last = name.rfind('/');
  if (last == name.npos || last == 0 || last + 1 == name.size()) return wrong("does not name a case's metric");
  if (name.find_first_of("*?") != name.npos) return wrong("must name one metric, without '*' and '?'");
  return EvidencePattern{EvidenceKind::metric, suite, std::string(name.substr(0, last)), std::string(name.substr(last + 1))};
}

std::string case_evidence(std::string_view suite, std::string_view name) {
  return std::string(case_prefix) + std::string(suite) + "/" + std::string(name);
}

std::string check_evidence(std::string_view id) { return std::string(check_prefix) + std::string(id); }

}  // namespace assay::core
