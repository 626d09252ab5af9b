#include "report/json.hpp"

#include <chrono>
#include <limits>
#include <string>

#include <gmock/gmock.h>
#include <nlohmann/json.hpp>

#include "rich_grading.hpp"
#include "sample_gradings.hpp"
#include "schema_validation.hpp"

namespace assay::report {
namespace {

using nlohmann::json;
using testing::HasSubstr;
using testing::Not;

std::string validate(const std::string& report) { return sample::validate(report, ASSAY_REPORT_SCHEMA); }

json parsed(const sample::Grading& grading) { return json::parse(to_json(grading.report())); }

TEST(JsonReport, ConformsToItsSchemaWhateverTheGradingCameTo) {
  EXPECT_EQ(validate(to_json(sample::small_grading().report())), "conforms");
  EXPECT_EQ(validate(to_json(sample::failed_build().report())), "conforms");
  EXPECT_EQ(validate(to_json(sample::not_graded().report())), "conforms");
  EXPECT_EQ(validate(to_json(sample::refused_source().report())), "conforms");
  EXPECT_EQ(validate(to_json(sample::with_many_failures(210).report())), "conforms");
  EXPECT_EQ(validate(to_json(sample::rich_grading().report(sample::source_line))), "conforms");
  EXPECT_EQ(validate(to_json(assemble({}, {}, {}))), "conforms");
}

TEST(JsonReport, NamesTheIsolationAndTheSuitesThatItCouldNotRun) {
  const auto report = sample::reduced_isolation();
  EXPECT_EQ(validate(to_json(report.report())), "conforms");
  EXPECT_EQ(parsed(report)["isolation"], "reduced: Landlock ABI 4, seccomp; no namespaces");
  EXPECT_EQ(parsed(report)["suites_not_run"], json::parse(R"([{"suite": "network", "why": "there is no network"}])"));
}

TEST(JsonReport, ConformsForHostileText) {
  for (const auto& text : {std::string("\x1b[2J\xff\xc0\xaf\u202e"), std::string("nul\0byte", 8),
                           std::string(1 << 20, 'x'), std::string(1 << 20, '\xff'), std::string("\"}],\\"),
                           std::string("<script>alert(1)</script>"), std::string()}) {
    EXPECT_EQ(validate(to_json(sample::with_text_everywhere(text).report())), "conforms") << text.substr(0, 20);
  }
}

TEST(JsonReport, IsRefusedByTheSchemaWhenAKeyIsStrangeMissingOrOfAnotherType) {
  auto strange = parsed(sample::small_grading());
  strange["cases"][0]["extra"] = 1;
  EXPECT_THAT(validate(strange.dump()), HasSubstr("$.cases[0]: Additional properties are not allowed"));
  auto missing = parsed(sample::small_grading());
  missing["score"].erase("earned");
  EXPECT_THAT(validate(missing.dump()), HasSubstr("$.score"));
  auto rounded = parsed(sample::small_grading());
  rounded["score"]["earned"] = 63.5;
  EXPECT_THAT(validate(rounded.dump()), HasSubstr("$.score"));
}

TEST(JsonReport, IsRefusedByTheSchemaWhenItHasAScoreWithoutAGrade) {
  auto report = parsed(sample::not_graded());
  report["score"] = {{"earned", "0"}, {"open", "0"}, {"possible", "100"}};
  EXPECT_THAT(validate(report.dump()), HasSubstr("$.score"));
}

TEST(JsonReport, GivesPointsAndSeedsExactly) {
  auto grading = sample::small_grading();
  for (auto& record : grading.records) {
    if (auto* event = std::get_if<core::CaseFinished>(&record.event)) {
      event->result.seed = std::numeric_limits<std::uint64_t>::max();
    }
  }
  const auto report = parsed(grading);
  EXPECT_EQ(report["schema"], "assay.report/1");
  EXPECT_EQ(report["score"], json({{"earned", "63.5"}, {"open", "10"}, {"possible", "100"}}));
  EXPECT_EQ(report["criteria"][1]["reasons"][0]["lost"], "16.5");
  EXPECT_EQ(report["cases"][1]["seed"], "18446744073709551615");
}

TEST(JsonReport, LinksAReasonToItsCaseAndHowToReplayIt) {
  const auto report = parsed(sample::small_grading());
  const auto& judged = report["cases"][1];
  EXPECT_EQ(report["criteria"][1]["reasons"][0]["record"], judged["record"]);
  EXPECT_EQ(judged["replay"], "assay check --lab circuit-breaker --case Breaker.HalfOpenAdmitsOneProbe --seed 7");
  EXPECT_EQ(judged["steps"][3],
            json({{"at_ns", 30'005'000'000},
                  {"lane", "call 2"},
                  {"to", nullptr},
                  {"what", "calls the downstream, although the probe of call 1 has not returned yet"},
                  {"culprit", true}}));
}

TEST(JsonReport, HasNoScoreAndAReasonWhereNothingWasGraded) {
  const auto report = parsed(sample::not_graded());
  EXPECT_EQ(report["graded"], false);
  EXPECT_TRUE(report["score"].is_null());
  EXPECT_TRUE(report["criteria"].empty());
  EXPECT_EQ(report["not_graded_because"],
            "judge: starting the judge of suite 'public': no memory is left on the machine");
}

TEST(JsonReport, KeepsPointsToItselfWhereNothingWasGraded) {
  auto grading = sample::small_grading();
  grading.score.graded = false;
  EXPECT_THAT(to_json(grading.report()), Not(HasSubstr("63.5")));
  EXPECT_EQ(validate(to_json(grading.report())), "conforms");
}

TEST(JsonReport, GivesNullForAFigureThatIsNotFinite) {
  auto report = sample::small_grading().report();
  report.cases.at(0).fact.metrics = {{"infinite", std::numeric_limits<double>::infinity()},
                                     {"nan", std::numeric_limits<double>::quiet_NaN()},
                                     {"p99_ms", 7.25}};
  const auto metrics = json::parse(to_json(report))["cases"][0]["metrics"];
  EXPECT_EQ(metrics, json({{"infinite", nullptr}, {"nan", nullptr}, {"p99_ms", 7.25}}));
  EXPECT_EQ(validate(to_json(report)), "conforms");
}

TEST(JsonReport, GivesNullForATimeThatHasNoRfc3339Form) {
  using namespace std::chrono;
  auto report = sample::small_grading().report();
  report.source->author_time = core::Timestamp{sys_days{year{9'999} / 12 / 31}};
  report.source->commit_time = core::Timestamp{sys_days{year{10'000} / 1 / 1}};
  report.source->received_at = core::Timestamp{sys_days{year{-1} / 12 / 31}};
  report.source->deadline = core::Timestamp::max();
  const auto source = json::parse(to_json(report))["source"];
  EXPECT_EQ(source["author_time"], "9999-12-31T00:00:00Z");
  EXPECT_TRUE(source["commit_time"].is_null());
  EXPECT_TRUE(source["received_at"].is_null());
  EXPECT_TRUE(source["deadline"].is_null());
  EXPECT_EQ(validate(to_json(report)), "conforms");
}

TEST(JsonReport, CutsLongTextsAndListsAndSaysSo) {
  const auto text = parsed(sample::with_text_everywhere(std::string(1 << 20, 'x')));
  EXPECT_THAT(text["cases"][0]["expected"].get<std::string>(), testing::EndsWith("x… (1044576 more)"));
  EXPECT_LT(to_json(sample::with_text_everywhere(std::string(1 << 20, 'x')).report()).size(), 500'000U);
  const auto many = parsed(sample::with_many_failures(210));
  const auto steps = parsed(sample::long_grading(1, 2'010));
  EXPECT_EQ(steps["cases"][0]["steps"].size(), 2'000U);
  EXPECT_EQ(steps["cases"][0]["steps_omitted"], 10);
  EXPECT_EQ(many["findings"][0]["locations_omitted"], 10);
  EXPECT_EQ(many["criteria"][0]["reasons_omitted"], 10);
}

TEST(JsonReport, ShowsFewerStepsOfEachCaseWhereAllTogetherAreTooLong) {
  auto grading = sample::long_grading(2, 400);
  const auto lengthen = [&](std::size_t size) {
    for (auto& record : grading.records) {
      auto* event = std::get_if<core::CaseFinished>(&record.event);
      if (event == nullptr) continue;
      for (auto& step : event->result.steps) step = {step.at, "", std::string(size, 'x'), step.culprit, ""};
    }
  };
  constexpr std::size_t just_16_mib = (std::size_t{16} << 20) / 800;
  lengthen(just_16_mib);
  EXPECT_EQ(parsed(grading)["cases"][0]["steps"].size(), 400U);
  lengthen(just_16_mib + 1);
  EXPECT_EQ(parsed(grading)["cases"][0]["steps"].size(), 200U);
  EXPECT_EQ(parsed(grading)["cases"][0]["steps_omitted"], 200);
  EXPECT_EQ(validate(to_json(grading.report())), "conforms");
}

TEST(JsonReport, TellsSpansTracesAndMeasurementsOfACase) {
  const auto report = parsed(sample::rich_grading());
  const auto& cases = report["cases"];
  EXPECT_EQ(cases[2]["steps"][0]["to"], "circuit orders");
  EXPECT_EQ(cases[2]["spans"][0], json({{"from_ns", 0},
                                        {"to_ns", 700'000'000},
                                        {"kind", "state"},
                                        {"lane", "circuit orders"},
                                        {"what", "closed"}}));
  EXPECT_EQ(cases[2]["spans"][6]["kind"], "fault");
  EXPECT_EQ(cases[3]["traces"][0]["title"], "write of size 4 by thread T2");
  EXPECT_EQ(cases[3]["traces"][0]["frames"][0]["note"], "student::Breaker::failed()");
  EXPECT_EQ(cases[3]["traces"][0]["frames"][1]["line"], nullptr);
  EXPECT_EQ(cases[4]["comparisons"][0]["bar"], 0.7);
  EXPECT_EQ(cases[4]["comparisons"][0]["pairs"].size(), 9U);
  EXPECT_EQ(cases[4]["latencies"][0]["points"][3],
            json({{"percentile", 99.9}, {"subject_ns", 1'900'000}, {"baseline_ns", 130'000}}));
}

TEST(JsonReport, KeepsAnInstrumentedBuildApartFromTheOtherOne) {
  const auto report = parsed(sample::rich_grading());
  EXPECT_EQ(report["build"]["variant"], nullptr);
  EXPECT_EQ(report["instrumented_builds"][0]["variant"], "ThreadSanitizer");
}

TEST(JsonReport, GivesExcerptsOnlyWhereTheSourceIsAtHand) {
  const auto with_source = json::parse(to_json(sample::rich_grading().report(sample::source_line)));
  ASSERT_EQ(with_source["excerpts"].size(), 1U);
  EXPECT_EQ(with_source["excerpts"][0]["file"], "src/breaker.cpp");
  EXPECT_EQ(with_source["excerpts"][0]["first_line"], 37);
  EXPECT_EQ(with_source["excerpts"][0]["lines"][4],
            "  if (state_ == State::open && std::chrono::steady_clock::now() >= retry_at_) {");
  EXPECT_TRUE(parsed(sample::rich_grading())["excerpts"].empty());
}

TEST(JsonReport, SaysThatARunOfChosenCasesIsPartial) {
  auto report = sample::small_grading().report();
  EXPECT_EQ(json::parse(to_json(report))["partial"], false);
  report.grading.suites.clear();
  EXPECT_EQ(json::parse(to_json(report))["partial"], true);
}

}  // namespace
}  // namespace assay::report
