#include "spec/edit_distance.hpp"

#include <array>

#include <gtest/gtest.h>

namespace assay::spec {
namespace {

TEST(EditDistance, CountsInsertionsDeletionsReplacementsAndSwaps) {
  EXPECT_EQ(edit_distance("", ""), 0U);
  EXPECT_EQ(edit_distance("", "abc"), 3U);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3U);
  EXPECT_EQ(edit_distance("titel", "title"), 1U);
  EXPECT_EQ(edit_distance("abc", "abc"), 0U);
}

TEST(Nearest, GivesTheWordMeantAndNothingFarOff) {
  constexpr std::array<std::string_view, 3> words{"title", "version", "id"};
  EXPECT_EQ(nearest("titel", words), "title");
  EXPECT_EQ(nearest("verison", words), "version");
  EXPECT_EQ(nearest("ids", words), "id");
  EXPECT_EQ(nearest("colour", words), "");
}

}  // namespace
}  // namespace assay::spec
