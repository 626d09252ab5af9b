#include "util/remove_tree.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>

#include "util/fd.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::util {
namespace {

namespace fs = std::filesystem;

class RemoveTree : public testing::Test {
 protected:
  RemoveTree() {
    fs::create_directory(top_);
    fs::create_directory(outside_);
    EXPECT_TRUE(write_file(outside_ / "file", "mine"));
  }
  core::Result<void> remove() {
    const Fd folder(::open(top_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    return remove_below(folder.get());
  }
  [[nodiscard]] bool emptied() const { return fs::is_empty(top_); }

  TemporaryDirectory home_ = TemporaryDirectory::create().value();
  fs::path top_ = home_.path() / "top";
  fs::path outside_ = home_.path() / "outside";
};

TEST_F(RemoveTree, FollowsNoLinkAtAnyDepth) {
  fs::create_directories(top_ / "a" / "b");
  fs::create_directory_symlink(outside_, top_ / "link");
  fs::create_directory_symlink("../../../outside", top_ / "a" / "b" / "link");
  fs::create_symlink(outside_ / "file", top_ / "a" / "file");
  fs::create_hard_link(outside_ / "file", top_ / "a" / "hard");
  fs::permissions(outside_, fs::perms::owner_all | fs::perms::group_exec);
  ASSERT_TRUE(remove());
  EXPECT_TRUE(emptied());
  EXPECT_EQ(read_file(outside_ / "file").value(), "mine");
  EXPECT_EQ(fs::status(outside_).permissions(), fs::perms::owner_all | fs::perms::group_exec);
}

TEST_F(RemoveTree, RemovesFilesOfEveryKind) {
  ASSERT_EQ(::mkfifo((top_ / "pipe").c_str(), 0), 0);
  const Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (top_ / "socket").string().copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  ASSERT_TRUE(write_file(top_ / "line\nbreak \x1b[2J\xff", "x"));
  ASSERT_TRUE(write_file(top_ / std::string(240, 'n'), "x"));
  ASSERT_TRUE(write_file(top_ / "-rf", "x"));
  ASSERT_TRUE(remove());
  EXPECT_TRUE(emptied());
}

TEST_F(RemoveTree, RemovesMoreNamesThanItReadsAtOnce) {
  for (int i = 0; i < 3000; ++i) {
    const Fd file(::open((top_ / std::to_string(i)).c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
    ASSERT_TRUE(file);
  }
  ASSERT_TRUE(remove());
  EXPECT_TRUE(emptied());
}

TEST_F(RemoveTree, RemovesATreeOfTenThousandLevelsAsAnyUser) {
  // The process that looks is not root, whom no mode stops.
  const bool as_root = ::geteuid() == 0;
  Fd folder(::open(top_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  for (int level = 0; level < 10'000; ++level) {
    ASSERT_EQ(::mkdirat(folder.get(), "d", 0700), 0);
    const Fd next(::openat(folder.get(), "d", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    ASSERT_TRUE(next);
    ASSERT_TRUE(!as_root || ::fchownat(folder.get(), "d", 65534, 65534, AT_SYMLINK_NOFOLLOW) == 0);
    ASSERT_TRUE(level % 2 == 0 || ::fchmod(folder.get(), 0) == 0);
    folder = Fd(::fcntl(next.get(), F_DUPFD_CLOEXEC, 0));
  }
  ASSERT_EQ(::chmod(top_.c_str(), 0700), 0);
  ASSERT_TRUE(!as_root || ::chown(top_.c_str(), 65534, 65534) == 0);
  const Fd top(::open(top_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  const pid_t child = ::fork();
  if (child == 0) {
    if (as_root && (::setresgid(65534, 65534, 65534) != 0 || ::setresuid(65534, 65534, 65534) != 0)) ::_exit(2);
    ::_exit(remove_below(top.get()) ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  EXPECT_EQ(status, 0);
  EXPECT_TRUE(emptied());
}

// In mount and user namespaces of the child's own, so that the host sees nothing of it.
int in_namespaces(const std::function<int()>& what) {
  const pid_t child = ::fork();
  if (child == 0) {
    const uid_t user = ::geteuid();
    if (::unshare(user == 0 ? CLONE_NEWNS : CLONE_NEWNS | CLONE_NEWUSER) != 0) ::_exit(100);
    if (::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0) ::_exit(101);
    ::_exit(what());
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST_F(RemoveTree, DoesNotEnterAMount) {
  fs::create_directories(top_ / "inner" / "mounted");
  fs::permissions(outside_, fs::perms::owner_read | fs::perms::owner_exec);
  const auto result = in_namespaces([&] {
    if (::mount(outside_.c_str(), (top_ / "inner" / "mounted").c_str(), nullptr, MS_BIND, nullptr) != 0) return 102;
    const auto removed = remove();
    if (removed) return 1;
    return removed.error().message.find("mounted") != std::string::npos ? 0 : 2;
  });
  EXPECT_EQ(result, 0);
  EXPECT_EQ(read_file(outside_ / "file").value(), "mine");
  EXPECT_EQ(fs::status(outside_).permissions(), fs::perms::owner_read | fs::perms::owner_exec);
  EXPECT_TRUE(remove()) << "and after the mount is gone";
}

TEST_F(RemoveTree, SaysWhatStaysWhereAFileCannotBeRemoved) {
  ASSERT_TRUE(write_file(top_ / "file", "theirs"));
  const auto result = in_namespaces([&] {
    if (::mount((outside_ / "file").c_str(), (top_ / "file").c_str(), nullptr, MS_BIND, nullptr) != 0) return 102;
    const auto removed = remove();
    if (removed) return 1;
    return removed.error().message.find("removing file") != std::string::npos ? 0 : 2;
  });
  EXPECT_EQ(result, 0);
  EXPECT_EQ(read_file(outside_ / "file").value(), "mine");
}

}  // namespace
}  // namespace assay::util
