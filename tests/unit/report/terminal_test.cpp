#include "report/terminal.hpp"

#include <algorithm>
#include <sstream>
#include <string>

#include <gmock/gmock.h>

#include "sample_gradings.hpp"

namespace assay::report {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

std::string shown(const sample::Grading& grading, const TerminalOptions& options = {}) {
  return to_terminal(grading.report(), options);
}

/// Without the codes that Page writes itself.
std::string without_colours(std::string text) {
  for (const std::string code : {"\x1b[0m", "\x1b[1m", "\x1b[2m", "\x1b[31m", "\x1b[32m", "\x1b[33m"}) {
    for (auto at = text.find(code); at != text.npos; at = text.find(code)) text.erase(at, code.size());
  }
  return text;
}

bool steers_a_terminal(const std::string& text) {
  const auto is_control = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n') || byte == 0x7F;
  };
  return std::ranges::any_of(text, is_control) || text.find("\u202e") != text.npos ||
         text.find("\u2028") != text.npos || text.find("\u0085") != text.npos || text.find("\u200b") != text.npos;
}

TEST(Terminal, SaysFirstThatIsolationWasReducedAndWhatWasNotRun) {
  const auto page = shown(sample::reduced_isolation());
  EXPECT_THAT(page, HasSubstr("This grading ran under reduced isolation"));
  EXPECT_THAT(page, HasSubstr("reduced: Landlock ABI 4, seccomp; no namespaces"));
  EXPECT_THAT(page, HasSubstr("the suite 'network': there is no network"));
  EXPECT_THAT(shown(sample::small_grading()), Not(HasSubstr("reduced isolation")));
}

TEST(Terminal, TellsASmallGradingInEightyColumns) {
  EXPECT_EQ(shown(sample::small_grading()), R"(Circuit breaker (circuit-breaker 1.2.0)

  Source     https://example.org/ada/breaker
  Commit     3f2a91c0d1e2
  Committed  2026-03-01T20:11:00Z
  Received   2026-03-01T23:12:00Z
  Deadline   2026-03-01T23:59:00Z
  Note       the commit's time is 3 h before its receipt
  Isolation  full: namespaces, seccomp, cgroup v1

63.5 of 100 points, 10 open

  ✓ Trips at the threshold        50 / 50  ██████████
  ✗ Recovers through one probe  13.5 / 30  ████······
  ✗ Takes time from its clock      0 / 10  ··········
  – Design, in review              0 / 10  ▒▒▒▒▒▒▒▒▒▒  10 open

  public: 1 of 2 cases satisfied
  code: 0 of 1 checks satisfied

What cost points

✗ Recovers through one probe: 16.5 of 30 points lost

  case:public/Breaker.HalfOpenAdmitsOneProbe (cost 16.5 points)
    While half-open, exactly one call reaches the downstream; every other call
    fails at once until that one has returned.

    Expected   one call at the downstream
    Happened   two calls at the downstream: call 2 was let through while call 1
               was still waiting

    Step by step (scenario with seed 7):
           0s  judge   lets 3 calls fail, which trips the breaker
          30s  clock   the open time is over
          30s  call 1  calls the downstream
    → 30.005s  call 2  calls the downstream, although the probe of call 1 has
                       not returned yet
    → marks the step that decided it.

    What your program printed:
    │ state: half-open
    │ state: half-open

    Replay     assay check --lab circuit-breaker --case Breaker.HalfOpenAdmitsOneProbe --seed 7
    Read       README.md#the-half-open-state

  Read       README.md#recovery

✗ Takes time from its clock: 10 of 10 points lost

  check:cb-clock (cost 10 points)
    The breaker reads the system's clock; take the time from the clock that the
    constructor gets.

    src/breaker.cpp:41:17: the system's clock is read here
    include/breaker.hpp:12:3: this clock is there to be used

Open points: neither earned nor lost

  Design, in review: 10 points
    A person decides these.
)");
}

TEST(Terminal, TellsAFailedInstrumentedBuildBesideTheScore) {
  auto report = sample::small_grading().report();
  report.instrumented_builds = {{9, {.variant = "ThreadSanitizer", .status = core::BuildStatus::failed,
                                     .step = "build", .message = "1 error"}}};
  const auto page = to_terminal(report, {});
  EXPECT_THAT(page, HasSubstr("63.5 of 100 points"));
  EXPECT_THAT(page, HasSubstr("The build failed with ThreadSanitizer"));
  EXPECT_THAT(page, HasSubstr("Trips at the threshold"));
}

