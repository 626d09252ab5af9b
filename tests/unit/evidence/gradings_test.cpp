#include "evidence/gradings.hpp"

#include <gtest/gtest.h>

namespace assay::evidence {
namespace {

using namespace core;

std::vector<Record> records(std::vector<Event> events) {
  std::vector<Record> made;
  for (auto& event : events) made.push_back({made.size() + 1, {}, std::move(event)});
  return made;
}

std::vector<std::uint64_t> sequences(const std::vector<Record>& grading) {
  std::vector<std::uint64_t> numbers;
  for (const auto& record : grading) numbers.push_back(record.sequence);
  return numbers;
}

using Numbers = std::vector<std::uint64_t>;

TEST(Gradings, RunFromTheirStartToTheirEnd) {
  const auto all = gradings(records({GradingStarted{}, BuildFinished{}, GradingFinished{}, GradingStarted{}, GradingFinished{}}));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(sequences(all[0]), (Numbers{1, 2, 3}));
  EXPECT_EQ(sequences(all[1]), (Numbers{4, 5}));
}

TEST(Gradings, EndWithTheNextStartWhereTheGraderWasStopped) {
  const auto all = gradings(records({GradingStarted{}, BuildFinished{}, GradingStarted{}, GradingFinished{}}));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_EQ(sequences(all[0]), (Numbers{1, 2}));
}

TEST(Gradings, LeaveOutWhatBelongsToNone) {
  const auto all = gradings(records({BuildFinished{}, GradingStarted{}, GradingFinished{}, StageFailed{}}));
  ASSERT_EQ(all.size(), 1U);
  EXPECT_EQ(sequences(all[0]), (Numbers{2, 3}));
  EXPECT_TRUE(gradings({}).empty());
}

TEST(LastGrading, IsTheLastOneThatWasFinished) {
  EXPECT_EQ(sequences(last_grading(records({GradingStarted{}, GradingFinished{}, GradingStarted{}, BuildFinished{}}))), (Numbers{1, 2}));
  EXPECT_EQ(sequences(last_grading(records({GradingStarted{}, GradingFinished{}, GradingStarted{}, GradingFinished{}}))), (Numbers{3, 4}));
  EXPECT_TRUE(last_grading(records({GradingStarted{}, BuildFinished{}})).empty());
  EXPECT_TRUE(last_grading({}).empty());
}

}  // namespace
}  // namespace assay::evidence
