#include "core/bytes.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::core {
namespace {

using testing::HasSubstr;

TEST(ParseBytes, ReadsEachUnitAsAPowerOf1024) {
  EXPECT_EQ(parse_bytes("100B")->count, 100U);
  EXPECT_EQ(parse_bytes("1KiB")->count, 1024U);
  EXPECT_EQ(parse_bytes("512MiB")->count, 512U * 1024 * 1024);
  EXPECT_EQ(parse_bytes("2GiB")->count, 2ULL * 1024 * 1024 * 1024);
  EXPECT_EQ(parse_bytes("0B")->count, 0U);
}

TEST(ParseBytes, ReadsUpToTheLargestSizeAndNoFurther) {
  EXPECT_EQ(parse_bytes("18446744073709551615B")->count, 18446744073709551615ULL);
  EXPECT_FALSE(parse_bytes("18446744073709551616B"));
  EXPECT_EQ(parse_bytes("17179869183GiB")->count, 17179869183ULL << 30);
  EXPECT_FALSE(parse_bytes("17179869184GiB"));
}

TEST(ParseBytes, RefusesWhatIsNoWholeNumberAndUnit) {
  for (const char* text : {"", "5", "MiB", "5MB", "5mib", "-1B", "1.5MiB", "5 MiB", " 5MiB", "5MiB ", "0x5B", "+5B"}) {
    EXPECT_FALSE(parse_bytes(text)) << text;
  }
}

TEST(ParseBytes, NamesTheTextAndTheUnitsInItsError) {
  const auto parsed = parse_bytes("5MB");
  ASSERT_FALSE(parsed);
  EXPECT_EQ(parsed.error().kind, ErrorKind::usage);
  EXPECT_THAT(parsed.error().message, HasSubstr("'5MB'"));
  EXPECT_THAT(parsed.error().message, HasSubstr("MiB"));
}

TEST(BytesToString, TakesTheLargestUnitThatIsExact) {
  EXPECT_EQ(to_string(0_B), "0B");
  EXPECT_EQ(to_string(1000_B), "1000B");
  EXPECT_EQ(to_string(1023_B), "1023B");
  EXPECT_EQ(to_string(1024_B), "1KiB");
  EXPECT_EQ(to_string(1025_B), "1025B");
  EXPECT_EQ(to_string(1536_KiB), "1536KiB");
  EXPECT_EQ(to_string(1024_MiB), "1GiB");
}

}  // namespace
}  // namespace assay::core
