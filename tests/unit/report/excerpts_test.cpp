#include "report/excerpts.hpp"

#include <limits>

#include <gmock/gmock.h>

namespace assay::report {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

/// Files of twenty lines, each of which says its number.
std::optional<std::string> twenty_lines(std::string_view file, unsigned line) {
  if (file.ends_with(".missing") || line == 0 || line > 20) return std::nullopt;
  return "line " + std::to_string(line);
}

std::vector<Excerpt> excerpts(const std::vector<core::Location>& places) {
  return read_excerpts(places, twenty_lines);
}

TEST(Excerpts, HoldFourLinesBeforeAndAfterAPlace) {
  const auto found = excerpts({{"a.cpp", 10, 3, ""}});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].file, "a.cpp");
  EXPECT_EQ(found[0].first_line, 6U);
  EXPECT_THAT(found[0].lines, SizeIs(9));
  EXPECT_EQ(found[0].lines[4], "line 10");
}

TEST(Excerpts, EndWhereTheFileDoes) {
  const auto found = excerpts({{"a.cpp", 1, 0, ""}, {"b.cpp", 20, 0, ""}});
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].first_line, 1U);
  EXPECT_THAT(found[0].lines, SizeIs(5));
  EXPECT_THAT(found[1].lines, ElementsAre("line 16", "line 17", "line 18", "line 19", "line 20"));
}

TEST(Excerpts, AreJoinedWhereTheirLinesTouch) {
  const auto touching = excerpts({{"a.cpp", 14, 0, ""}, {"a.cpp", 5, 0, ""}, {"a.cpp", 5, 9, ""}});
  ASSERT_THAT(touching, SizeIs(1));
  EXPECT_EQ(touching[0].first_line, 1U);
  EXPECT_THAT(touching[0].lines, SizeIs(18));
  EXPECT_THAT(excerpts({{"a.cpp", 5, 0, ""}, {"a.cpp", 15, 0, ""}}), SizeIs(2));
}

TEST(Excerpts, LeaveOutPlacesThatCannotBeRead) {
  EXPECT_THAT(excerpts({{"", 3, 0, ""}, {"a.cpp", 0, 0, ""}, {"a.cpp", 21, 0, ""}, {"b.missing", 1, 0, ""}}), IsEmpty());
  EXPECT_THAT(excerpts({{"a.cpp", std::numeric_limits<unsigned>::max(), 0, ""}}), IsEmpty());
}

TEST(Excerpts, AreAtMostFourHundred) {
  std::vector<core::Location> places;
  for (int file = 0; file < 401; ++file) places.push_back({"file" + std::to_string(file), 1, 0, ""});
  EXPECT_THAT(excerpts(places), SizeIs(400));
}

}  // namespace
}  // namespace assay::report
