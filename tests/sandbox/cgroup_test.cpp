// Cgroup code on fake trees: no kernel behind them.
#include <gtest/gtest.h>
#include <unistd.h>

#include <fstream>
#include <optional>

#include "sandbox/box_cgroup.hpp"
#include "sandbox/cgroup_layout.hpp"
#include "sandbox/session_name.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;

class FakeTree : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = util::TemporaryDirectory::create();
    ASSERT_TRUE(made) << made.error().message;
    directory_.emplace(std::move(*made));
  }
  [[nodiscard]] fs::path root() const { return directory_->path(); }
  void put(const fs::path& file, const std::string& text) const {
    fs::create_directories((root() / file).parent_path());
    std::ofstream(root() / file) << text;
  }
  [[nodiscard]] std::string text_of(const fs::path& file) const {
    std::ifstream stream(root() / file);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  /// An empty control file for each name.
  void put_all(const fs::path& folder, std::initializer_list<const char*> names) const {
    for (const char* name : names) put(folder / name, "");
  }
  void put_v2(const std::string& own, const std::string& controllers) const {
    put("proc/self/mountinfo", "31 23 0:28 / /sys/fs/cgroup rw,relatime - cgroup2 cgroup2 rw\n");
    put("proc/self/cgroup", "0::" + own + "\n");
    put("sys/fs/cgroup/cgroup.controllers", controllers);
    fs::create_directories(root() / "sys/fs/cgroup" / fs::path(own).relative_path());
  }
  std::optional<util::TemporaryDirectory> directory_;
};

constexpr const char* v1_mounts =
    "32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime shared:9 - cgroup cgroup rw,cpu,cpuacct\n"
    "35 31 0:32 / /sys/fs/cgroup/memory rw,relatime - cgroup cgroup rw,memory\n"
    "39 31 0:36 /docker/a /sys/fs/cgroup/pids rw,relatime - cgroup cgroup rw,pids\n"
    "41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw\n";
constexpr const char* v1_own = "8:pids:/docker/a\n4:memory:/outer/inner\n2:cpu,cpuacct:/\n0::/\n";

TEST_F(FakeTree, FindsEachControllerOfVersion1BesideAnEmptyVersion2) {
  put("proc/self/mountinfo", v1_mounts);
  put("proc/self/cgroup", v1_own);
  put("sys/fs/cgroup/unified/cgroup.controllers", "hugetlb\n");
  for (const char* folder : {"memory/outer/inner", "pids", "cpu,cpuacct"}) fs::create_directories(root() / "sys/fs/cgroup" / folder);
  const auto layout = find_cgroup_layout(root());
  ASSERT_TRUE(layout) << layout.error().message;
  EXPECT_EQ(layout->version, 1);
  EXPECT_EQ(layout->memory, root() / "sys/fs/cgroup/memory/outer/inner");
  EXPECT_EQ(layout->processes, root() / "sys/fs/cgroup/pids");
  EXPECT_EQ(layout->cpu, root() / "sys/fs/cgroup/cpu,cpuacct");
  EXPECT_EQ(layout->folders().size(), 3U);
}

TEST_F(FakeTree, NamesTheControllerThatIsMissing) {
  put("proc/self/mountinfo", v1_mounts);
  put("proc/self/cgroup", "8:pids:/docker/a\n2:cpu,cpuacct:/\n0::/\n");
  put("sys/fs/cgroup/unified/cgroup.controllers", "");
  const auto layout = find_cgroup_layout(root());
  ASSERT_FALSE(layout);
  EXPECT_NE(layout.error().message.find("memory controller"), std::string::npos) << layout.error().message;
}

TEST_F(FakeTree, TakesOurOwnCgroupWhereItCanLimitChildren) {
  put_v2("/mine", "cpu memory pids\n");
  put("sys/fs/cgroup/mine/cgroup.subtree_control", "memory pids\n");
  const auto layout = find_cgroup_layout(root());
  ASSERT_TRUE(layout) << layout.error().message;
  EXPECT_EQ(layout->version, 2);
  EXPECT_EQ(layout->memory, root() / "sys/fs/cgroup/mine");
  EXPECT_EQ(layout->folders().size(), 1U);
}

TEST_F(FakeTree, TakesTheParentWhereOursHoldsOtherProcessesToo) {
  put_v2("/slice/mine", "cpu memory pids\n");
  put("sys/fs/cgroup/slice/cgroup.subtree_control", "memory pids\n");
  put("sys/fs/cgroup/slice/mine/cgroup.procs", "1\n" + std::to_string(getpid()) + "\n");
  const auto layout = find_cgroup_layout(root());
  ASSERT_TRUE(layout) << layout.error().message;
  EXPECT_EQ(layout->memory, root() / "sys/fs/cgroup/slice");
  EXPECT_FALSE(fs::exists(root() / "sys/fs/cgroup/slice/mine/assay-grader"));
}

