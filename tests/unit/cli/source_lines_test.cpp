#include "cli/source_lines.hpp"

#include <filesystem>
#include <string>

#include <gmock/gmock.h>

#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::cli {
namespace {

using testing::Optional;

class SourceLinesOfASubmission : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_TRUE(folder_);
    write("submission/a.cpp", "one\ntwo\r\n\nlast");
    write("secret", "not the submission's\n");
  }
  void write(const std::string& name, const std::string& content) {
    const auto path = folder_->path() / name;
    std::filesystem::create_directories(path.parent_path());
    ASSERT_TRUE(util::write_file(path, content));
  }
  [[nodiscard]] std::filesystem::path submission() const { return folder_->path() / "submission"; }

  core::Result<util::TemporaryDirectory> folder_ = util::TemporaryDirectory::create();
};

TEST_F(SourceLinesOfASubmission, AreCountedFromOneToTheLastWithOrWithoutItsEnd) {
  SourceLines lines(submission());
  EXPECT_EQ(lines.line("a.cpp", 0), std::nullopt);
  EXPECT_THAT(lines.line("a.cpp", 1), Optional(std::string("one")));
  EXPECT_THAT(lines.line("a.cpp", 3), Optional(std::string()));
  EXPECT_THAT(lines.line("a.cpp", 4), Optional(std::string("last")));
  EXPECT_EQ(lines.line("a.cpp", 5), std::nullopt);
}

TEST_F(SourceLinesOfASubmission, AreNotReadThroughLinksOrFromOutside) {
  std::filesystem::create_symlink(folder_->path() / "secret", submission() / "link.cpp");
  std::filesystem::create_directory_symlink(folder_->path(), submission() / "up");
  SourceLines lines(submission());
  for (const auto* file : {"link.cpp", "up/secret", "../secret", "missing.cpp", ""}) {
    EXPECT_EQ(lines.line(file, 1), std::nullopt) << file;
  }
  EXPECT_EQ(lines.line((folder_->path() / "secret").string(), 1), std::nullopt);
}

TEST_F(SourceLinesOfASubmission, AreNotReadFromAFileOfMoreThanOneMebibyte) {
  write("submission/largest.cpp", std::string(1 << 20, 'x'));
  write("submission/larger.cpp", std::string((1 << 20) + 1, 'x'));
  SourceLines lines(submission());
  EXPECT_TRUE(lines.line("largest.cpp", 1));
  EXPECT_EQ(lines.line("larger.cpp", 1), std::nullopt);
}

}  // namespace
}  // namespace assay::cli
