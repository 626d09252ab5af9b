#include "cli/html_page.hpp"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>

#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::cli {
namespace {

using testing::EndsWith;
using testing::HasSubstr;
using testing::MatchesRegex;
using testing::StartsWith;

TEST(Page, IsWrittenIntoAFolderThatIsMadeForIt) {
  const auto folder = util::TemporaryDirectory::create();
  ASSERT_TRUE(folder);
  ASSERT_TRUE(write_page(folder->path() / "a" / "b", "index", {}));
  const auto page = util::read_file(folder->path() / "a" / "b" / "index.html");
  ASSERT_TRUE(page);
  EXPECT_THAT(*page, StartsWith("<!doctype html>"));
  EXPECT_THAT(*page, EndsWith("</html>\n"));
}

TEST(Page, NamesTheFolderThatCannotBeMade) {
  const auto folder = util::TemporaryDirectory::create();
  ASSERT_TRUE(folder);
  const auto file = folder->path() / "file";
  ASSERT_TRUE(util::write_file(file, ""));
  const auto written = write_page(file / "below", "index", {});
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message, HasSubstr(file.string()));
}

TEST(PageName, IsOfHarmlessCharactersWhateverTheStreamIsCalled) {
  EXPECT_THAT(page_name("lab/ada"), MatchesRegex("lab-ada-[0-9a-f]{8}"));
  EXPECT_THAT(page_name("../../etc/passwd"), MatchesRegex("\\.\\.-\\.\\.-etc-passwd-[0-9a-f]{8}"));
  EXPECT_THAT(page_name(std::string("a\0\n\xff<", 5)), MatchesRegex("a-----[0-9a-f]{8}"));
  EXPECT_THAT(page_name(""), MatchesRegex("-[0-9a-f]{8}"));
}

TEST(PageName, TellsStreamsApartThatLookAlike) {
  EXPECT_NE(page_name("lab/ada"), page_name("lab-ada"));
  const std::string longest(80, 'x');
  EXPECT_NE(page_name(longest + "1"), page_name(longest + "2"));
  EXPECT_EQ(page_name(longest + "1").size(), 80U + 1 + 8);
}

}  // namespace
}  // namespace assay::cli
