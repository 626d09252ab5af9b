#include "judge/shrink.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <numeric>
#include <vector>

namespace assay::kit {
namespace {

using List = std::vector<int>;

List up_to(int last) {
  List list(static_cast<std::size_t>(last));
  std::iota(list.begin(), list.end(), 1);
  return list;
}

bool holds(const List& list, int value) { return std::ranges::find(list, value) != list.end(); }

const auto whole = [](auto& list) -> auto& { return list; };

TEST(Shrinker, LeavesOnlyWhatTheFailureNeeds) {
  Shrinker<List> shrinker(up_to(100), [](const List& list) { return holds(list, 7) && holds(list, 93); }, 1000);
  shrinker.shorten(whole);
  EXPECT_THAT(shrinker.smallest(), testing::ElementsAre(7, 93));
}

TEST(Shrinker, NeverTakesWhatDoesNotFail) {
  Shrinker<int> shrinker(10, [](int value) { return value >= 5; }, 100);
  EXPECT_FALSE(shrinker.propose(4));
  EXPECT_EQ(shrinker.smallest(), 10);
  EXPECT_EQ(shrinker.taken(), 0U);
  EXPECT_TRUE(shrinker.propose(5));
  EXPECT_EQ(shrinker.smallest(), 5);
  EXPECT_EQ(shrinker.taken(), 1U);
}

TEST(Shrinker, AsksNoMoreOftenThanItMay) {
  int asked = 0;
  Shrinker<List> shrinker(up_to(100), [&](const List& list) {
    ++asked;
    return holds(list, 7) && holds(list, 93);
  }, 10);
  shrinker.shorten(whole);
  EXPECT_EQ(asked, 10);
  EXPECT_FALSE(shrinker.has_tries());
  EXPECT_TRUE(holds(shrinker.smallest(), 7) && holds(shrinker.smallest(), 93));
}

TEST(Shrinker, AsksOnceOfTheSameValue) {
  int asked = 0;
  Shrinker<int> shrinker(10, [&](int) {
    ++asked;
    return false;
  }, 100);
  shrinker.propose(4);
  shrinker.propose(4);
  shrinker.propose(10);
  EXPECT_EQ(asked, 1);
}

TEST(Shrinker, ChangesWhatItHolds) {
  Shrinker<List> shrinker(up_to(3), [](const List& list) { return list.size() == 3; }, 100);
  EXPECT_TRUE(shrinker.change([](List& list) { list.back() = 0; }));
  EXPECT_FALSE(shrinker.change([](List& list) { list.clear(); }));
  EXPECT_THAT(shrinker.smallest(), testing::ElementsAre(1, 2, 0));
}

}  // namespace
}  // namespace assay::kit
