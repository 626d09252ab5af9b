#include "judge/call_ledger.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::kit {
namespace {

using testing::HasSubstr;
using testing::Optional;
using wire::Event;
using wire::EventKind;

Event event(EventKind kind, wire::CallId call) { return {kind, call, {}, {}}; }

TEST(CallLedger, TakesWhatAHostWrites) {
  CallLedger ledger;
  EXPECT_EQ(ledger.take_in({}), std::nullopt);
  ledger.goes_on(1);
  EXPECT_EQ(ledger.take_in({event(EventKind::asked, 1)}), std::nullopt);
  ledger.goes_on(2);
  EXPECT_EQ(ledger.take_in({event(EventKind::foreign, 0), event(EventKind::foreign, 0), event(EventKind::blocked, 2)}),
            std::nullopt);
  EXPECT_EQ(ledger.take_in({}), std::nullopt) << "a blocked call may stay so";
  ledger.goes_on(1);
  EXPECT_EQ(ledger.take_in({event(EventKind::returned, 1), event(EventKind::blocked, 2)}), std::nullopt);
  EXPECT_EQ(ledger.take_in({event(EventKind::threw, 2)}), std::nullopt);
}

TEST(CallLedger, RefusesAnEventOfACallThatIsNotThere) {
  CallLedger ledger;
  EXPECT_THAT(ledger.take_in({event(EventKind::returned, 7)}), Optional(HasSubstr("call 7")));
}

TEST(CallLedger, RefusesAnEventOfACallThatWaits) {
  CallLedger ledger;
  ledger.goes_on(1);
  ASSERT_EQ(ledger.take_in({event(EventKind::asked, 1)}), std::nullopt);
  EXPECT_THAT(ledger.take_in({event(EventKind::returned, 1)}), Optional(HasSubstr("not to go on")));
}

TEST(CallLedger, RefusesAnEventOfACallThatEnded) {
  CallLedger ledger;
  ledger.goes_on(1);
  ASSERT_EQ(ledger.take_in({event(EventKind::returned, 1)}), std::nullopt);
  EXPECT_THAT(ledger.take_in({event(EventKind::asked, 1)}), Optional(HasSubstr("not to go on")));
}

TEST(CallLedger, RefusesTwoEventsOfOneCall) {
  CallLedger ledger;
  ledger.goes_on(1);
  EXPECT_THAT(ledger.take_in({event(EventKind::blocked, 1), event(EventKind::returned, 1)}), Optional(HasSubstr("twice")));
}

TEST(CallLedger, RefusesSilenceOnACallThatWasToGoOn) {
  CallLedger ledger;
  ledger.goes_on(1);
  EXPECT_THAT(ledger.take_in({event(EventKind::foreign, 0)}), Optional(HasSubstr("nothing of call 1")));
}

}  // namespace
}  // namespace assay::kit
