#include "core/glob.hpp"

#include <chrono>
#include <string>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace assay::core {
namespace {

TEST(GlobMatches, TakesAStarForAnyRun) {
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("Breaker.*", "Breaker."));
  EXPECT_TRUE(glob_matches("Breaker.*", "Breaker.Trips/0"));
  EXPECT_TRUE(glob_matches("*a*b", "xxaxxabxb"));
  EXPECT_FALSE(glob_matches("Breaker.*", "XBreaker.Trips"));
  EXPECT_FALSE(glob_matches("*a*b", "xxaxxabx"));
}

TEST(GlobMatches, TakesAQuestionMarkForExactlyOne) {
  EXPECT_TRUE(glob_matches("a?c", "abc"));
  EXPECT_FALSE(glob_matches("a?c", "ac"));
  EXPECT_FALSE(glob_matches("a?c", "abbc"));
}

TEST(GlobMatches, TakesNothingElseAsSpecial) {
  EXPECT_TRUE(glob_matches("[a].b\\", "[a].b\\"));
  EXPECT_FALSE(glob_matches("[a]", "a"));
  EXPECT_FALSE(glob_matches("a.c", "abc"));
  EXPECT_TRUE(glob_matches("", ""));
  EXPECT_FALSE(glob_matches("", "a"));
}

TEST(GlobMatches, StaysQuickOnAPatternOfManyStars) {
  std::string pattern;
  for (int i = 0; i < 200; ++i) pattern += "*a";
  const auto begin = std::chrono::steady_clock::now();
  EXPECT_FALSE(glob_matches(pattern + "b", std::string(5000, 'a')));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds{2});
}

// The definition, too slow for use.
bool by_definition(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return text.empty();
  if (pattern.front() == '*') {
    return by_definition(pattern.substr(1), text) || (!text.empty() && by_definition(pattern, text.substr(1)));
  }
  return !text.empty() && (pattern.front() == '?' || pattern.front() == text.front()) &&
         by_definition(pattern.substr(1), text.substr(1));
}

RC_GTEST_PROP(GlobMatches, AgreesWithTheDefinition, ()) {
  const auto pattern = *rc::gen::resize(8, rc::gen::container<std::string>(rc::gen::element('a', 'b', '*', '?')));
  const auto text = *rc::gen::resize(10, rc::gen::container<std::string>(rc::gen::element('a', 'b')));
  RC_ASSERT(glob_matches(pattern, text) == by_definition(pattern, text));
}

}  // namespace
}  // namespace assay::core
