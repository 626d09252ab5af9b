// What the analysis tool says after it has read hostile code: grader/analyse/report_reader.
#include <array>
#include <filesystem>
#include <string>

#include "analyse/report_reader.hpp"
#include "support/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using fuzz::require;
  const std::array<std::string, 2> checks{"cb-clock", "cb-role"};
  const auto report = analyse::read_tool_report(fuzz::text_of(data, size), checks);
  if (!report) return 0;
  const auto check_place = [](const core::Location& place) {
    const auto path = std::filesystem::path(place.file).lexically_normal();
    require(!path.is_absolute() && (path.empty() || *path.begin() != ".."), "a place is in the submission");
    require(place.file.size() <= 10'000 && place.note.size() <= 10'000, "a place's text is capped");
  };
  require(report->findings.size() == checks.size(), "there is a finding for each check");
  for (std::size_t i = 0; i < checks.size(); ++i) {
    const auto& finding = report->findings[i];
    require(finding.check == checks[i], "findings are in the order of the checks");
    require(finding.verdict != core::Verdict::not_graded && finding.message.size() <= 10'000, "a finding is sound");
    for (const auto& place : finding.locations) check_place(place);
  }
  for (const auto& problem : report->problems) check_place(problem.location);
  return 0;
}