TEST(Terminal, TellsAFailedBuildOnce) {
  EXPECT_EQ(shown(sample::failed_build()), R"(Circuit breaker (circuit-breaker 1.2.0)

  Source     https://example.org/ada/breaker
  Commit     3f2a91c0d1e2
  Committed  2026-03-01T20:11:00Z
  Received   2026-03-01T23:12:00Z
  Deadline   2026-03-01T23:59:00Z
  Note       the commit's time is 3 h before its receipt
  Isolation  full: namespaces, seccomp, cgroup v1

0 of 100 points, 10 open

  ✗ Trips at the threshold  0 / 90  ··········
  – Design, in review       0 / 10  ▒▒▒▒▒▒▒▒▒▒  10 open

The build failed

  Step       build
  Message    1 error, the first in src/breaker.cpp:3
  Used       2.1s, at most 212MiB of memory

  The end of what the tools printed:
  │ [1/2] Building CXX object breaker.cpp.o
  │ src/breaker.cpp:3:1: error: 'strng' does not name a type

  Next       Mend the first error that the tools name (later ones often follow
             from it), then check again.

  Nothing that needs the running program could be looked at. This alone cost 90
  points.

Open points: neither earned nor lost

  Design, in review: 10 points
    A person decides these.
)");
}

TEST(Terminal, SaysPlainlyThatNothingWasGradedAndWhoseFaultItIsNot) {
  EXPECT_EQ(shown(sample::not_graded()), R"(Circuit breaker (circuit-breaker 1.2.0)

  Source     https://example.org/ada/breaker
  Commit     3f2a91c0d1e2
  Committed  2026-03-01T20:11:00Z
  Received   2026-03-01T23:12:00Z
  Deadline   2026-03-01T23:59:00Z
  Note       the commit's time is 3 h before its receipt
  Isolation  full: namespaces, seccomp, cgroup v1

Not graded

  No grade was made: no points were given and none were taken. This is a fault
  of the grader or of the machine that it ran on, not of the submission.

  Reason     judge: starting the judge of suite 'public': no memory is left on
             the machine
  Next       Grade it again. If it ends like this again, give this page to
             whoever runs the grader.
)");
}

TEST(Terminal, TellsARefusedSourceAndWhatItCost) {
  EXPECT_EQ(shown(sample::refused_source()), R"(Circuit breaker (circuit-breaker 1.2.0)

  Isolation  full: namespaces, seccomp, cgroup v1

0 of 100 points

  ✗ Trips at the threshold  0 / 100  ··········

The submission cannot be graded as it is

  Reason     it holds 6012 files; at most 5000 are taken
  Next       Change this in the repository, commit it, and check again.

  Nothing that needs the running program could be looked at. This alone cost 100
  points.
)");
}

TEST(Terminal, WritesNothingButAsciiForAnAsciiTerminal) {
  const auto text = shown(sample::with_text_everywhere("né…"), {.unicode = false}) +
                    shown(sample::small_grading(), {.unicode = false});
  EXPECT_TRUE(std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; }));
  EXPECT_THAT(text, AllOf(HasSubstr("x Recovers through one probe  13.5 / 30\n"), HasSubstr("> 30.005s  call 2"),
                          HasSubstr("n\\u{e9}...")));
}

TEST(Terminal, ColoursOnlyWhenAsked) {
  const auto plain = shown(sample::small_grading());
  const auto coloured = shown(sample::small_grading(), {.colour = true});
  EXPECT_THAT(plain, Not(HasSubstr("\x1b")));
  EXPECT_THAT(coloured, HasSubstr("\x1b[31m✗ Recovers through one probe"));
  EXPECT_EQ(without_colours(coloured), plain);
}

TEST(Terminal, KeepsSentencesWithinANarrowWidth) {
  std::istringstream lines(shown(sample::not_graded(), {.width = 50}));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("  Note") && !line.starts_with("  Isolation")) {
      EXPECT_LE(count_columns(line), 50U) << line;
    }
  }
}

TEST(Terminal, ShowsTheLineOfSourceThatAFindingNames) {
  const auto reader = [](std::string_view file, unsigned line) -> std::optional<std::string> {
    if (file != "src/breaker.cpp" || line != 41) return std::nullopt;
    return "\tauto now = \x1b[2Jclock::now();\n";
  };
  EXPECT_THAT(shown(sample::small_grading(), {.source_line = reader}),
              HasSubstr("    src/breaker.cpp:41:17: the system's clock is read here\n"
                        "      41 │     auto now = \\x1b[2Jclock::now();\n"
                        "    include/breaker.hpp:12:3: this clock is there to be used\n"));
}

