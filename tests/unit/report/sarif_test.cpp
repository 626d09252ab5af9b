#include "report/sarif.hpp"

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "schema_validation.hpp"

namespace assay::report {
namespace {

using core::Verdict;
using nlohmann::json;

std::vector<core::Finding> findings() {
  return {{"cb-clock", Verdict::violated, "The time of day is \x1b[31m used.", {{"src/a b#ü.cpp", 3, 7, "here"}, {"src/a.cpp", 4, 1, "x"}, {"src/a.cpp", 4, 9, "x"}}},
          {"cb-role", Verdict::satisfied, "There is one.", {{"src/a.cpp", 0, 0, ""}}},
          {"rt-jitter", Verdict::inconclusive, "No retry \xff was recognised.", {}}};
}

std::string sarif(const core::AnalysisFinished* analysis) {
  static const auto all = findings();
  return to_sarif({.findings = all, .analysis = analysis, .version = "1.2.3", .describe = [](std::string_view check) {
                     return check == "cb-clock" ? CheckText{"A monotonic clock.", "circuit_breaker", "# cb-clock\n\nA monotonic clock.\n"} : CheckText{};
                   }});
}

TEST(Sarif, ConformsToTheStandardsSchema) {
  core::AnalysisFinished analysis;
  analysis.problems = {{{"a.cpp", 1, 1, ""}, "'x.hpp' file not found", true}};
  analysis.message = "the memory limit of 2GiB";
  EXPECT_EQ(sample::validate(sarif(&analysis), ASSAY_SARIF_SCHEMA), "conforms");
  EXPECT_EQ(sample::validate(sarif(nullptr), ASSAY_SARIF_SCHEMA), "conforms");
  EXPECT_EQ(sample::validate(to_sarif({}), ASSAY_SARIF_SCHEMA), "conforms");
}

TEST(Sarif, TellsViolatedSatisfiedAndUndecidedApart) {
  const auto log = json::parse(sarif(nullptr));
  const auto& results = log.at("runs").at(0).at("results");
  EXPECT_EQ(results.at(0).at("kind"), "fail");
  EXPECT_EQ(results.at(0).at("level"), "error");
  EXPECT_EQ(results.at(1).at("kind"), "pass");
  EXPECT_EQ(results.at(2).at("kind"), "open");
  EXPECT_EQ(results.at(2).at("level"), "none");
}

TEST(Sarif, NamesPlacesBelowTheSubmissionAsUris) {
  const auto log = json::parse(sarif(nullptr));
  const auto& result = log.at("runs").at(0).at("results").at(0);
  const auto& place = result.at("locations").at(0).at("physicalLocation");
  EXPECT_EQ(place.at("artifactLocation").at("uri"), "src/a%20b%23%C3%BC.cpp");
  EXPECT_EQ(place.at("artifactLocation").at("uriBaseId"), "%SRCROOT%");
  EXPECT_EQ(place.at("region").at("startLine"), 3);
  EXPECT_EQ(result.at("relatedLocations").size(), 1);
}

TEST(Sarif, HasTheChecksPageAsHelp) {
  const auto log = json::parse(sarif(nullptr));
  const auto& rule = log.at("runs").at(0).at("tool").at("driver").at("rules").at(0);
  EXPECT_EQ(rule.at("help").at("markdown"), "# cb-clock\n\nA monotonic clock.\n");
  EXPECT_EQ(rule.at("shortDescription").at("text"), "A monotonic clock.");
}

}  // namespace
}  // namespace assay::report
