#include "util/file.hpp"

#include <sys/stat.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/temporary_directory.hpp"

namespace assay::util {
namespace {

namespace fs = std::filesystem;
using core::Bytes;
using testing::HasSubstr;

class File : public testing::Test {
 protected:
  TemporaryDirectory folder_ = TemporaryDirectory::create().value();
  fs::path path_ = folder_.path() / "file";
};

TEST_F(File, IsReadAsItWasWritten) {
  const std::string content("a\0\n\xFF", 4);
  ASSERT_TRUE(write_file(path_, content));
  EXPECT_EQ(read_file(path_).value(), content);
  ASSERT_TRUE(write_file(path_, ""));
  EXPECT_EQ(read_file(path_).value(), "");
}

TEST_F(File, IsReplacedWithoutLeavingATemporaryOneBehind) {
  ASSERT_TRUE(write_file(path_, "old"));
  ASSERT_TRUE(write_file(path_, "new"));
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_.path()), fs::directory_iterator()), 1);
}

TEST_F(File, IsReadUpToItsCap) {
  ASSERT_TRUE(write_file(path_, std::string(100, 'x')));
  EXPECT_EQ(read_file(path_, Bytes{100})->size(), 100U);
  const auto over = read_file(path_, Bytes{99});
  ASSERT_FALSE(over);
  EXPECT_THAT(over.error().message, HasSubstr("larger than 99B"));
  EXPECT_THAT(over.error().message, HasSubstr(path_.string()));
}

TEST_F(File, IsFollowedThroughALinkOnlyWhereItIsTrusted) {
  ASSERT_TRUE(write_file(path_, "content"));
  fs::create_symlink(path_, folder_.path() / "link");
  fs::create_directory_symlink(folder_.path(), folder_.path() / "loop");
  EXPECT_EQ(read_file(folder_.path() / "link").value(), "content");
  EXPECT_FALSE(read_file_beneath(folder_.path(), "link", Bytes{100}));
  EXPECT_FALSE(read_file_beneath(folder_.path(), "loop/file", Bytes{100}));
  EXPECT_EQ(read_file_beneath(folder_.path(), "file", Bytes{100}).value(), "content");
}

TEST_F(File, IsNotReadFromBesideTheRoot) {
  ASSERT_TRUE(write_file(path_, "content"));
  fs::create_directory(folder_.path() / "root");
  EXPECT_FALSE(read_file_beneath(folder_.path() / "root", "../file", Bytes{100}));
  EXPECT_FALSE(read_file_beneath(folder_.path() / "root", path_, Bytes{100}));
}

TEST_F(File, IsRefusedWhereItIsAPipeOrAFolder) {
  ASSERT_EQ(::mkfifo(path_.c_str(), 0600), 0);
  EXPECT_FALSE(read_file_beneath(folder_.path(), "file", Bytes{100}));
  EXPECT_FALSE(read_file(path_));
  EXPECT_FALSE(read_file(folder_.path()));
}

TEST_F(File, IsAnInfrastructureErrorWhereItIsMissing) {
  const auto missing = read_file(path_);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, core::ErrorKind::infrastructure);
  EXPECT_FALSE(write_file(folder_.path() / "no" / "such", "x"));
}

}  // namespace
}  // namespace assay::util