TEST(Terminal, SaysThatASubmissionIsPastItsDeadline) {
  auto report = sample::small_grading().report();
  report.source->received_at = *report.source->deadline;
  EXPECT_THAT(to_terminal(report, {}), HasSubstr("Deadline   2026-03-01T23:59:00Z\n"));
  report.source->received_at = *report.source->deadline + std::chrono::milliseconds{1};
  EXPECT_THAT(to_terminal(report, {}), HasSubstr("Deadline   2026-03-01T23:59:00Z, which this submission is past\n"));
}

TEST(Terminal, SaysWhatEndedAScenarioOtherThanItsAssertions) {
  auto report = sample::small_grading().report();
  report.cases.at(1).fact.end = core::CaseEnd::subject_hung;
  EXPECT_THAT(to_terminal(report, {}), HasSubstr("Ended      your program stopped answering: look for a deadlock"));
}

TEST(Terminal, TellsTheReasonOfPointsThatAreOpen) {
  auto report = sample::small_grading().report();
  report.score.criteria.back().reasons = {
      {0, "metric:speed/Throughput/p99_ms", core::Verdict::inconclusive, "the machine was too noisy", {}}};
  EXPECT_THAT(to_terminal(report, {}), AllOf(HasSubstr("metric:speed/Throughput/p99_ms: the machine was too noisy"),
                                             Not(HasSubstr("A person decides these."))));
}

TEST(Terminal, TellsEvidenceOfTwoCriteriaOnce) {
  auto report = sample::small_grading().report();
  report.score.criteria.at(2).reasons = report.score.criteria.at(1).reasons;
  const auto text = to_terminal(report, {});
  EXPECT_THAT(text, HasSubstr("See above: this evidence cost points there too."));
  EXPECT_EQ(text.find("Step by step"), text.rfind("Step by step"));
}

TEST(Terminal, TellsAViolatedCheckThatNoCriterionDrawsOn) {
  auto report = sample::small_grading().report();
  report.score.criteria.erase(report.score.criteria.begin() + 2);
  EXPECT_THAT(to_terminal(report, {}), HasSubstr("Also seen, at no cost\n\n  check:cb-clock\n"));
  EXPECT_THAT(shown(sample::small_grading()), Not(HasSubstr("at no cost")));
}

TEST(Terminal, ShowsTheStacksOfARace) {
  auto report = sample::small_grading().report();
  for (auto& judged : report.cases) {
    if (judged.fact.verdict != core::Verdict::violated) continue;
    judged.fact.traces = {{"write by thread T2", {{"src/a.cpp", 7, 3, "count()"}, {"", 0, 0, "std::thread::run"}}}};
  }
  const auto page = to_terminal(report, {});
  EXPECT_THAT(page, HasSubstr("write by thread T2"));
  EXPECT_THAT(page, HasSubstr("src/a.cpp:7:3: count()"));
  EXPECT_THAT(page, HasSubstr("std::thread::run"));
}

TEST(Terminal, TellsAViolatedCaseThatNoCriterionDrawsOn) {
  auto report = sample::small_grading().report();
  report.score.criteria.erase(report.score.criteria.begin() + 1);
  EXPECT_THAT(to_terminal(report, {}),
              HasSubstr("Also seen, at no cost\n\n  case:public/Breaker.HalfOpenAdmitsOneProbe\n    While half-open"));
}

TEST(Terminal, AdmitsALossForWhichThereIsNoEvidence) {
  auto report = sample::small_grading().report();
  report.score.criteria.at(1).reasons.clear();
  EXPECT_THAT(to_terminal(report, {}), HasSubstr("No evidence was recorded for this loss. That is a defect"));
}

TEST(Terminal, TellsWhyTheAnalysisCouldNotReadEverything) {
  auto report = sample::small_grading().report();
  report.analysis->message = "the memory limit of 2GiB";
  report.analysis->problems.assign(12, {{"src/a.cpp", 3, 1, ""}, "file not found", true});
  EXPECT_THAT(to_terminal(report, {}), AllOf(HasSubstr("The analysis ended early: the memory limit of 2GiB"),
                                             HasSubstr("  src/a.cpp:3:1: fatal: file not found\n"),
                                             HasSubstr("  and 2 more problems\n")));
}

TEST(Terminal, CutsTitlesSoThatTheTableStaysInItsWidth) {
  auto report = sample::small_grading().report();
  auto& criteria = report.score.criteria;
  criteria.at(0).title = std::string(90, 't');
  criteria.at(1).title.clear();
  for (int count = 0; count < 60; ++count) criteria.at(1).title += "語";
  criteria.at(2).band = "Very slow";
  const auto text = to_terminal(report, {});
  EXPECT_THAT(text, AllOf(HasSubstr("  ✓ ttt"), HasSubstr("t…    50 / 50  ██████████\n"),
                          HasSubstr("語…  13.5 / 30  ████······\n"), HasSubstr("··········  Very slow\n")));
  std::istringstream lines(text.substr(0, text.find("What cost points")));
  for (std::string line; std::getline(lines, line);) EXPECT_LE(count_columns(line), 80U) << line;
}

