#include "sandbox/clone_into_cgroup.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "util/fd.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;

/// The folders of version 2 hierarchies in which this process may make a cgroup.
std::vector<std::string> version_2_folders() {
  std::vector<std::string> folders;
  std::ifstream mounts("/proc/self/mounts");
  for (std::string device, place, type, rest; mounts >> device >> place >> type && std::getline(mounts, rest);) {
    if (type == "cgroup2" && access(place.c_str(), W_OK) == 0) folders.push_back(place);
  }
  return folders;
}

struct Seen {
  char cgroups[4096] = {};
  ssize_t size = 0;
};

int look_at_own_cgroup(void* argument) {
  auto& seen = *static_cast<Seen*>(argument);
  const int file = open("/proc/self/cgroup", O_RDONLY | O_CLOEXEC);
  seen.size = read(file, seen.cgroups, sizeof seen.cgroups);
  _exit(7);
}

pid_t start_in(int cgroup, Seen& seen, int& pidfd) {
  static constexpr std::size_t size = 1 << 16;
  void* const stack = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  const pid_t child = clone_into_cgroup(cgroup, look_at_own_cgroup, &seen, stack, size, pidfd);
  const int error = errno;
  munmap(stack, size);
  errno = error;
  return child;
}

TEST(CloneIntoCgroup, SaysWhatIsNoCgroup) {
  const util::Fd folder(open("/", O_PATH | O_DIRECTORY | O_CLOEXEC));
  Seen seen;
  int pidfd = -1;
  EXPECT_EQ(start_in(folder.get(), seen, pidfd), -1);
  EXPECT_NE(errno, 0);
  EXPECT_EQ(seen.size, 0);
}

class InVersion2 : public ::testing::TestWithParam<std::string> {};

TEST_P(InVersion2, TheChildIsBornInItsCgroup) {
  const std::string name = "assay-test-" + std::to_string(getpid());
  const fs::path made = fs::path(GetParam()) / name;
  ASSERT_TRUE(fs::create_directory(made));
  {
    const util::Fd folder(open(made.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    Seen seen;
    int pidfd = -1;
    const pid_t child = start_in(folder.get(), seen, pidfd);
    EXPECT_GT(child, 0) << errno;
    const util::Fd owned(pidfd);
    int status = 0;
    EXPECT_EQ(waitpid(child, &status, 0), child);
    EXPECT_EQ(WEXITSTATUS(status), 7);
    EXPECT_NE(std::string(seen.cgroups, static_cast<std::size_t>(seen.size)).find("/" + name + "\n"), std::string::npos);
  }
  EXPECT_EQ(rmdir(made.c_str()), 0);
}

// None where there is no such hierarchy to write to; the virtual machines have one.
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(InVersion2);
INSTANTIATE_TEST_SUITE_P(CloneIntoCgroup, InVersion2, ::testing::ValuesIn(version_2_folders()),
                         [](const auto& one) { return "hierarchy_" + std::to_string(one.index); });

}  // namespace
}  // namespace assay::sandbox