TEST_F(FakeTree, SaysHowToGetADelegatedCgroup) {
  put_v2("/slice/mine", "cpu memory pids\n");
  put("sys/fs/cgroup/slice/cgroup.subtree_control", "cpu\n");
  put("sys/fs/cgroup/slice/mine/cgroup.procs", "1\n");
  const auto layout = find_cgroup_layout(root());
  ASSERT_FALSE(layout);
  EXPECT_NE(layout.error().message.find("Delegate=yes"), std::string::npos) << layout.error().message;
}

TEST_F(FakeTree, SetsTheLimitsOfVersion2) {
  put_all("box", {"memory.max", "memory.swap.max", "memory.oom.group", "pids.max"});
  const fs::path box = root() / "box";
  const auto set = apply_limits({2, box, box, box}, {.memory = core::Bytes{1 << 20}, .processes = 10});
  ASSERT_TRUE(set) << set.error().message;
  EXPECT_EQ(text_of("box/memory.max"), "1048576");
  EXPECT_EQ(text_of("box/memory.swap.max"), "0");
  EXPECT_EQ(text_of("box/memory.oom.group"), "1");
  EXPECT_EQ(text_of("box/pids.max"), "12");
}

TEST_F(FakeTree, SetsTheLimitsOfVersion1) {
  put_all("box", {"memory.limit_in_bytes", "memory.memsw.limit_in_bytes", "pids.max"});
  const fs::path box = root() / "box";
  ASSERT_TRUE(apply_limits({1, box, box, box}, {.memory = core::Bytes{1 << 20}, .processes = 10}));
  EXPECT_EQ(text_of("box/memory.limit_in_bytes"), "1048576");
  EXPECT_EQ(text_of("box/memory.memsw.limit_in_bytes"), "1048576");
}

TEST_F(FakeTree, SaysWhichLimitCannotBeSet) {
  put_all("box", {"memory.max", "memory.swap.max", "memory.oom.group"});
  const fs::path box = root() / "box";
  const auto set = apply_limits({2, box, box, box}, {});
  ASSERT_FALSE(set);
  EXPECT_NE(set.error().message.find("pids.max"), std::string::npos) << set.error().message;
}

TEST_F(FakeTree, ReadsTheCountersOfVersion2) {
  put("box/cpu.stat", "usage_usec 1500\nuser_usec 1000\nsystem_usec 500\n");
  put("box/memory.events", "low 0\nhigh 0\nmax 7\noom 3\noom_kill 2\noom_group_kill 1\n");
  put("box/memory.current", "4096\n");
  put("box/pids.events", "max 5\n");
  const fs::path box = root() / "box";
  const CgroupCounters counters({2, box, box, box});
  EXPECT_EQ(counters.cpu().value(), std::chrono::microseconds{1500});
  EXPECT_EQ(counters.memory_kills().value(), 2U);
  EXPECT_EQ(counters.refused_forks().value(), 5U);
  EXPECT_EQ(counters.peak_memory().value().count, 4096U);
  EXPECT_FALSE(counters.peak_processes());
  put("box/memory.peak", "8192\n");
  put("box/pids.peak", "6\n");
  EXPECT_EQ(counters.peak_memory().value().count, 8192U);
  EXPECT_EQ(counters.peak_processes(), 4U);
}

TEST_F(FakeTree, ReadsTheCountersOfVersion1) {
  put("box/cpuacct.usage", "1500\n");
  put("box/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
  put("box/memory.max_usage_in_bytes", "4096\n");
  put("box/pids.events", "max 5\n");
  const fs::path box = root() / "box";
  const CgroupCounters counters({1, box, box, box});
  EXPECT_EQ(counters.cpu().value(), std::chrono::nanoseconds{1500});
  EXPECT_EQ(counters.memory_kills().value(), 2U);
  EXPECT_EQ(counters.peak_memory().value().count, 4096U);
}

TEST_F(FakeTree, DoesNotTakeAMissingCounterForZero) {
  const fs::path box = root() / "box";
  put("box/memory.events", "low 0\n");
  const CgroupCounters counters({2, box, box, box});
  EXPECT_FALSE(counters.memory_kills());
  EXPECT_FALSE(counters.cpu());
}

TEST(SessionName, ReadsWhatItWrites) {
  const SessionName name{1234, 5678, 4026531836};
  EXPECT_EQ(parse_session_name(to_string(name)), name);
  for (const char* text : {"assay-1-2", "assay-1-2-3-4", "assay-x-2-3", "other-1-2-3", "assay-0-2-3", "assay--1-2-3", "assay-grader"}) {
    EXPECT_FALSE(parse_session_name(text)) << text;
  }
}

TEST_F(FakeTree, TellsDeadSessionsFromLivingOnesAndFromReusedProcessIds) {
  put("proc/42/stat", "42 (a) b) S 1 1 1 0 -1 0 0 0 0 0 0 0 0 0 20 0 1 0 777 0 0\n");
  const SessionName own{1, 1, 5};
  EXPECT_FALSE(is_dead({42, 777, 5}, own, root() / "proc"));
  EXPECT_TRUE(is_dead({42, 776, 5}, own, root() / "proc"));
  EXPECT_TRUE(is_dead({43, 777, 5}, own, root() / "proc"));
  EXPECT_FALSE(is_dead({43, 777, 6}, own, root() / "proc"));
}

}  // namespace
}  // namespace assay::sandbox
