#include "util/temporary_directory.hpp"

#include <gtest/gtest.h>

#include "util/file.hpp"

namespace assay::util {
namespace {

namespace fs = std::filesystem;

TEST(TemporaryDirectory, IsPrivateAndGoesWithItsOwner) {
  fs::path path;
  {
    const auto folder = TemporaryDirectory::create().value();
    path = folder.path();
    EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_all);
    ASSERT_TRUE(write_file(path / "file", "x"));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryDirectory, IsRemovedOnceWhenMoved) {
  auto first = TemporaryDirectory::create().value();
  auto second = TemporaryDirectory::create().value();
  const fs::path kept = first.path();
  const fs::path replaced = second.path();
  second = std::move(first);
  EXPECT_FALSE(fs::exists(replaced));
  EXPECT_TRUE(fs::exists(kept));
  EXPECT_EQ(second.path(), kept);
}

TEST(TemporaryDirectory, IsRemovedThoughAFolderInItIsLocked) {
  fs::path path;
  {
    const auto folder = TemporaryDirectory::create().value();
    path = folder.path();
    fs::create_directories(path / "locked" / "inner");
    ASSERT_TRUE(write_file(path / "locked" / "inner" / "file", "x"));
    fs::permissions(path / "locked" / "inner", fs::perms::none);
    fs::permissions(path / "locked", fs::perms::none);
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryDirectory, DoesNotFollowALinkWhenItIsRemoved) {
  const auto outside = TemporaryDirectory::create().value();
  ASSERT_TRUE(write_file(outside.path() / "file", "x"));
  {
    const auto folder = TemporaryDirectory::create().value();
    fs::create_directory_symlink(outside.path(), folder.path() / "link");
  }
  EXPECT_TRUE(fs::exists(outside.path() / "file"));
}

}  // namespace
}  // namespace assay::util
