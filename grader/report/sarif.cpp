#include "report/sarif.hpp"

#include <algorithm>
#include <cctype>
#include <vector>

#include "report/json_parts.hpp"

namespace assay::report {
namespace {

using namespace json_parts;

constexpr std::size_t most_results = 2'000;
constexpr std::size_t most_problems = 500;

Json message(std::string_view value) { return {{"text", text(value)}}; }

/// RFC 3986: what is neither unreserved nor a slash is written as its bytes.
std::string uri(std::string_view path) {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string result;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isalnum(byte) != 0 || std::string_view("-._~/").find(c) != std::string_view::npos) {
      result += c;
    } else {
      result += '%';
      result += digits[byte >> 4U];
      result += digits[byte & 15U];
    }
  }
  return result;
}

Json location(const core::Location& at) {
  Json physical{{"artifactLocation", {{"uri", uri(at.file)}, {"uriBaseId", "%SRCROOT%"}}}};
  if (at.line > 0) physical["region"] = {{"startLine", at.line}};
  Json result{{"physicalLocation", std::move(physical)}};
  if (!at.note.empty()) result["message"] = message(at.note);
  return result;
}

Json rule(const core::Finding& finding, const SarifInput& input) {
  const auto known = input.describe ? input.describe(finding.check) : CheckText{};
  Json result{{"id", text(finding.check)}};
  if (!known.title.empty()) result["shortDescription"] = message(known.title);
  if (!known.page.empty())
    result["help"] = {{"text", cap_utf8(known.page, log_cap)}, {"markdown", cap_utf8(known.page, log_cap)}};
  result["defaultConfiguration"] = {{"level", "error"}};
  if (!known.family.empty()) result["properties"] = {{"tags", {known.family}}};
  return result;
}

std::string_view kind_of(core::Verdict verdict) {
  switch (verdict) {
    case core::Verdict::violated: return "fail";
    case core::Verdict::satisfied: return "pass";
    default: return "open";
  }
}

Json result(const core::Finding& finding, std::size_t rule_index) {
  Json json{{"ruleId", text(finding.check)},
            {"ruleIndex", rule_index},
            {"kind", kind_of(finding.verdict)},
            {"level", finding.verdict == core::Verdict::violated ? "error" : "none"},
            {"message", message(finding.message)}};
  if (finding.locations.empty()) return json;
  json["locations"] = Json::array({location(finding.locations.front())});
  // Without their columns two places may be the same, which the standard forbids.
  Json related = Json::array();
  for (std::size_t i = 1; i < std::min(finding.locations.size(), most_entries); ++i)
    if (auto at = location(finding.locations[i]); std::ranges::find(related, at) == related.end()) related.push_back(std::move(at));
  if (!related.empty()) json["relatedLocations"] = std::move(related);
  return json;
}

Json invocation(const core::AnalysisFinished& analysis) {
  Json notifications = array(analysis.problems, most_problems, [](const core::ParseProblem& problem) {
    return Json{{"level", "warning"}, {"message", message(problem.message)}, {"locations", Json::array({location(problem.location)})}};
  });
  if (!analysis.message.empty()) notifications.push_back({{"level", "error"}, {"message", message(analysis.message)}});
  return {{"executionSuccessful", analysis.message.empty()}, {"toolExecutionNotifications", std::move(notifications)}};
}

}  // namespace

std::string to_sarif(const SarifInput& input) {
  Json rules = Json::array(), results = Json::array();
  for (std::size_t i = 0; i < std::min(input.findings.size(), most_results); ++i) {
    rules.push_back(rule(input.findings[i], input));
    results.push_back(result(input.findings[i], i));
  }
  Json run{{"tool", {{"driver", {{"name", "assay"}, {"version", input.version}, {"rules", std::move(rules)}}}}}};
  if (input.analysis != nullptr) run["invocations"] = Json::array({invocation(*input.analysis)});
  run["originalUriBaseIds"] = {{"%SRCROOT%", {{"description", message("The submission's root.")}}}};
  run["results"] = std::move(results);
  const Json log{{"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
                 {"version", "2.1.0"},
                 {"runs", Json::array({std::move(run)})}};
  return log.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace assay::report
