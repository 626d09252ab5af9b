#include "core/event_json.hpp"

#include <limits>
#include <set>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace assay::core {
namespace {

using nlohmann::json;
using testing::HasSubstr;
namespace gen = rc::gen;

std::string any_text() { return *gen::string<std::string>(); }
std::vector<std::string> any_texts() { return *gen::resize(4, gen::container<std::vector<std::string>>(gen::string<std::string>())); }
Duration any_duration() { return Duration{*gen::arbitrary<std::int64_t>()}; }
Timestamp any_time() { return Timestamp{std::chrono::milliseconds{*gen::inRange<std::int64_t>(0, 253'402'300'799'999)}}; }
std::optional<Timestamp> maybe_time() {
  return *gen::arbitrary<bool>() ? std::optional(any_time()) : std::nullopt;
}
Verdict any_verdict() {
  return *gen::element(Verdict::satisfied, Verdict::violated, Verdict::inconclusive, Verdict::not_graded);
}
std::uint64_t any_count() { return *gen::arbitrary<std::uint64_t>(); }
Location any_location() { return {any_text(), *gen::arbitrary<unsigned>(), *gen::arbitrary<unsigned>(), any_text()}; }
ParseProblem any_problem() { return {any_location(), any_text(), *gen::arbitrary<bool>()}; }

Comparison any_comparison() {
  Comparison comparison{any_text(), any_text(), any_text(), {{1.5, 2}, {3, 4.25}}, 0.5, 0.25, 1, std::nullopt};
  if (*gen::arbitrary<bool>()) comparison.bar = 0.75;
  return comparison;
}

OperationHistory any_history() {
  OperationHistory history{.title = any_text(), .why = any_text(), .operations_left_out = any_count(), .log_left_out = any_count()};
  history.operations.push_back({any_text(), any_duration(), any_duration(), any_text(), any_text(), true});
  history.operations.push_back({any_text(), any_duration(), std::nullopt, any_text(), any_text(), false});
  history.links.push_back({any_count(), any_count(), any_text()});
  history.log.push_back({any_text(), any_count(), any_text(), any_text(), any_text(), any_count(), true});
  history.log.push_back({any_text(), any_count(), any_text(), any_text(), any_text(), std::nullopt, false});
  return history;
}

CaseResult any_case_result() {
  CaseResult result;
  result.suite = any_text();
  result.name = any_text();
  result.verdict = any_verdict();
  result.end = *gen::element(CaseEnd::judged, CaseEnd::subject_ended, CaseEnd::subject_hung, CaseEnd::subject_broke_protocol);
  result.title = any_text();
  result.expected = any_text();
  result.actual = any_text();
  result.seed = any_count();
  for (int i = *gen::inRange(0, 3); i > 0; --i) {
    result.steps.push_back({any_duration(), any_text(), any_text(), *gen::arbitrary<bool>(), any_text()});
  }
  result.output = any_text();
  result.read = any_text();
  result.duration = any_duration();
  for (int i = *gen::inRange(0, 3); i > 0; --i) result.metrics["m" + std::to_string(i)] = *gen::arbitrary<double>();
  if (*gen::arbitrary<bool>()) {
    result.spans.push_back({any_duration(), any_duration(), *gen::element(SpanKind::fault, SpanKind::state), any_text(), any_text()});
    result.traces.push_back({any_text(), {any_location(), any_location()}});
    result.comparisons.push_back(any_comparison());
    result.latencies.push_back({any_text(), {{99.9, any_duration(), any_duration()}}});
  }
  if (*gen::arbitrary<bool>()) result.history = any_history();
  return result;
}

Event any_event() {
  switch (*gen::inRange<std::size_t>(0, std::variant_size_v<Event>)) {
    case 0: return GradingStarted{any_text(), any_text(), any_text(), any_text(), any_text(), any_texts()};
    case 1:
      return SourceFetched{any_text(), any_text(), any_text(), maybe_time(), maybe_time(), maybe_time(), maybe_time(),
                           *gen::arbitrary<bool>(), any_count(), Bytes{any_count()}, any_texts()};
    case 2: return SourceRefused{any_text(), any_text()};
    case 3:
      return BuildFinished{any_text(), *gen::element(BuildStatus::succeeded, BuildStatus::failed, BuildStatus::limit, BuildStatus::no_subject),
                           any_text(), any_text(), any_text(), any_duration(), any_duration(), Bytes{any_count()}};
    case 4: return SuiteStarted{any_text(), any_texts()};
    case 5: return CaseFinished{any_case_result()};
    case 6: return SuiteFinished{any_text(), any_duration()};
    case 7: return CheckReported{{any_text(), any_verdict(), any_text(), {any_location(), any_location()}}};
    case 8: return AnalysisFinished{*gen::arbitrary<unsigned>(), {any_problem()}, any_text(), any_duration()};
    case 9: return StageFailed{any_text(), any_text()};
    case 10: return SuiteNotRun{any_text(), any_text()};
    default: return GradingFinished{*gen::arbitrary<bool>()};
  }
}

RC_GTEST_PROP(EventJson, ReadsWhatItWrote, ()) {
  const Event event = any_event();
  const json written = event_to_json(event);
  const auto read = event_from_json(event_kind(event), json::parse(written.dump()));
  RC_ASSERT(read.has_value());
  RC_ASSERT(read->index() == event.index());
  RC_ASSERT(event_to_json(*read) == written);
}

// The property above would not see a field that is never written.
TEST(EventJson, HoldsEveryFieldOfACase) {
  CaseResult result{"public", "Breaker.Trips", Verdict::violated, CaseEnd::subject_hung, "t", "e", "a", 7, {{Duration{3}, "l", "w", true, "z"}}, "o", "r", Duration{9}, {{"ratio", 0.5}},
                    {{Duration{1}, Duration{2}, SpanKind::fault, "l", "w"}}, {{"t", {{"f.cpp", 1, 2, "n"}}}},
                    {{"c", "t", "u", {{1.5, 2.5}}, 0.5, 0.25, 0.75, 0.5}}, {{"t", {{99, Duration{1}, Duration{2}}}}},
                    OperationHistory{"t", "w", {{"l", Duration{1}, Duration{2}, "i", "o", true}, {"l", Duration{3}, std::nullopt, "i", "", false}},
                                     {{0, 1, "rw"}}, {{"s", 4, "e", "b", "a", 1, true}}, 5, 6}};
  EXPECT_EQ(case_result_to_json(result), json::parse(R"({
    "suite": "public", "name": "Breaker.Trips", "verdict": "violated", "end": "subject_hung", "title": "t",
    "expected": "e", "actual": "a", "seed": 7, "output": "o", "read": "r", "duration": 9, "metrics": {"ratio": 0.5},
    "steps": [{"at": 3, "lane": "l", "what": "w", "culprit": true, "to": "z"}],
    "spans": [{"from": 1, "to": 2, "kind": "fault", "lane": "l", "what": "w"}],
    "traces": [{"title": "t", "frames": [{"file": "f.cpp", "line": 1, "column": 2, "note": "n"}]}],
    "comparisons": [{"name": "c", "title": "t", "unit": "u", "pairs": [{"subject": 1.5, "baseline": 2.5}],
                     "ratio": 0.5, "low": 0.25, "high": 0.75, "bar": 0.5}],
    "latencies": [{"title": "t", "points": [{"percentile": 99, "subject": 1, "baseline": 2}]}],
    "history": {"title": "t", "why": "w", "operations_left_out": 5, "log_left_out": 6,
      "operations": [
        {"lane": "l", "invoked": 1, "returned": 2, "input": "i", "output": "o", "conflict": true},
        {"lane": "l", "invoked": 3, "input": "i", "output": "", "conflict": false}],
      "links": [{"from": 0, "to": 1, "what": "rw"}],
      "log": [{"stream": "s", "position": 4, "event": "e", "before": "b", "after": "a", "operation": 1, "conflict": true}]}})"));
}

TEST(EventJson, ReadsACaseFromBeforeThereWereHistories) {
  const auto read = case_result_from_json(json({{"suite", "public"}, {"verdict", "violated"}}));
  ASSERT_TRUE(read.has_value());
  EXPECT_FALSE(read->history.has_value());
  EXPECT_FALSE(case_result_to_json(*read).contains("history"));
}

TEST(EventJson, HoldsEveryFieldOfASource) {
  const SourceFetched event{"s", "c", "d", Timestamp{}, std::nullopt, Timestamp{}, std::nullopt, true, 4, Bytes{5}, {"f"}};
  EXPECT_EQ(event_to_json(event), json::parse(R"({
    "source": "s", "commit": "c", "tree_digest": "d", "author_time": "1970-01-01T00:00:00Z",
    "received_at": "1970-01-01T00:00:00Z", "dirty": true, "files": 4, "size": 5, "flags": ["f"]})"));
}

TEST(EventJson, NamesEachKindForGood) {
  EXPECT_EQ(event_kind(GradingStarted{}), "grading_started");
  EXPECT_EQ(event_kind(SourceFetched{}), "source_fetched");
  EXPECT_EQ(event_kind(SourceRefused{}), "source_refused");
  EXPECT_EQ(event_kind(BuildFinished{}), "build_finished");
  EXPECT_EQ(event_kind(SuiteStarted{}), "suite_started");
  EXPECT_EQ(event_kind(CaseFinished{}), "case_finished");
  EXPECT_EQ(event_kind(SuiteFinished{}), "suite_finished");
  EXPECT_EQ(event_kind(CheckReported{}), "check_reported");
  EXPECT_EQ(event_kind(AnalysisFinished{}), "analysis_finished");
  EXPECT_EQ(event_kind(StageFailed{}), "stage_failed");
  EXPECT_EQ(event_kind(GradingFinished{}), "grading_finished");
  EXPECT_EQ(event_kind(SuiteNotRun{}), "suite_not_run");
}

TEST(EventJson, WritesBytesThatAreNotUtf8AsReplacementCharacters) {
  EXPECT_EQ(event_to_json(StageFailed{"fetch", "a\xFFz"})["message"], "a\xEF\xBF\xBDz");
}

TEST(EventJson, LeavesOutAFigureThatIsNotFinite) {
  CaseResult result;
  result.metrics = {{"nan", std::numeric_limits<double>::quiet_NaN()}, {"ok", 1}, {"inf", std::numeric_limits<double>::infinity()}};
  EXPECT_EQ(case_result_to_json(result)["metrics"], json({{"ok", 1.0}}));
}

TEST(EventJson, KeepsTheDefaultsOfAbsentFieldsAndIgnoresUnknownOnes) {
  const auto event = event_from_json("build_finished", json::parse(R"({"message": "m", "new": 1})"));
  ASSERT_TRUE(event);
  EXPECT_EQ(std::get<BuildFinished>(*event).message, "m");
  EXPECT_EQ(std::get<BuildFinished>(*event).status, BuildStatus::failed);
}

std::string problem(const char* kind, const char* text) {
  const auto event = event_from_json(kind, json::parse(text));
  return event ? "none" : event.error().message;
}

TEST(EventJson, SaysWhichFieldIsWrong) {
  EXPECT_EQ(problem("suite_started", "[]"), "reading suite_started: expected an object, found array");
  EXPECT_EQ(problem("suite_started", R"({"suite": 3})"), "reading suite_started: suite: expected a string, found number");
  EXPECT_EQ(problem("suite_started", R"({"cases": ["a", 1]})"), "reading suite_started: cases: [1]: expected a string, found number");
  EXPECT_THAT(problem("case_finished", R"({"result": {"verdict": "fine"}})"), HasSubstr("result: verdict: no verdict is called 'fine'"));
  EXPECT_THAT(problem("case_finished", R"({"result": {"end": "fine"}})"), HasSubstr("end: unknown name 'fine'"));
  EXPECT_THAT(problem("nonsense", "{}"), HasSubstr("unknown kind 'nonsense'"));
}

TEST(EventJson, RefusesNumbersThatDoNotFit) {
  EXPECT_EQ(problem("analysis_finished", R"({"units": 4294967295})"), "none");
  EXPECT_THAT(problem("analysis_finished", R"({"units": 4294967296})"), HasSubstr("too large"));
  EXPECT_THAT(problem("analysis_finished", R"({"units": -1})"), HasSubstr("whole number"));
  EXPECT_THAT(problem("analysis_finished", R"({"units": 1.5})"), HasSubstr("whole number"));
  EXPECT_EQ(problem("suite_finished", R"({"wall": 9223372036854775807})"), "none");
  EXPECT_THAT(problem("suite_finished", R"({"wall": 9223372036854775808})"), HasSubstr("nanoseconds"));
  EXPECT_THAT(problem("source_fetched", R"({"deadline": "soon"})"), HasSubstr("deadline: 'soon' is not a time"));
}

}  // namespace
}  // namespace assay::core
