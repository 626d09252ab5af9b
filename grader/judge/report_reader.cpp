#include "judge/report_reader.hpp"

#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/event_json.hpp"
#include "core/glob.hpp"

namespace assay::judge {
namespace {

std::unexpected<core::Error> fault(std::string message) {
  return core::fail(core::ErrorKind::infrastructure, std::move(message));
}

// What the judge itself says; it knows whether the lab's files are to blame.
std::unexpected<core::Error> judges_fault(std::string message, bool bad_lab) {
  return core::fail(bad_lab ? core::ErrorKind::bad_lab : core::ErrorKind::infrastructure, std::move(message));
}

}  // namespace

ReportReader::ReportReader(std::string suite, std::string case_filter)
    : suite_(std::move(suite)), case_filter_(std::move(case_filter)) {}

core::Result<std::optional<core::Event>> ReportReader::announcement(const std::vector<std::string>& cases) {
  if (std::exchange(announced_, true)) return fault("the judge announced its cases twice");
  core::SuiteStarted started{suite_, {}};
  for (const auto& name : cases) {
    if (!core::glob_matches(case_filter_, name)) continue;
    started.cases.push_back(name);
    outstanding_.insert(name);
  }
  return started;
}

core::Result<std::optional<core::Event>> ReportReader::result(core::CaseResult result) {
  if (outstanding_.erase(result.name) == 0) {
    return fault("the judge reported the case " + result.name + ", which was not outstanding");
  }
  result.suite = suite_;
  return core::CaseFinished{std::move(result)};
}

core::Result<std::optional<core::Event>> ReportReader::read(std::string_view line) {
  try {
    const auto json = nlohmann::json::parse(line);
    const auto kind = json.at("kind").get<std::string>();
    if (kind == "suite") return announcement(json.at("cases").get<std::vector<std::string>>());
    if (kind == "fault") return judges_fault(json.at("message").get<std::string>(), json.value("bad_lab", false));
    if (kind == "unavailable") {
      ended_ = announced_ = true;
      outstanding_.clear();
      return core::SuiteNotRun{suite_, json.at("message").get<std::string>()};
    }
    if (kind == "end") {
      ended_ = true;
      return std::nullopt;
    }
    if (kind != "case") return fault("the judge reported a '" + kind + "', which is not known");
    auto parsed = core::case_result_from_json(json.at("result"));
    if (!parsed) return core::within("reading the judge's report", parsed.error());
    return result(std::move(*parsed));
  } catch (const nlohmann::json::exception& problem) {
    return fault(std::string("reading the judge's report: ") + problem.what());
  }
}

core::Result<void> ReportReader::complete() const {
  if (!announced_ || !ended_) return fault("the judge ended before its report did");
  if (!outstanding_.empty()) return fault("the judge reported nothing of the case " + *outstanding_.begin());
  return {};
}

}  // namespace assay::judge
