#include "sample_gradings.hpp"

#include <chrono>

namespace assay::report::sample {
namespace {

using namespace std::chrono_literals;
using core::Points;
using core::Verdict;

core::Timestamp moment(int hour, int minute) {
  return core::Timestamp{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1}} + std::chrono::hours{hour} +
         std::chrono::minutes{minute};
}

class Log {
 public:
  std::uint64_t add(core::Event event) {
    records_.push_back({records_.size() + 1, moment(12, 0), std::move(event)});
    return records_.size();
  }
  [[nodiscard]] std::vector<core::Record> take() { return std::move(records_); }

 private:
  std::vector<core::Record> records_;
};

void start(Log& log) {
  log.add(core::GradingStarted{.lab = "circuit-breaker",
                               .lab_version = "1.2.0",
                               .lab_digest = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef",
                               .grader = "0.1.0",
                               .isolation = "full: namespaces, seccomp, cgroup v1",
                               .suites = {"public"}});
}

core::SourceFetched source() {
  return {.source = "https://example.org/ada/breaker",
          .commit = "3f2a91c0d1e2f3a4b5c6d7e8f90a1b2c3d4e5f60",
          .tree_digest = "9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de",
          .commit_time = moment(20, 11),
          .received_at = moment(23, 12),
          .deadline = moment(23, 59),
          .files = 12,
          .size = core::Bytes{34'000},
          .flags = {"the commit's time is 3 h before its receipt"}};
}

core::CaseResult failed_case() {
  return {.suite = "public",
          .name = "Breaker.HalfOpenAdmitsOneProbe",
          .verdict = Verdict::violated,
          .title = "While half-open, exactly one call reaches the downstream; every other call fails at once "
                   "until that one has returned.",
          .expected = "one call at the downstream",
          .actual = "two calls at the downstream: call 2 was let through while call 1 was still waiting",
          .seed = 7,
          .steps = {{0ms, "judge", "lets 3 calls fail, which trips the breaker", false},
                    {30s, "clock", "the open time is over", false},
                    {30s, "call 1", "calls the downstream", false},
                    {30s + 5ms, "call 2", "calls the downstream, although the probe of call 1 has not returned yet",
                     true}},
          .output = "state: half-open\nstate: half-open\n",
          .read = "README.md#the-half-open-state",
          .duration = 12ms};
}

core::Finding failed_check() {
  return {.check = "cb-clock",
          .verdict = Verdict::violated,
          .message = "The breaker reads the system's clock; take the time from the clock that the constructor gets.",
          .locations = {{"src/breaker.cpp", 41, 17, "the system's clock is read here"},
                        {"include/breaker.hpp", 12, 3, "this clock is there to be used"}}};
}

core::ScenarioStep step_number(std::size_t number) {
  return {std::chrono::milliseconds{number}, "judge", "does step " + std::to_string(number), false};
}

}  // namespace

GradingReport Grading::report(const ReadSourceLine& source_line) const {
  return assemble(score, records,
                  {.lab_title = "Circuit breaker", .source_line = source_line, .replay = [](const core::CaseResult& result) {
                     return "assay check --lab circuit-breaker --case " + result.name + " --seed " +
                            std::to_string(result.seed);
                   }});
}

Grading small_grading() {
  Log log;
  start(log);
  log.add(source());
  log.add(core::BuildFinished{.status = core::BuildStatus::succeeded, .step = "build", .wall = 3100ms});
  log.add(core::SuiteStarted{"public", {"Breaker.TripsAtTheThreshold", "Breaker.HalfOpenAdmitsOneProbe"}});
  const auto good = log.add(core::CaseFinished{{.suite = "public",
                                                .name = "Breaker.TripsAtTheThreshold",
                                                .verdict = Verdict::satisfied,
                                                .title = "The third failure in a row opens the breaker",
                                                .seed = 1,
                                                .metrics = {{"p99_ms", 7.25}}}});
  const auto bad = log.add(core::CaseFinished{failed_case()});
  log.add(core::SuiteFinished{"public", 40ms});
  const auto check = log.add(core::CheckReported{failed_check()});
  log.add(core::AnalysisFinished{.units = 3, .wall = 800ms});
  log.add(core::GradingFinished{true});

  core::Score score{.graded = true, .earned = Points{6'350}, .open = Points{1'000}, .possible = Points{10'000}};
  score.criteria = {
      {.id = "trip", .title = "Trips at the threshold", .possible = Points{5'000}, .earned = Points{5'000},
       .verdict = Verdict::satisfied,
       .reasons = {{good, "case:public/Breaker.TripsAtTheThreshold", Verdict::satisfied, "satisfied", {}}}},
      {.id = "recover", .title = "Recovers through one probe", .possible = Points{3'000}, .earned = Points{1'350},
       .verdict = Verdict::violated, .read = "README.md#recovery",
       .reasons = {{bad, "case:public/Breaker.HalfOpenAdmitsOneProbe", Verdict::violated, "violated",
                    Points{1'650}}}},
      {.id = "clock", .title = "Takes time from its clock", .possible = Points{1'000},
       .verdict = Verdict::violated,
       .reasons = {{check, "check:cb-clock", Verdict::violated, "violated", Points{1'000}}}},
      {.id = "design", .title = "Design, in review", .possible = Points{1'000}, .open = Points{1'000},
       .verdict = Verdict::not_graded}};
  return {score, log.take()};
}

Grading failed_build() {
  Log log;
  start(log);
  log.add(source());
  const auto build = log.add(core::BuildFinished{
      .status = core::BuildStatus::failed,
      .step = "build",
      .message = "1 error, the first in src/breaker.cpp:3",
      .log = "[1/2] Building CXX object breaker.cpp.o\nsrc/breaker.cpp:3:1: error: 'strng' does not name a type\n",
      .wall = 2100ms,
      .cpu = 1900ms,
      .peak_memory = core::Bytes{std::uint64_t{212} << 20}});
  log.add(core::GradingFinished{true});
  core::Score score{.graded = true, .open = Points{1'000}, .possible = Points{10'000}};
  score.criteria = {{.id = "trip", .title = "Trips at the threshold", .possible = Points{9'000},
                     .verdict = Verdict::violated,
                     .reasons = {{build, "build", Verdict::violated, "the build failed", Points{9'000}}}},
                    {.id = "design", .title = "Design, in review", .possible = Points{1'000}, .open = Points{1'000},
                     .verdict = Verdict::not_graded}};
  return {score, log.take()};
}

Grading not_graded() {
  Log log;
  start(log);
  log.add(source());
  log.add(core::StageFailed{"judge", "starting the judge of suite 'public': no memory is left on the machine"});
  log.add(core::GradingFinished{false});
  return {{.not_graded_because = ""}, log.take()};
}

Grading reduced_isolation() {
  Grading grading = small_grading();
  std::get<core::GradingStarted>(grading.records.front().event).isolation = "reduced: Landlock ABI 4, seccomp; no namespaces";
  grading.records.push_back({grading.records.size() + 1, moment(12, 0), core::SuiteNotRun{"network", "there is no network"}});
  return grading;
}

Grading refused_source() {
  Log log;
  start(log);
  const auto refusal = log.add(core::SourceRefused{"too_many_files", "it holds 6012 files; at most 5000 are taken"});
  log.add(core::GradingFinished{true});
  core::Score score{.graded = true, .possible = Points{10'000}};
  score.criteria = {{.id = "trip", .title = "Trips at the threshold", .possible = Points{10'000},
                     .verdict = Verdict::violated,
                     .reasons = {{refusal, "source", Verdict::violated, "refused", Points{10'000}}}}};
  return {score, log.take()};
}

namespace {

core::OperationHistory history_with(const std::string& text) {
  return {.title = text,
          .why = text,
          .operations = {{text, 0ms, 2ms, text, text, true}, {text + "2", 1ms, std::nullopt, text, "", true}},
          .links = {{0, 1, text}, {1, 0, text}},
          .log = {{text, 1, text, text, text, 0, true}}};
}

}  // namespace

Grading with_text_everywhere(const std::string& text) {
  Log log;
  log.add(core::GradingStarted{text, text, text, text, text, {text}});
  log.add(core::SourceFetched{.source = text, .commit = text, .tree_digest = text, .flags = {text, text}});
  log.add(core::SourceRefused{text, text});
  log.add(core::BuildFinished{.status = core::BuildStatus::failed, .step = text, .message = text, .log = text});
  const auto lost_case = log.add(core::CaseFinished{{.suite = text, .name = text, .verdict = Verdict::violated,
                                                     .end = core::CaseEnd::subject_ended, .title = text,
                                                     .expected = text, .actual = text,
                                                     .steps = {{1ms, text, text, true, text}, {2ms, text, text, false}},
                                                     .output = text, .read = text, .metrics = {{text, 1.0}},
                                                     .spans = {{1ms, 2ms, core::SpanKind::fault, text, text},
                                                               {0ms, 2ms, core::SpanKind::state, text, text}},
                                                     .traces = {{text, {{text, 1, 2, text}}}},
                                                     .comparisons = {{text, text, text, {{1, 1}}, 1, 1, 1, 1}},
                                                     .latencies = {{text, {{50, 1ms, 1ms}, {99, 2ms, 1ms}}}},
                                                     .history = history_with(text)}});
  const core::Finding finding{text, Verdict::violated, text, {{text, 1, 2, text}, {text, 0, 0, text}}};
  const auto lost_check = log.add(core::CheckReported{finding});
  log.add(core::CheckReported{{text + "2", Verdict::violated, text, {}}});
  log.add(core::AnalysisFinished{1, {{{text, 3, 4, text}, text, true}}, text, {}});
  log.add(core::StageFailed{text, text});

  core::Score score{.graded = true, .not_graded_because = text, .open = Points{100}, .possible = Points{300}};
  score.criteria = {{.id = text, .title = text, .possible = Points{300}, .open = Points{100},
                     .verdict = Verdict::violated, .band = text, .read = text,
                     .reasons = {{lost_case, text, Verdict::violated, text, Points{100}},
                                 {lost_check, text, Verdict::violated, text, Points{100}},
                                 {0, text, Verdict::violated, text, Points{}},
                                 {0, text, Verdict::inconclusive, text, Points{}}}}};
  return {score, log.take()};
}

Grading with_many_failures(std::size_t count) {
  Log log;
  start(log);
  core::CriterionScore criterion{.id = "all", .title = "All", .possible = Points{100'000},
                                 .verdict = Verdict::violated};
  for (std::size_t index = 0; index < count; ++index) {
    auto failed = failed_case();
    failed.name = "Many.Case" + std::to_string(index);
    failed.steps.clear();
    for (std::size_t step = 0; step < count; ++step) failed.steps.push_back(step_number(step));
    const auto record = log.add(core::CaseFinished{failed});
    criterion.reasons.push_back({record, "case:public/" + failed.name, Verdict::violated, "violated", Points{1}});
    auto finding = failed_check();
    finding.check = "check-" + std::to_string(index);
    finding.locations.assign(count, finding.locations.front());
    log.add(core::CheckReported{finding});
  }
  core::Score score{.graded = true, .possible = Points{100'000}, .criteria = {criterion}};
  return {score, log.take()};
}

}  // namespace assay::report::sample
