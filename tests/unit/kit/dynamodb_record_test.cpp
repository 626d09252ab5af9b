#include "dynamodb/record.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <thread>

#include "dynamodb/gate.hpp"

namespace assay::kit::dynamodb {
namespace {

using testing::ElementsAre;

Request numbered(std::uint64_t number, std::size_t body = 0) {
  Request request;
  request.number = number;
  request.body = std::make_shared<const std::string>(body, 'x');
  return request;
}

TEST(DynamoDbRecord, TakesAsManyExchangesAsItMay) {
  Record record({.exchanges = 2});
  EXPECT_TRUE(record.begin(numbered(1)));
  EXPECT_TRUE(record.begin(numbered(2)));
  EXPECT_FALSE(record.begin(numbered(3)));
  EXPECT_EQ(record.all().size(), 2U);
  EXPECT_EQ(record.all(1).size(), 1U);
  EXPECT_TRUE(record.all(2).empty());
}

TEST(DynamoDbRecord, TakesAsManyBytesAsItMay) {
  Record record({.exchanges = 100, .bytes = 10'000});
  Request large = numbered(1);
  large.touches.push_back({Access::put, "events", Json{{"stream", {{"S", std::string(20'000, 'x')}}}}, {}});
  EXPECT_FALSE(record.begin(large));
  large.touches[0].key = {{"stream", {{"S", std::string(5'000, 'x')}}}};
  EXPECT_TRUE(record.begin(large));
  large.number = 2;
  EXPECT_FALSE(record.begin(large));
  record.clear();
  EXPECT_TRUE(record.begin(large)) << "what is cleared gives its room back";
}

TEST(DynamoDbRecord, KeepsBodiesUpToItsBoundAndTheRestWithout) {
  Record record({.bodies = 100});
  EXPECT_TRUE(record.begin(numbered(1, 60)));
  EXPECT_TRUE(record.begin(numbered(2, 60)));
  record.keep_answer(1, std::string(40, 'a'));
  record.keep_answer(2, "b");
  const auto all = record.all();
  EXPECT_TRUE(all[0].request.body);
  EXPECT_FALSE(all[1].request.body);
  ASSERT_TRUE(all[0].answer);
  EXPECT_EQ(all[0].answer->size(), 40U);
  EXPECT_FALSE(all[1].answer);
}

TEST(DynamoDbRecord, CountsFaultsByNameAndForgetsThemWithTheRest) {
  Record record({});
  EXPECT_TRUE(record.begin(numbered(7)));
  record.fired(7, Stale{1});
  record.fired(7, Stale{2});
  record.fired(8, ResetBefore{});
  EXPECT_THAT(record.all().at(0).fired, ElementsAre("stale"));
  EXPECT_EQ(record.fired(), (std::map<std::string, std::uint64_t>{{"reset", 1}, {"stale", 2}}));
  record.clear();
  EXPECT_TRUE(record.fired().empty());
  bool changed = false;
  record.update(7, [&](Exchange&) { changed = true; });
  EXPECT_FALSE(changed) << "what is under way while it is cleared does not come back";
}

TEST(DynamoDbGate, IsOpenUntilItIsClosed) {
  Gate gate;
  EXPECT_EQ(gate.pass(numbered(1), [] { FAIL() << "nothing parks"; }), std::nullopt);
  EXPECT_FALSE(gate.release(1));
}

TEST(DynamoDbGate, TellsThatARequestIsParkedWhenItIsSeen) {
  Gate gate;
  gate.close();
  const Request request = numbered(1);
  std::size_t seen = 0;
  const auto decision = gate.pass(request, [&] {
    seen = gate.parked().size();
    EXPECT_TRUE(gate.release(1, Decision{ResetBefore{}}));
    EXPECT_EQ(gate.parked_count(), 0U) << "who is released is not seen any more";
  });
  EXPECT_EQ(seen, 1U);
  EXPECT_EQ(decision, Decision{ResetBefore{}});
}

}  // namespace
}  // namespace assay::kit::dynamodb
