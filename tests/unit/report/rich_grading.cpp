#include "rich_grading.hpp"

#include <array>
#include <chrono>
#include <utility>

namespace assay::report::sample {
namespace {

using namespace std::chrono_literals;
using core::Points;
using core::Verdict;

constexpr std::array<std::string_view, 24> breaker_source{
    "#include \"breaker.hpp\"",
    "",
    "namespace student {",
    "",
    "Breaker::Breaker(const Clock& clock, Settings settings)",
    "    : clock_(clock), settings_(settings) {}",
    "",
    "bool Breaker::may_pass() {",
    "  if (state_ == State::open && std::chrono::steady_clock::now() >= retry_at_) {",
    "    state_ = State::half_open;  // the open time is over, so calls may try the downstream again, all of them at once",
    "  }",
    "  return state_ != State::open;",
    "}",
    "",
    "void Breaker::failed() {",
    "  ++failures_;",
    "  if (failures_ > settings_.threshold) {",
    "    state_ = State::open;",
    "    retry_at_ = std::chrono::steady_clock::now() + settings_.open_time;",
    "  }",
    "}",
    "",
    "}  // namespace student",
    ""};

/// Three thousand milliseconds of a flapping downstream, a step every few of them.
core::CaseResult flapping(std::string name, std::size_t steps) {
  core::CaseResult result{.suite = "chaos",
                          .name = std::move(name),
                          .verdict = Verdict::violated,
                          .title = "Whatever fails and however, no more calls than allowed probe a half-open circuit.",
                          .expected = "at most one call at downstream orders while its circuit is half-open",
                          .actual = "call 41 was let through at 2.05 s, while call 40 was still waiting",
                          .seed = 18'402};
  const auto end = std::chrono::milliseconds{3'000};
  for (std::size_t index = 0; index < steps; ++index) {
    const auto at = core::Duration{end} * static_cast<std::int64_t>(index) / static_cast<std::int64_t>(steps);
    const auto call = "call " + std::to_string(index / 4 + 1);
    switch (index % 4) {
      case 0: result.steps.push_back({at, call, "asks for the price of order 17", false, "circuit orders"}); break;
      case 1: result.steps.push_back({at, "circuit orders", "lets the call through", false, "downstream orders"}); break;
      case 2: result.steps.push_back({at, "downstream orders", "answers 503 after 40 ms", false, call}); break;
      default:
        result.steps.push_back({at, call, "hands the message over after its last attempt", false, "dead letters"});
    }
  }
  result.steps.at(steps * 2 / 3) = {end * 2 / 3, "call 41",
                                    "calls the downstream, although the probe of call 40 has not returned yet", true,
                                    "downstream orders"};
  result.spans = {{0ms, 700ms, core::SpanKind::state, "circuit orders", "closed"},
                  {700ms, 1'400ms, core::SpanKind::state, "circuit orders", "open"},
                  {1'400ms, 1'500ms, core::SpanKind::state, "circuit orders", "half-open"},
                  {1'500ms, 2'000ms, core::SpanKind::state, "circuit orders", "open"},
                  {2'000ms, 2'300ms, core::SpanKind::state, "circuit orders", "half-open"},
                  {2'300ms, 3'000ms, core::SpanKind::state, "circuit orders", "closed"},
                  {500ms, 1'900ms, core::SpanKind::fault, "downstream orders", "answers 503"},
                  {1'700ms, 2'100ms, core::SpanKind::fault, "downstream orders", "drips: 1 byte a millisecond"}};
  result.read = "README.md#the-half-open-state";
  result.duration = 18ms;
  result.output = "state: half-open\nstate: half-open\n";
  return result;
}

core::CaseResult race() {
  core::CaseResult result{.suite = "races",
                          .name = "Races.ManyThreadsOneCircuit",
                          .verdict = Verdict::violated,
                          .title = "Threads that share a circuit do not race.",
                          .expected = "no data race",
                          .actual = "ThreadSanitizer saw a data race on Breaker::failures_",
                          .seed = 3};
  result.traces = {{"write of size 4 by thread T2",
                    {{"src/breaker.cpp", 48, 5, "student::Breaker::failed()"},
                     {"", 0, 0, "assay::host::run_call(Call const&)"},
                     {"", 0, 0, "std::thread::_State_impl::_M_run()"}}},
                   {"earlier read of size 4 by thread T1",
                    {{"src/breaker.cpp", 49, 7, "student::Breaker::failed()"},
                     {"", 0, 0, "assay::host::run_call(Call const&)"}}}};
  result.read = "README.md#threads";
  result.duration = 1'400ms;
  return result;
}

core::Comparison comparison(std::string name, std::string title, double ratio, double bar) {
  core::Comparison result{.name = std::move(name), .title = std::move(title), .unit = "calls/s",
                          .ratio = ratio, .low = ratio * 0.97, .high = ratio * 1.04, .bar = bar};
  for (const double noise : {0.96, 1.0, 1.02, 0.99, 1.05, 1.01, 0.975, 1.0, 0.99}) {
    result.pairs.push_back({1'200'000 * ratio * noise, 1'200'000});
  }
  return result;
}

core::CaseResult throughput() {
  core::CaseResult result{.suite = "throughput",
                          .name = "Throughput.ProtectedCalls",
                          .verdict = Verdict::violated,
                          .title = "Protected calls through a closed circuit keep up with the reference.",
                          .expected = "at least 0.7 of the reference's calls a second",
                          .actual = "0.52 of them, between 0.504 and 0.541",
                          .seed = 1};
  result.comparisons = {comparison("protected_calls", "protected calls a second, one thread", 0.52, 0.7),
                        comparison("rejected_calls", "rejected calls a second, open circuit", 1.12, 0.7),
                        comparison("scaling", "protected calls a second, two threads to one", 0.72, 0.7)};
  result.latencies = {{"protected calls at 20,000 a second, from their intended start",
                       {{50, 4'200ns, 3'900ns}, {90, 6'100ns, 5'000ns}, {99, 48us, 21us}, {99.9, 1'900us, 130us}}}};
  result.metrics = {{"protected_calls", 0.52}, {"rejected_calls", 1.12}, {"scaling", 0.72}, {"cpu_us_per_call", 0.83}};
  result.read = "README.md#throughput";
  result.duration = 9'300ms;
  return result;
}

core::CaseResult good(std::string suite, std::string name, std::string title) {
  return {.suite = std::move(suite), .name = std::move(name), .verdict = Verdict::satisfied,
          .title = std::move(title), .seed = 1, .duration = 3ms};
}

core::CriterionScore criterion(std::string id, std::string title, std::int64_t possible, std::int64_t earned,
                               Verdict verdict, std::vector<core::Reason> reasons) {
  return {.id = std::move(id), .title = std::move(title), .possible = Points{possible}, .earned = Points{earned},
          .verdict = verdict, .reasons = std::move(reasons)};
}

core::Reason because(std::uint64_t record, std::string evidence, Verdict verdict, std::int64_t lost) {
  return {record, std::move(evidence), verdict, std::string(core::to_string(verdict)), Points{lost}};
}

/// The records of `rich_grading`, and where they stand.
struct Evidence {
  std::vector<core::Record> records = small_grading().records;
  std::uint64_t trips = 5;    ///< as `small_grading` has them
  std::uint64_t probe = 6;
  std::uint64_t clock = 8;

  std::uint64_t add(core::Event event) {
    records.push_back({records.size() + 1, records.front().recorded_at, std::move(event)});
    return records.size();
  }
};

}  // namespace

Grading rich_grading() {
  Evidence log;
  log.records.pop_back();
  const auto chaos = log.add(core::CaseFinished{flapping("Chaos.Flapping", 230)});
  const auto raced = log.add(core::CaseFinished{race()});
  const auto slow = log.add(core::CaseFinished{throughput()});
  const auto opens = log.add(core::CaseFinished{good("public", "Breaker.RejectsWhileOpen",
                                                     "While open, calls fail without touching the downstream.")});
  auto unclear = good("throughput", "Memory.Spike", "Memory stays bounded under a tenfold load.");
  unclear.verdict = Verdict::inconclusive;
  unclear.expected = "at most 64 MiB more than the reference";
  unclear.actual = "the machine was too busy to tell, after 31 pairs";
  const auto memory = log.add(core::CaseFinished{unclear});
  const core::Finding off_by_one{"cb-threshold", Verdict::violated,
                                 "The circuit opens one failure late: compare with >=.",
                                 {{"src/breaker.cpp", 49, 17, "strictly greater"}}};
  const auto late = log.add(core::CheckReported{off_by_one});
  log.add(core::BuildFinished{.variant = "ThreadSanitizer", .status = core::BuildStatus::succeeded, .wall = 4s});
  log.add(core::GradingFinished{true});

  core::Score score{.graded = true, .earned = Points{5'925}, .open = Points{1'000}, .possible = Points{10'000}};
  score.criteria = {
      criterion("trip", "Trips at the threshold", 2'000, 2'000, Verdict::satisfied,
                {because(log.trips, "case:public/Breaker.TripsAtTheThreshold", Verdict::satisfied, 0)}),
      criterion("open", "Rejects while open", 2'500, 2'500, Verdict::satisfied,
                {because(opens, "case:public/Breaker.RejectsWhileOpen", Verdict::satisfied, 0)}),
      criterion("probes", "Probes one at a time", 1'500, 350, Verdict::violated,
                {because(log.probe, "case:public/Breaker.HalfOpenAdmitsOneProbe", Verdict::violated, 1'150)}),
      criterion("chaos", "Survives chaos", 800, 400, Verdict::violated,
                {because(chaos, "metric:chaos/Chaos.Flapping/handled", Verdict::violated, 400)}),
      criterion("clock", "Takes time from its clock", 1'000, 0, Verdict::violated,
                {because(log.clock, "check:cb-clock", Verdict::violated, 600),
                 because(late, "check:cb-threshold", Verdict::violated, 400)}),
      criterion("races", "Has no data race", 300, 0, Verdict::violated,
                {because(raced, "case:races/Races.ManyThreadsOneCircuit", Verdict::violated, 300)}),
      criterion("throughput", "Keeps up", 900, 675, Verdict::violated,
                {because(slow, "case:throughput/Throughput.ProtectedCalls", Verdict::violated, 225)}),
      criterion("memory", "Bounded memory", 600, 0, Verdict::inconclusive,
                {because(memory, "case:throughput/Memory.Spike", Verdict::inconclusive, 0)}),
      criterion("design", "Design note", 400, 0, Verdict::not_graded, {})};
  score.criteria[3].band = "Good";
  score.criteria[2].read = "README.md#recovery";
  score.criteria[7].open = Points{600};
  score.criteria[8].open = Points{400};
  return {score, std::move(log.records)};
}

Grading long_grading(std::size_t cases, std::size_t steps) {
  Evidence log;
  log.records.resize(1);
  core::Score score{.graded = true, .possible = Points{10'000}};
  auto chaos = criterion("chaos", "Survives chaos", 10'000, 0, Verdict::violated, {});
  for (std::size_t index = 0; index < cases; ++index) {
    const auto name = "Chaos.Case" + std::to_string(index);
    const auto record = log.add(core::CaseFinished{flapping(name, steps)});
    chaos.reasons.push_back(because(record, "case:chaos/" + name, Verdict::violated, 1));
  }
  score.criteria = {std::move(chaos)};
  return {score, std::move(log.records)};
}

std::optional<std::string> source_line(std::string_view file, unsigned line) {
  constexpr unsigned comment_lines = 32;
  if (file != "src/breaker.cpp" || line == 0 || line > comment_lines + breaker_source.size()) return std::nullopt;
  return line <= comment_lines ? "// What this file is for, line " + std::to_string(line)
                               : std::string(breaker_source[line - comment_lines - 1]);
}

}  // namespace assay::report::sample
