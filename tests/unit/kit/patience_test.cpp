#include "judge/patience.hpp"

#include <gtest/gtest.h>

#include <algorithm>

namespace assay::kit {
namespace {

using namespace std::chrono_literals;

// What cases get that each wait as long as they may, up to `longest` at a time.
core::Duration all_wait(Patience patience, int cases, core::Duration longest, core::Duration& least) {
  core::Duration sum{};
  least = core::Duration::max();
  for (int i = 0; i < cases; ++i) {
    patience.begin_case();
    const auto waited = std::min(longest, patience.left());
    patience.spend(waited);
    sum += waited;
    least = std::min(least, waited);
  }
  return sum;
}

TEST(Patience, HasNoEndByItself) {
  Patience patience;
  patience.begin_case();
  patience.spend(1h);
  EXPECT_GT(patience.left(), 100h);
}

TEST(Patience, LeavesEveryCaseItsPartHoweverLongTheOthersWait) {
  core::Duration least{};
  EXPECT_LE(all_wait({96s, 32}, 32, 5s, least), 96s);
  EXPECT_GE(least, 1500ms);
  EXPECT_LE(all_wait({96s, 32}, 32, 1h, least), 96s);
  EXPECT_GE(least, 1500ms);
}

TEST(Patience, GivesWhoHangsFirstAllThatIsNotKept) {
  Patience patience(100s, 10);
  patience.begin_case();
  EXPECT_EQ(patience.left(), 55s);
  patience.spend(60s);
  EXPECT_EQ(patience.left(), 0s);
}

TEST(Patience, HandsOnWhatQuickCasesDidNotNeed) {
  Patience patience(100s, 10);
  for (int i = 0; i < 10; ++i) patience.begin_case();
  EXPECT_EQ(patience.left(), 100s);
}

}  // namespace
}  // namespace assay::kit
