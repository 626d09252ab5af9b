#include "score/difference.hpp"

#include <gtest/gtest.h>

namespace assay::score {
namespace {

using namespace core;

CriterionScore part(const std::string& id, std::int64_t earned, std::int64_t possible) {
  CriterionScore made;
  made.id = id;
  made.earned = Points{earned};
  made.possible = Points{possible};
  return made;
}

TEST(Compare, PairsCriteriaByIdAndKeepsNewAndDroppedOnes) {
  Score before;
  before.criteria = {part("dropped", 1, 1), part("same", 2, 2), part("moved", 3, 3)};
  Score after;
  after.criteria = {part("moved", 1, 3), part("new", 4, 4), part("same", 2, 2)};
  const auto changes = compare(before, after);
  ASSERT_EQ(changes.size(), 4U);
  EXPECT_EQ(changes[0].id, "moved");
  EXPECT_TRUE(changes[0].is_change());
  EXPECT_EQ(changes[1].id, "new");
  EXPECT_FALSE(changes[1].before);
  EXPECT_TRUE(changes[1].is_change());
  EXPECT_EQ(changes[2].id, "same");
  EXPECT_FALSE(changes[2].is_change());
  EXPECT_EQ(changes[3].id, "dropped");
  EXPECT_FALSE(changes[3].after);
}

TEST(Compare, SeesAChangeOfWhatIsPossibleAndOfWhatIsOpen) {
  Score before;
  before.criteria = {part("a", 2, 2)};
  Score after;
  after.criteria = {part("a", 2, 4)};
  EXPECT_TRUE(compare(before, after)[0].is_change());
  after.criteria = {part("a", 2, 2)};
  after.criteria[0].open = Points{1};
  EXPECT_TRUE(compare(before, after)[0].is_change());
}

}  // namespace
}  // namespace assay::score
