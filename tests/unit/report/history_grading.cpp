#include "history_grading.hpp"

#include <array>
#include <chrono>
#include <string>
#include <utility>

namespace assay::report::sample {
namespace {

using namespace std::chrono_literals;
using core::Points;
using core::Verdict;

core::CaseResult violated(std::string name, std::string title, std::string expected, std::string actual) {
  return {.suite = "concurrency", .name = std::move(name), .verdict = Verdict::violated, .title = std::move(title),
          .expected = std::move(expected), .actual = std::move(actual), .seed = 7,
          .steps = {{0ms, "judge", "starts 4 clients", false, {}}, {61ms, "judge", "checks what they saw", true, {}}},
          .read = "README.md#optimistic-concurrency", .duration = 2'100ms};
}

/// Appends and loads of four clients in turn; the answer of one append is lost, and one that was
/// acknowledged is missing from what is loaded after it.
core::OperationHistory lost_append() {
  core::OperationHistory history{
      .title = "order-1, 4 clients",
      .why = "No order of the marked operations explains what each of them was answered, however the others turned out."};
  std::size_t version = 0;
  for (int index = 0; index < 48; ++index) {
    const auto from = std::chrono::microseconds(1'200 * index);
    const std::string lane = "client " + std::to_string(index % 4 + 1);
    core::HistoryOperation operation{.lane = lane, .invoked = from, .returned = from + std::chrono::microseconds(2'000 + 700 * (index % 3))};
    if (index == 20) {
      operation.input = "append e12 (OrderPaid) to order-1 at " + std::to_string(version);
      operation.returned = std::nullopt;
    } else if (index == 30) {
      operation.input = "append e17 (OrderShipped) to order-1 at " + std::to_string(version);
      operation.output = "appended, now " + std::to_string(version + 1);
      operation.conflict = true;
    } else if (index == 33) {
      operation.input = "load order-1";
      operation.output = "e1, e2, e3, e4, e5, e6, e7, e8, e9, e10, e11, e13, e14, e15, e16";
      operation.conflict = true;
    } else if (index % 3 == 0) {
      operation.input = "load order-1";
      operation.output = version == 0 ? "nothing" : "e1 … e" + std::to_string(version);
    } else if (index % 7 == 0) {
      operation.input = "append x" + std::to_string(index) + " to order-1 at " + std::to_string(version);
      operation.output = "conflict, actually " + std::to_string(version + 1);
    } else {
      ++version;
      operation.input = "append e" + std::to_string(version) + " to order-1 at " + std::to_string(version - 1);
      operation.output = "appended, now " + std::to_string(version);
      history.log.push_back({"order-1", version, "e" + std::to_string(version) + " OrderNoted",
                             "placed, " + std::to_string(version - 1) + " notes", "placed, " + std::to_string(version) + " notes",
                             static_cast<std::uint64_t>(index), false});
    }
    history.operations.push_back(std::move(operation));
  }
  history.log.at(15).conflict = true;
  history.log_left_out = 3;
  return history;
}

core::OperationHistory write_skew() {
  return {.title = "3 transactions over order-1 and order-2",
          .why = "anti-dependency cycle (G2): T1 read order-2 up to nothing, without what T2 appended; T2 read order-1 up to "
                 "nothing, without what T1 appended",
          .operations = {{"client 1", 0ms, 5ms, "T1: append a to order-1; read order-2", "committed: order-2 = []", true},
                         {"client 2", 1ms, 6ms, "T2: append b to order-2; read order-1", "committed: order-1 = []", true},
                         {"client 3", 7ms, 8ms, "T3: read order-1; read order-2", "committed: order-1 = [a]; order-2 = [b]", false}},
          .links = {{0, 1, "rw order-2"}, {1, 0, "rw order-1"}}};
}

core::OperationHistory as_long_as_can_be() {
  core::OperationHistory history{.title = "20 streams, 12 clients", .why = "Two appends won the same version."};
  for (int index = 0; index < 400; ++index) {
    const auto from = std::chrono::microseconds(350 * index);
    history.operations.push_back({"client " + std::to_string(index % 12 + 1), from, from + 3ms,
                                  "append e" + std::to_string(index) + " to order-" + std::to_string(index % 20),
                                  "appended, now " + std::to_string(index / 20), index == 200 || index == 205});
    history.log.push_back({"order-" + std::to_string(index % 20), static_cast<std::uint64_t>(index / 20 + 1),
                           "e" + std::to_string(index), {}, {}, static_cast<std::uint64_t>(index), index == 200});
  }
  history.operations_left_out = 1'234;
  return history;
}

}  // namespace

Grading history_grading() {
  auto [score, records] = small_grading();
  records.pop_back();
  std::array<core::CaseResult, 3> cases{
      violated("Clients.LoseNothing", "Appends of many clients are linearizable per stream.",
               "an order of all operations that explains every answer",
               "none: after e17 was acknowledged at 15, a load no longer has it"),
      violated("Transactions.AreSerializable", "Transactions over several streams happen one after the other.",
               "no cycle of dependencies", "an anti-dependency cycle (G2) of two transactions"),
      violated("Clients.ManyStreams", "Appends of many clients are linearizable per stream.", "one winner of each version", "two winners")};
  cases[0].history = lost_append();
  cases[1].history = write_skew();
  cases[2].history = as_long_as_can_be();
  core::CriterionScore criterion{.id = "concurrency", .title = "Keeps its promises under concurrency",
                                 .possible = Points{3'000}, .verdict = Verdict::violated};
  for (auto& result : cases) {
    const auto evidence = "case:concurrency/" + result.name;
    records.push_back({records.size() + 1, records.front().recorded_at, core::CaseFinished{std::move(result)}});
    criterion.reasons.push_back({records.size(), evidence, Verdict::violated, "violated", Points{1'000}});
  }
  records.push_back({records.size() + 1, records.front().recorded_at, core::GradingFinished{true}});
  score.possible = score.possible + Points{3'000};
  score.criteria.insert(score.criteria.begin(), std::move(criterion));
  return {score, std::move(records)};
}

}  // namespace assay::report::sample
