#include "spec/lab_digest.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_folder.hpp"

namespace assay::spec {
namespace {

using testing::HasSubstr;

TEST(LabDigest, IsTheSameForTheSameLabElsewhere) {
  const LabFolder one;
  const LabFolder other;
  EXPECT_EQ(lab_digest(one.path()).value(), lab_digest(other.path()).value());
  EXPECT_EQ(lab_digest(one.path())->size(), 64U);
}

TEST(LabDigest, ChangesWithWhatDecidesAGradeAlone) {
  LabFolder folder;
  folder.write("judge/public/cases.cpp", "a");
  const auto before = lab_digest(folder.path()).value();
  folder.write("README.md", "another text");
  std::filesystem::create_directory(folder.path() / "submissions");
  folder.write("submissions/file", "x");
  EXPECT_EQ(lab_digest(folder.path()).value(), before);
  folder.write("judge/public/cases.cpp", "b");
  const auto changed = lab_digest(folder.path()).value();
  EXPECT_NE(changed, before);
  std::filesystem::rename(folder.path() / "judge/public/cases.cpp", folder.path() / "judge/public/other.cpp");
  EXPECT_NE(lab_digest(folder.path()).value(), changed) << "a name counts";
  std::filesystem::rename(folder.path() / "judge/public/other.cpp", folder.path() / "judge/public/cases.cpp");
  folder.edit("rubric.toml", "title = \"Design\"", "title = \"design\"");
  EXPECT_NE(lab_digest(folder.path()).value(), changed);
}

TEST(LabDigest, ChangesWithTheReferenceThatSpeedIsComparedWith) {
  LabFolder folder;
  std::filesystem::create_directories(folder.path() / "submissions" / "reference");
  folder.write("submissions/reference/a.cpp", "a");
  const auto before = lab_digest(folder.path()).value();
  folder.write("submissions/reference/a.cpp", "b");
  EXPECT_NE(lab_digest(folder.path()).value(), before);
}

TEST(LabDigest, RefusesALink) {
  const LabFolder folder;
  std::filesystem::create_symlink("/etc/hostname", folder.path() / "contract" / "link.hpp");
  const auto digest = lab_digest(folder.path());
  ASSERT_FALSE(digest);
  EXPECT_EQ(digest.error().kind, core::ErrorKind::bad_lab);
  EXPECT_THAT(digest.error().message, HasSubstr("link.hpp: expected a file or a folder"));
}

TEST(LabDigest, NamesWhatIsMissing) {
  const LabFolder folder;
  std::filesystem::remove(folder.path() / "contract");
  EXPECT_THAT(lab_digest(folder.path()).error().message, HasSubstr("contract"));
}

}  // namespace
}  // namespace assay::spec
