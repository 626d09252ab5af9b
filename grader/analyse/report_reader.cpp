#include "analyse/report_reader.hpp"

#include <filesystem>

#include <nlohmann/json.hpp>

#include "core/event_json.hpp"

namespace assay::analyse {
namespace {

using core::ErrorKind;
using nlohmann::json;

constexpr std::size_t max_text = 10'000;
constexpr std::size_t max_entries = 10'000;

std::unexpected<core::Error> malformed(const std::string& what) {
  return core::fail(ErrorKind::infrastructure, "reading the analysis tool's report: " + what);
}

bool is_sound(const core::Location& location) {
  const std::filesystem::path path = location.file;
  if (location.file.size() > max_text || location.note.size() > max_text || path.is_absolute()) return false;
  for (const auto& part : path)
    if (part == "..") return false;
  return true;
}

bool is_sound(const core::Finding& finding) {
  if (finding.verdict == core::Verdict::not_graded || finding.message.size() > max_text) return false;
  if (finding.locations.size() > max_entries) return false;
  for (const auto& location : finding.locations)
    if (!is_sound(location)) return false;
  return true;
}

}  // namespace

core::Result<ToolReport> read_tool_report(std::string_view text, std::span<const std::string> checks) {
  const auto report = json::parse(text, nullptr, /*allow_exceptions=*/false);
  if (!report.is_object() || report.size() != 3) return malformed("it is no report");
  const auto findings = report.find("findings");
  const auto problems = report.find("problems");
  const auto units = report.find("units");
  if (findings == report.end() || problems == report.end() || units == report.end())
    return malformed("it lacks a part");
  if (!findings->is_array() || !problems->is_array() || !units->is_number_unsigned())
    return malformed("a part is of the wrong type");
  if (findings->size() != checks.size() || problems->size() > max_entries) return malformed("a part has the wrong size");
  ToolReport result;
  result.units = units->get<unsigned>();
  for (std::size_t i = 0; i < checks.size(); ++i) {
    auto finding = core::finding_from_json((*findings)[i]);
    if (!finding) return malformed(finding.error().message);
    if (finding->check != checks[i] || !is_sound(*finding)) return malformed("finding " + std::to_string(i + 1) + " is not sound");
    result.findings.push_back(std::move(*finding));
  }
  for (const auto& entry : *problems) {
    auto problem = core::parse_problem_from_json(entry);
    if (!problem) return malformed(problem.error().message);
    if (!is_sound(problem->location) || problem->message.size() > max_text) return malformed("a problem is not sound");
    result.problems.push_back(std::move(*problem));
  }
  return result;
}

}  // namespace assay::analyse
