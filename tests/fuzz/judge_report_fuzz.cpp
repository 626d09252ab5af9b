// What a judge reports, line by line: grader/judge/report_reader.
#include <set>
#include <string>

#include "judge/report_reader.hpp"
#include "support/fuzz.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace assay;
  using fuzz::require;
  fuzz::Input input(fuzz::text_of(data, size));
  const std::string filter(input.line());
  judge::ReportReader reader("public", filter);
  std::set<std::string> announced;
  std::set<std::string> finished;
  while (!input.empty()) {
    const auto event = reader.read(input.line());
    if (!event || !*event) continue;
    if (const auto* started = std::get_if<core::SuiteStarted>(&**event)) {
      require(announced.empty(), "cases are announced once");
      announced.insert(started->cases.begin(), started->cases.end());
    }
    if (const auto* result = std::get_if<core::CaseFinished>(&**event)) {
      require(result->result.suite == "public", "a result is of the suite that runs");
      require(announced.contains(result->result.name), "a result is of a case that was announced");
      require(finished.insert(result->result.name).second, "a case has one result");
    }
  }
  if (reader.complete()) require(announced == finished, "a report that is complete has every case");
  return 0;
}
