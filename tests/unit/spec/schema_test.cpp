#include "spec/schema.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_folder.hpp"

namespace assay::spec {
namespace {

using testing::HasSubstr;

// The page's part between the heading of this table and the next heading.
std::string section(const std::string& page, const std::string& heading) {
  const auto begin = page.find(heading + "\n");
  if (begin == page.npos) return {};
  return page.substr(begin, page.find("\n#", begin + 1) - begin);
}

std::string read_page() { return util::read_file(ASSAY_SCHEMA_PAGE).value(); }

TEST(SchemaPage, DocumentsEveryKeyUnderItsTable) {
  const std::string page = read_page();
  for (const auto& table : schema::all_tables()) {
    // Every stage has the same limits; the page says so once.
    if (table.name.empty() || table.name == "limits") continue;
    const std::string heading = "### `" + std::string(table.name.starts_with("limits.") ? "limits.<stage>" : table.name) + "`";
    const std::string part = section(page, heading);
    ASSERT_FALSE(part.empty()) << heading;
    for (const auto key : table.keys) EXPECT_THAT(part, HasSubstr("`" + std::string(key) + "`")) << heading;
    if (table.name.starts_with("limits.")) {
      EXPECT_THAT(part, HasSubstr("`" + std::string(table.name) + "`"));
    }
  }
  for (const auto key : schema::expectation_file.keys) {
    EXPECT_THAT(section(page, "## `expected.toml`"), HasSubstr("`" + std::string(key) + "`"));
  }
}

std::string example(const std::string& page, const std::string& name) {
  const std::string opening = "```toml\n# " + name + "\n";
  const auto begin = page.find(opening);
  if (begin == page.npos) return {};
  return page.substr(begin + 8, page.find("```", begin + 8) - begin - 8);
}

TEST(SchemaPage, DocumentsEveryWeakening) {
  const std::string part = section(read_page(), "### `program`");
  for (const auto name : core::weakening_names) EXPECT_THAT(part, HasSubstr("| `\"" + std::string(name) + "\"` |"));
}

TEST(SchemaPage, DocumentsTheRangeOfEveryLimit) {
  const std::string part = section(read_page(), "### `limits.<stage>`");
  for (const char* range : {"10ms to 2h", "16MiB to 64GiB", "1 to 4096", "1KiB to 256MiB", "4KiB to 64GiB", "16 to 65,536",
                            "256KiB to 1GiB", "1MiB to 64GiB", "16 to 10,000,000"}) {
    EXPECT_THAT(part, HasSubstr(range));
  }
}

TEST(SchemaPage, HasAnExampleThatIsALab) {
  const std::string page = read_page();
  LabFolder folder;
  folder.write("lab.toml", example(page, "lab.toml"));
  folder.write("rubric.toml", example(page, "rubric.toml"));
  ASSERT_FALSE(example(page, "lab.toml").empty());
  std::filesystem::create_directory(folder.path() / "judge" / "speed");
  EXPECT_EQ(folder.problems(), "none");
}

}  // namespace
}  // namespace assay::spec
