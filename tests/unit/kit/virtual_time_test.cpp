#include "judge/virtual_time.hpp"

#include <gtest/gtest.h>

#include <string>

namespace assay::kit {
namespace {

using namespace std::chrono_literals;

void run_out(VirtualTime& time) {
  while (time.step()) {
  }
}

TEST(VirtualTime, RunsEventsInTheOrderOfTheirTimes) {
  VirtualTime time;
  std::string order;
  time.at(30ms, [&] { order += 'c'; });
  time.at(10ms, [&] { order += 'a'; });
  time.at(20ms, [&] { order += 'b'; });
  run_out(time);
  EXPECT_EQ(order, "abc");
  EXPECT_EQ(time.now(), 30ms);
}

TEST(VirtualTime, RunsEventsOfOneMomentInTheOrderTheyWereAskedFor) {
  VirtualTime time;
  std::string order;
  for (char name = 'a'; name <= 'j'; ++name) {
    time.at(10ms, [&order, name] { order += name; });
  }
  run_out(time);
  EXPECT_EQ(order, "abcdefghij");
}

TEST(VirtualTime, StandsStillWhileAnEventRuns) {
  VirtualTime time;
  core::Duration during{};
  time.at(10ms, [&] { during = time.now(); });
  time.at(20ms, [] {});
  EXPECT_TRUE(time.step());
  EXPECT_EQ(during, 10ms);
  EXPECT_EQ(time.now(), 10ms);
}

TEST(VirtualTime, RunsAnEventOfThePastNowWithoutGoingBack) {
  VirtualTime time;
  core::Duration ran_at{};
  time.at(20ms, [&] { time.at(5ms, [&] { ran_at = time.now(); }); });
  run_out(time);
  EXPECT_EQ(ran_at, 20ms);
}

TEST(VirtualTime, HasNothingToDoWithoutEvents) {
  VirtualTime time;
  EXPECT_FALSE(time.step());
  EXPECT_EQ(time.now(), 0ns);
}

}  // namespace
}  // namespace assay::kit
