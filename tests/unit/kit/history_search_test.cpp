#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "history/linearizability.hpp"
#include "history/register_model.hpp"

namespace assay::kit::history {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using Registers = History<RegistersModel::Input, RegistersModel::Output>;
using Counters = History<CounterModel::Input, CounterModel::Output>;
using Kind = RegisterModel::Kind;

core::Duration at(int moment) { return core::Duration(moment); }

Registers::Input read(std::string name) { return {std::move(name), {Kind::read}}; }
Registers::Input write(std::string name, std::int64_t value) { return {std::move(name), {Kind::write, value}}; }

/// Writes of different values, all at the same time, and then reads of two values of which one cannot
/// be: every order of the writes has to be tried.
Registers hard(const std::string& name, int writers) {
  Registers history;
  for (int i = 1; i <= writers; ++i) {
    history.add({static_cast<unsigned>(i), at(0), at(10), {name, {Kind::compare_and_set, i, 1 - i}}, RegisterModel::Output{.done = false}});
    history.add({static_cast<unsigned>(100 + i), at(0), at(10), write(name, i), RegisterModel::Output{}});
  }
  history.add({0, at(20), at(30), read(name), RegisterModel::Output{.value = -1}});
  return history;
}

TEST(LinearizabilitySearch, AcceptsAHistoryOfNothing) {
  EXPECT_EQ(check_linearizable(RegistersModel{}, Registers{}).answer, Answer::ok);
  EXPECT_EQ(check_linearizable(CounterModel{}, Counters{}).answer, Answer::ok);
}

TEST(LinearizabilitySearch, SaysUnknownWhereItRunsOutOfSteps) {
  const auto result = check_linearizable(RegistersModel{}, hard("x", 12), {.steps = 10'000});
  EXPECT_EQ(result.answer, Answer::unknown);
  EXPECT_EQ(result.steps, 10'000U);
  EXPECT_EQ(result.reason, "not decided within 10000 steps");
  EXPECT_THAT(result.order, IsEmpty());
  EXPECT_THAT(result.conflict, IsEmpty());
}

TEST(LinearizabilitySearch, SaysUnknownWhereItRunsOutOfTime) {
  const auto result = check_linearizable(RegistersModel{}, hard("x", 14),
                                         {.steps = ~std::uint64_t{0}, .time = std::chrono::milliseconds(30)});
  EXPECT_EQ(result.answer, Answer::unknown);
  EXPECT_THAT(result.reason, HasSubstr("ms"));
  EXPECT_LT(result.took, std::chrono::seconds(5));
}

TEST(LinearizabilitySearch, DecidesWithAStepToSpareWhatItDoesNotDecideWithout) {
  Counters history;
  for (int i = 0; i < 6; ++i) history.add({static_cast<unsigned>(i), at(0), at(10), 1, 6 - i});
  const auto enough = check_linearizable(CounterModel{}, history).steps;
  EXPECT_EQ(check_linearizable(CounterModel{}, history, {.steps = enough}).answer, Answer::ok);
  EXPECT_EQ(check_linearizable(CounterModel{}, history, {.steps = enough - 1}).answer, Answer::unknown);
}

TEST(LinearizabilitySearch, FindsTheViolationOfOneObjectBesideAnotherThatItCannotDecide) {
  Registers history = hard("a", 12);
  const std::size_t wrong = history.add({0, at(0), at(10), read("b"), RegisterModel::Output{.value = 7}});
  const auto result = check_linearizable(RegistersModel{}, history, {.steps = 50'000});
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(wrong));
}

TEST(LinearizabilitySearch, NeverSaysOkWhereOneObjectIsNotDecided) {
  Registers history = hard("a", 12);
  history.add({0, at(0), at(10), read("b"), RegisterModel::Output{.value = 0}});
  EXPECT_EQ(check_linearizable(RegistersModel{}, history, {.steps = 10'000}).answer, Answer::unknown);
}

TEST(LinearizabilitySearch, LooksAtObjectsApart) {
  // Together these would have 2^20 sets of placed operations.
  Registers history;
  for (int i = 0; i < 20; ++i) {
    history.add({0, at(0), at(10), write("r" + std::to_string(i), 1), RegisterModel::Output{}});
    history.add({1, at(20), at(30), read("r" + std::to_string(i)), RegisterModel::Output{.value = 1}});
  }
  const auto result = check_linearizable(RegistersModel{}, history, {.steps = 1'000});
  EXPECT_EQ(result.answer, Answer::ok);
  EXPECT_EQ(result.order.size(), history.size());
}

TEST(LinearizabilitySearch, TakesTheSameStepsEachTime) {
  const auto first = check_linearizable(RegistersModel{}, hard("x", 6));
  const auto second = check_linearizable(RegistersModel{}, hard("x", 6));
  EXPECT_EQ(first.answer, Answer::violated);
  EXPECT_EQ(first.steps, second.steps);
  EXPECT_EQ(first.order, second.order);
  EXPECT_EQ(first.conflict, second.conflict);
}

TEST(LinearizabilitySearch, TurnsRoundWhereItHasBeenBefore) {
  // 12 additions that commute: 12! orders, 2^12 sets.
  Counters history;
  for (int i = 0; i < 12; ++i) history.add({static_cast<unsigned>(i), at(0), std::nullopt, 1, std::nullopt});
  history.add({20, at(20), at(30), 0, 13});
  const auto result = check_linearizable(CounterModel{}, history);
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_LT(result.steps, 13U << 12U);
}

TEST(LinearizabilitySearch, TakesOperationsThatTouchForOverlapping) {
  Counters history;
  history.add({0, at(0), at(10), 0, 1});
  history.add({1, at(10), at(20), 1, 1});
  EXPECT_EQ(check_linearizable(CounterModel{}, history).answer, Answer::ok);
  Counters apart;
  apart.add({0, at(0), at(10), 0, 1});
  apart.add({1, at(11), at(20), 1, 1});
  EXPECT_EQ(check_linearizable(CounterModel{}, apart).answer, Answer::violated);
}

TEST(LinearizabilitySearch, TakesOperationsInAnyOrder) {
  Counters history;
  history.add({0, at(20), at(30), 0, 1});
  history.add({1, at(0), at(10), 1, 1});
  const auto result = check_linearizable(CounterModel{}, history);
  EXPECT_EQ(result.answer, Answer::ok);
  EXPECT_THAT(result.order, ElementsAre(1, 0));
}

TEST(LinearizabilitySearch, TellsHowFarItCameAndWhatCannotComeNext) {
  Counters history;
  history.add({0, at(0), at(10), 1, 1});
  history.add({1, at(20), at(30), 1, 2});
  history.add({2, at(40), at(50), 1, 5});
  history.add({3, at(42), at(60), 1, 7});
  history.add({4, at(70), at(80), 1, 8});
  const auto result = check_linearizable(CounterModel{}, history);
  EXPECT_THAT(result.order, ElementsAre(0, 1));
  EXPECT_THAT(result.stuck, ElementsAre(2, 3));
}

TEST(LinearizabilitySearch, GivesUpExplainingAndNotDeciding) {
  const auto result = check_linearizable(RegistersModel{}, hard("x", 6), {.explanation_steps = 0});
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_EQ(result.conflict.size(), 13U);
}

}  // namespace
}  // namespace assay::kit::history
