#include "util/temporary_directory.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "util/fd.hpp"
#include "util/file.hpp"

namespace assay::util {
namespace {

namespace fs = std::filesystem;

// Deeper than a path can name and than there may be open descriptors.
void make_deep_tree(const fs::path& top, int levels) {
  Fd folder(::open(top.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (int level = 0; level < levels; ++level) {
    ASSERT_EQ(::mkdirat(folder.get(), "level", 0700), 0);
    folder = Fd(::openat(folder.get(), "level", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ASSERT_TRUE(folder);
  }
  ASSERT_EQ(::fchmod(folder.get(), 0), 0);
}

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

TEST(TemporaryDirectory, IsRemovedThoughATreeInItIsDeeperThanAPath) {
  fs::path path;
  {
    const auto folder = TemporaryDirectory::create().value();
    path = folder.path();
    make_deep_tree(path, 5'000);
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryDirectory, IsRemovedWithNamesThatRemovingUsesItself) {
  fs::path path;
  {
    const auto folder = TemporaryDirectory::create().value();
    path = folder.path();
    fs::create_directories(path / "removed-0" / "removed-1" / "removed-0");
    fs::create_directories(path / "a" / "b" / "c");
    ASSERT_TRUE(write_file(path / "removed-2", "x"));
  }
  EXPECT_FALSE(fs::exists(path));
}

TEST(TemporaryDirectory, IsSweptOnceItsProcessIsGone) {
  const auto parent = TemporaryDirectory::create().value();
  fs::create_directories(parent.path() / "assay-work-dead" / "inner");
  fs::create_directory(parent.path() / "assay-work-alive");
  fs::create_directory(parent.path() / "another");
  fs::create_directory_symlink(parent.path() / "another", parent.path() / "assay-work-link");
  const Fd alive(::open((parent.path() / "assay-work-alive").c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  ASSERT_EQ(::flock(alive.get(), LOCK_EX), 0);
  TemporaryDirectory::sweep(parent.path());
  EXPECT_FALSE(fs::exists(parent.path() / "assay-work-dead"));
  EXPECT_TRUE(fs::exists(parent.path() / "assay-work-alive"));
  EXPECT_TRUE(fs::exists(parent.path() / "another"));
  EXPECT_TRUE(fs::is_symlink(parent.path() / "assay-work-link"));
}

TEST(TemporaryDirectory, IsNotSweptWhileItsProcessLives) {
  const auto folder = TemporaryDirectory::create().value();
  TemporaryDirectory::sweep(folder.path().parent_path());
  EXPECT_TRUE(fs::exists(folder.path()));
}

}  // namespace
}  // namespace assay::util
