#include "fetch/reader/index_paths.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>

namespace assay::fetch::reader {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::string number(std::uint32_t value, unsigned bytes = 4) {
  std::string text;
  for (unsigned shift = bytes * 8; shift > 0; shift -= 8) text += static_cast<char>(value >> (shift - 8));
  return text;
}

std::string header(std::uint32_t version, std::uint32_t count) { return "DIRC" + number(version) + number(count); }

std::string entry(const std::string& name, std::uint32_t flags = 0) {
  std::string text = std::string(60, 'x') + number(flags, 2) + ((flags & 0x4000) != 0 ? "yy" : "") + name;
  text.append(8 - text.size() % 8, '\0');
  return text;
}

/// `removed`: bytes of the name before that are not shared, below 128.
std::string short_entry(char removed, const std::string& name) {
  return std::string(60, 'x') + number(0, 2) + removed + name + std::string(1, '\0');
}

const std::string checksum(20, 'c');

std::vector<std::string> read(const std::string& content) {
  auto paths = read_index_paths(content);
  return paths ? std::move(*paths) : std::vector<std::string>{"error: " + paths.error().message};
}

bool fails(const std::string& content) {
  const auto paths = read_index_paths(content);
  return !paths && paths.error().kind == core::ErrorKind::usage;
}

TEST(IndexPaths, AreReadInEachVersion) {
  EXPECT_THAT(read(header(2, 0) + checksum), IsEmpty());
  EXPECT_THAT(read(header(2, 2) + entry("a") + entry("dir/longer") + checksum), ElementsAre("a", "dir/longer"));
  EXPECT_THAT(read(header(3, 2) + entry("a", 0x4001) + entry("ab") + checksum), ElementsAre("a", "ab"));
  EXPECT_THAT(read(header(4, 3) + short_entry(0, "dir/a") + short_entry(1, "bc") + short_entry(6, "e") + checksum),
              ElementsAre("dir/a", "dir/bc", "e"));
}

TEST(IndexPaths, AreReadBesideExtensions) {
  EXPECT_THAT(read(header(2, 1) + entry("a") + "TREE" + number(3) + "xyz" + "EOIE" + number(0) + checksum), ElementsAre("a"));
  EXPECT_TRUE(fails(header(2, 1) + entry("a") + "link" + number(0) + checksum));
  EXPECT_TRUE(fails(header(2, 1) + entry("a") + "TREE" + number(100) + "xyz" + checksum));
}

TEST(IndexPaths, OfADamagedIndexAreAUsageError) {
  const std::string sound = header(2, 1) + entry("a") + checksum;
  for (std::size_t length = 0; length < sound.size(); ++length) EXPECT_TRUE(fails(sound.substr(0, length))) << length;
  EXPECT_TRUE(fails(header(1, 0) + checksum));
  EXPECT_TRUE(fails(header(5, 0) + checksum));
  EXPECT_TRUE(fails(header(4, 1) + short_entry(1, "a") + checksum));
  EXPECT_TRUE(fails(sound + "x"));
}

// libgit2 1.5 makes room for them first.
TEST(IndexPaths, NeedNoRoomForEntriesThatAreNotThere) {
  EXPECT_TRUE(fails(header(2, 0xFFFFFFFF) + entry("a") + checksum));
  EXPECT_TRUE(fails(header(2, 1) + entry("a") + "TREE" + number(0xFFFFFFFF) + checksum));
}

TEST(IndexPaths, LeaveOutPathsThatASubmissionMayNotHave) {
  EXPECT_EQ(read(header(2, 1) + entry(std::string(1024, 'a')) + checksum).size(), 1U);
  EXPECT_THAT(read(header(2, 1) + entry(std::string(1025, 'a')) + checksum), IsEmpty());
}

TEST(IndexPaths, KeepToTheirSizeWhereEachRepeatsALongOne) {
  std::string content = header(4, 1 + 40'000) + short_entry(0, std::string(1000, 'a'));
  for (int i = 0; i < 40'000; ++i) content += short_entry(1, "b");
  EXPECT_TRUE(fails(content + checksum));
}

}  // namespace
}  // namespace assay::fetch::reader
