#include "util/file.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <string>
#include <thread>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/fd.hpp"
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

TEST_F(File, IsReadBelowAnOpenFolder) {
  fs::create_directories(folder_.path() / "a" / "b");
  ASSERT_TRUE(write_file(folder_.path() / "a" / "b" / "file", "content"));
  const Fd folder(::open(folder_.path().c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  EXPECT_EQ(read_file_beneath(folder.get(), "a/b/file", Bytes{7}).value(), "content");
  EXPECT_FALSE(read_file_beneath(folder.get(), "a/b/file", Bytes{6}));
  const Fd inner(::open((folder_.path() / "a").c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  ASSERT_TRUE(write_file(path_, "beside"));
  for (const auto* way : {"../file", "b/../../file", "/etc/passwd", "b/../../../etc/passwd", "."}) {
    EXPECT_FALSE(read_file_beneath(inner.get(), way, Bytes{100'000})) << way;
  }
}

TEST_F(File, IsNotReachedThroughAnyLink) {
  ASSERT_TRUE(write_file(path_, "content"));
  fs::create_directory(folder_.path() / "root");
  const auto root = folder_.path() / "root";
  const Fd ours(::open(path_.c_str(), O_RDONLY | O_CLOEXEC));
  const std::string magic = "/proc/self/fd/" + std::to_string(ours.get());
  fs::create_symlink(magic, root / "magic");
  fs::create_symlink("../file", root / "up");
  fs::create_directory_symlink("..", root / "parent");
  fs::create_directory_symlink("/proc/self", root / "self");
  for (const auto* way : {"magic", "up", "parent/file", "self/environ", "self/root/etc/passwd"}) {
    EXPECT_FALSE(read_file_beneath(root, way, Bytes{100'000})) << way;
  }
  EXPECT_FALSE(read_file_beneath(fs::path("/proc/self"), "environ", Bytes{1}));
}

TEST_F(File, IsReadThroughAHardLink) {
  ASSERT_TRUE(write_file(path_, "content"));
  fs::create_hard_link(path_, folder_.path() / "second");
  EXPECT_EQ(read_file_beneath(folder_.path(), "second", Bytes{100}).value(), "content");
}

TEST_F(File, IsNotReadWhereItIsSparseAndHuge) {
  ASSERT_TRUE(write_file(path_, "x"));
  fs::resize_file(path_, std::uintmax_t{1} << 40);
  const auto read = read_file_beneath(folder_.path(), "file", Bytes{std::uint64_t{1} << 38});
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("larger than"));
}

// Its size says nothing: it is read to its cap, and no further.
TEST_F(File, IsCappedWhereItIsLargerThanItSays) {
  EXPECT_EQ(fs::file_size("/proc/self/status"), 0U);
  const auto read = read_file_beneath(fs::path("/proc/self"), "status", Bytes{100});
  ASSERT_FALSE(read);
  EXPECT_THAT(read.error().message, HasSubstr("larger than 100B"));
}

TEST_F(File, IsCappedWhileItGrows) {
  ASSERT_TRUE(write_file(path_, "x"));
  const std::jthread writer([&](const std::stop_token& stop) {
    const Fd file(::open(path_.c_str(), O_WRONLY | O_APPEND | O_CLOEXEC));
    const std::string more(4096, 'x');
    for (int i = 0; i < 20'000 && !stop.stop_requested(); ++i) {
      if (::write(file.get(), more.data(), more.size()) < 0) return;
    }
  });
  for (int i = 0; i < 200; ++i) {
    const auto read = read_file_beneath(folder_.path(), "file", Bytes{1 << 20});
    EXPECT_TRUE(!read || read->size() <= std::size_t{1} << 20);
  }
}

TEST_F(File, OfADeviceOrASocketIsRefused) {
  EXPECT_THAT(read_file_beneath(fs::path("/dev"), "zero", Bytes{100}).error().message, HasSubstr("not a regular file"));
  const Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  path_.string().copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(::bind(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_THAT(read_file_beneath(folder_.path(), "file", Bytes{100}).error().message, HasSubstr("not a regular file"));
}

TEST_F(File, ThatAPersonNamedIsWrittenWhereItIsAndOtherwiseMade) {
  const auto target = folder_.path() / "target";
  ASSERT_TRUE(write_named_file(target, "old"));
  fs::create_symlink(target, folder_.path() / "link");
  ASSERT_TRUE(write_named_file(folder_.path() / "link", "new"));
  EXPECT_TRUE(fs::is_symlink(folder_.path() / "link"));
  EXPECT_EQ(read_file(target).value_or(""), "new");
  EXPECT_TRUE(write_named_file("/dev/null", "gone"));
  EXPECT_TRUE(fs::is_character_file("/dev/null"));
}

TEST_F(File, IsAnInfrastructureErrorWhereItIsMissing) {
  const auto missing = read_file(path_);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().kind, core::ErrorKind::infrastructure);
  EXPECT_FALSE(write_file(folder_.path() / "no" / "such", "x"));
}

}  // namespace
}  // namespace assay::util
