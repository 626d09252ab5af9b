#include "judge/history_window.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>

namespace assay::kit {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

core::OperationHistory of(int operations) {
  core::OperationHistory history;
  for (int i = 0; i < operations; ++i) {
    history.operations.push_back({"client 1", core::Duration(i), core::Duration(i + 1), "op " + std::to_string(i), "ok", false});
  }
  return history;
}

TEST(HistoryWindow, KeepsAShortHistoryAsItIs) {
  auto history = of(3);
  history.operations[1].conflict = true;
  history.links = {{0, 2, "rw"}};
  const auto kept = history_window(history);
  EXPECT_EQ(kept.operations.size(), 3U);
  EXPECT_TRUE(kept.operations[1].conflict);
  EXPECT_EQ(kept.links.size(), 1U);
  EXPECT_EQ(kept.operations_left_out, 0U);
}

TEST(HistoryWindow, PutsOperationsInTheOrderOfTheirInvocation) {
  auto history = of(3);
  history.operations[0].invoked = 9ms;
  history.links = {{0, 1, "rw"}};
  history.log = {{.stream = "s", .position = 1, .operation = 2}};
  const auto kept = history_window(history);
  EXPECT_EQ(kept.operations[2].input, "op 0");
  EXPECT_EQ(kept.links[0].from, 2U);
  EXPECT_EQ(kept.links[0].to, 0U);
  EXPECT_EQ(kept.log[0].operation, 1U);
}

TEST(HistoryWindow, KeepsAsManyAsAReportTakesAndNotOneMore) {
  EXPECT_EQ(history_window(of(400)).operations_left_out, 0U);
  const auto cut = history_window(of(401));
  EXPECT_EQ(cut.operations.size(), 400U);
  EXPECT_EQ(cut.operations_left_out, 1U);
}

TEST(HistoryWindow, KeepsWhatIsAroundEveryConflict) {
  auto history = of(5'000);
  history.operations[1'000].conflict = true;
  history.operations[4'000].conflict = true;
  history.links = {{1'000, 4'000, "kept"}, {1'000, 2'500, "dropped"}};
  history.log = {{.stream = "s", .position = 1, .operation = 1'001}, {.stream = "s", .position = 2, .operation = 2'500}};
  const auto kept = history_window(history);
  ASSERT_EQ(kept.operations.size(), 400U);
  EXPECT_EQ(kept.operations[100].input, "op 1000");
  EXPECT_TRUE(kept.operations[100].conflict);
  EXPECT_TRUE(std::ranges::any_of(kept.operations, [](const auto& operation) { return operation.input == "op 4000"; }));
  EXPECT_EQ(kept.operations_left_out, 4'600U);
  ASSERT_EQ(kept.links.size(), 1U);
  EXPECT_EQ(kept.links[0].from, 100U);
  EXPECT_EQ(kept.log[0].operation, 101U);
  EXPECT_EQ(kept.log[1].operation, std::nullopt);
}

TEST(HistoryWindow, KeepsTheEndWhereNothingConflicts) {
  const auto kept = history_window(of(1'000));
  EXPECT_EQ(kept.operations.front().input, "op 600");
  EXPECT_EQ(kept.operations.back().input, "op 999");
}

TEST(HistoryWindow, KeepsTheLogAroundItsConflict) {
  core::OperationHistory history;
  for (std::uint64_t i = 0; i < 1'000; ++i) history.log.push_back({.stream = "s", .position = i + 1, .conflict = i == 0});
  const auto kept = history_window(history);
  EXPECT_EQ(kept.log.size(), 400U);
  EXPECT_EQ(kept.log.front().position, 1U);
  EXPECT_EQ(kept.log_left_out, 600U);
}

TEST(HistoryWindow, CutsWhatAProgramWrote) {
  auto history = of(1);
  history.operations[0].output = std::string(1'000'000, 'x');
  history.log = {{.stream = "s", .position = 1, .event = std::string(1'000'000, 'x')}};
  const auto kept = history_window(history);
  EXPECT_LT(kept.operations[0].output.size(), 400U);
  EXPECT_LT(kept.log[0].event.size(), 400U);
}

}  // namespace
}  // namespace assay::kit
