#include <gtest/gtest.h>

#include "judge/live_ledger.hpp"

namespace assay::kit {
namespace {

using wire::EventKind;

bool accepts(LiveLedger& ledger, std::uint64_t token, EventKind kind, wire::CallId call) {
  return !ledger.take_in({token, {{kind, call, {}, {}}}});
}

TEST(LiveLedger, AcceptsEachReportOnce) {
  LiveLedger ledger(8);
  ASSERT_TRUE(ledger.begins(1, 11));
  ASSERT_TRUE(ledger.begins(2, 22));
  EXPECT_EQ(ledger.running(), 2U);
  EXPECT_TRUE(accepts(ledger, 22, EventKind::returned, 2));
  EXPECT_TRUE(accepts(ledger, 11, EventKind::asked, 1));
  EXPECT_EQ(ledger.running(), 0U);
  EXPECT_FALSE(accepts(ledger, 11, EventKind::asked, 1)) << "it waits";
  EXPECT_FALSE(accepts(ledger, 22, EventKind::returned, 2)) << "it has ended";
}

TEST(LiveLedger, KnowsACallByTheTokenOfItsLastCommand) {
  LiveLedger ledger(8);
  ASSERT_TRUE(ledger.begins(1, 11));
  EXPECT_FALSE(accepts(ledger, 12, EventKind::returned, 1));
  ASSERT_TRUE(accepts(ledger, 11, EventKind::asked, 1));
  ASSERT_TRUE(ledger.goes_on(1, 33));
  EXPECT_FALSE(accepts(ledger, 11, EventKind::returned, 1));
  EXPECT_TRUE(accepts(ledger, 33, EventKind::threw, 1));
}

TEST(LiveLedger, KnowsNoTokenOfAnotherCall) {
  LiveLedger ledger(8);
  ASSERT_TRUE(ledger.begins(1, 11));
  ASSERT_TRUE(ledger.begins(2, 22));
  EXPECT_FALSE(accepts(ledger, 22, EventKind::returned, 1));
}

TEST(LiveLedger, RefusesWhatALiveHostNeverWrites) {
  LiveLedger ledger(8);
  ASSERT_TRUE(ledger.begins(1, 11));
  EXPECT_TRUE(ledger.take_in({11, {}}).has_value());
  EXPECT_TRUE(ledger.take_in({11, {{EventKind::asked, 1, {}, {}}, {EventKind::returned, 1, {}, {}}}}).has_value());
  EXPECT_FALSE(accepts(ledger, 11, EventKind::blocked, 1));
  EXPECT_FALSE(accepts(ledger, 11, EventKind::foreign, 1));
  EXPECT_FALSE(accepts(ledger, 0, EventKind::foreign, 1));
  EXPECT_FALSE(accepts(ledger, 0, EventKind::returned, 2));
}

TEST(LiveLedger, CountsTheThreadsThatTheJudgeDidNotStart) {
  LiveLedger ledger(2);
  EXPECT_TRUE(accepts(ledger, 0, EventKind::foreign, 0));
  EXPECT_TRUE(accepts(ledger, 0, EventKind::foreign, 0));
  EXPECT_FALSE(accepts(ledger, 0, EventKind::foreign, 0));
}

TEST(LiveLedger, LetsNoCallBeginTwiceOrGoOnUnasked) {
  LiveLedger ledger(8);
  EXPECT_FALSE(ledger.goes_on(1, 1));
  ASSERT_TRUE(ledger.begins(1, 11));
  EXPECT_FALSE(ledger.begins(1, 12));
  EXPECT_FALSE(ledger.goes_on(1, 13));
  ASSERT_TRUE(accepts(ledger, 11, EventKind::returned, 1));
  EXPECT_TRUE(ledger.begins(1, 14)) << "a number may be used again";
}

}  // namespace
}  // namespace assay::kit
