// What sandbox_bench has a compiler compile: a test file as students write them.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

namespace {

std::map<std::string, int> count(const std::vector<std::string>& words) {
  std::map<std::string, int> counts;
  for (const auto& word : words) ++counts[word];
  return counts;
}

TEST(Count, OfNothingIsNothing) { EXPECT_TRUE(count({}).empty()); }

TEST(Count, TellsWordsApart) {
  const auto counts = count({"a", "b", "a"});
  EXPECT_EQ(counts.at("a"), 2);
  EXPECT_EQ(counts.at("b"), 1);
}

}  // namespace