TEST(Terminal, ShowsTheStepsAroundTheOneThatDecided) {
  auto report = sample::small_grading().report();
  auto& steps = report.cases.at(1).fact.steps;
  steps.assign(100, {std::chrono::seconds{1}, "judge", "waits", false});
  steps.at(49) = {std::chrono::seconds{2}, "call 9", "breaks the rule", true};
  EXPECT_THAT(to_terminal(report, {}),
              AllOf(HasSubstr("… (26 earlier steps)"), HasSubstr("→ 2s  call 9  breaks the rule"),
                    HasSubstr("… (44 later steps)")));
}

TEST(Terminal, CutsLongListsAndSaysSo) {
  const auto text = shown(sample::with_many_failures(100));
  EXPECT_THAT(text, AllOf(HasSubstr("and 90 more pieces of evidence"), HasSubstr("These cost 0.9 points"),
                          HasSubstr("… (70 earlier steps)")));
  EXPECT_LT(text.size(), 60'000U);
}

class TerminalWithHostileText : public testing::TestWithParam<std::string> {};

TEST_P(TerminalWithHostileText, WritesNoControlByteButItsOwnColours) {
  const auto grading = sample::with_text_everywhere(GetParam());
  EXPECT_FALSE(steers_a_terminal(shown(grading)));
  EXPECT_FALSE(steers_a_terminal(shown(grading, {.unicode = false})));
  auto not_graded = grading;
  not_graded.score.graded = false;
  EXPECT_FALSE(steers_a_terminal(shown(not_graded)));
  const auto reader = [&](std::string_view, unsigned) { return std::optional(GetParam()); };
  EXPECT_FALSE(steers_a_terminal(shown(grading, {.source_line = reader})));
}

TEST_P(TerminalWithHostileText, StaysBounded) {
  EXPECT_LT(shown(sample::with_text_everywhere(GetParam())).size(), 300'000U);
}

INSTANTIATE_TEST_SUITE_P(
    Texts, TerminalWithHostileText,
    testing::Values("\x1b[2J\x1b]0;owned\x07", "<script>alert(1)</script>", "a\u202eb\u2028c\u0085d\u200be",
                    std::string(1 << 20, 'x'), std::string(1 << 20, '\n'), std::string(1 << 20, '\x1b'),
                    std::string("nul\0byte", 8), "\xff\xfe\xc0\xaf", std::string(100'000, ' '), "a\nb\r\nc\td", ""));

TEST(Terminal, BreaksALongTitleBetweenItsWords) {
  auto report = sample::small_grading();
  report.score.criteria[0].title = "The circuit opens when its rules say so, and not a single failure before that";
  EXPECT_THAT(shown(report), HasSubstr(
      "  ✓ The circuit opens when its rules say       50 / 50  ██████████\n    so, and not a single failure before\n    that\n"));
}

TEST(Terminal, TellsOfChosenCasesWithoutAScore) {
  auto report = sample::small_grading();
  std::get<core::GradingStarted>(report.records.front().event).suites.clear();
  const auto text = shown(report);
  EXPECT_THAT(text, HasSubstr("2 cases asked for, 1 violated\n"));
  EXPECT_THAT(text, HasSubstr("  ✗ case:public/Breaker.HalfOpenAdmitsOneProbe\n"));
  EXPECT_THAT(text, HasSubstr("    Expected   one call at the downstream\n"));
  EXPECT_THAT(text, Not(HasSubstr("points")));
}

TEST(Terminal, TellsOnceWhatThisRunDidNotLookAt) {
  auto report = sample::small_grading();
  for (auto& criterion : report.score.criteria) {
    criterion.earned = {};
    criterion.open = criterion.possible;
    criterion.reasons = {{.record = 0, .evidence = "case:hidden/*", .verdict = core::Verdict::not_graded,
                          .summary = "not looked at: the suite 'hidden' was no part of this grading", .lost = {}}};
  }
  const auto text = shown(report);
  EXPECT_THAT(text, HasSubstr("  What this run did not look at: 100 points\n"
                              "    not looked at: the suite 'hidden' was no part of this grading\n"));
  EXPECT_EQ(text.find("no part of this grading"), text.rfind("no part of this grading"));
}

}  // namespace
}  // namespace assay::report
