// Cgroup code on fake trees: no kernel behind them.
#include <gmock/gmock.h>
#include <unistd.h>

#include <fstream>
#include <optional>

#include "sandbox/box_cgroup.hpp"
#include "sandbox/cgroup_layout.hpp"
#include "sandbox/cgroup_tree.hpp"
#include "sandbox/session_name.hpp"
#include "sandbox/usage_meter.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf, ::testing::HasSubstr;

class FakeTree : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = util::TemporaryDirectory::create();
    ASSERT_TRUE(made) << made.error().message;
    directory_.emplace(std::move(*made));
    put("proc/cmdline", "BOOT_IMAGE=/vmlinuz quiet\n");
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
    fs::path folder = "sys/fs/cgroup";
    put_cgroup(folder, controllers);
    for (const auto& name : fs::path(own).relative_path()) put_cgroup(folder /= name, controllers);
  }
  void put_cgroup(const fs::path& folder, const std::string& controllers) const {
    put(folder / "cgroup.controllers", controllers);
    put_all(folder, {"cgroup.procs"});
  }
  [[nodiscard]] std::string refusal() const {
    const auto layout = find_cgroup_layout(root());
    return layout ? "found version " + std::to_string(layout->version) : layout.error().message;
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

TEST_F(FakeTree, TakesTheParentOfALeafThatAnotherSessionMovedUsTo) {
  put_v2("/given/assay-grader", "memory pids\n");
  put("sys/fs/cgroup/given/cgroup.subtree_control", "memory pids\n");
  const auto layout = find_cgroup_layout(root());
  ASSERT_TRUE(layout) << layout.error().message;
  EXPECT_EQ(layout->memory, root() / "sys/fs/cgroup/given");
  EXPECT_EQ(layout->leaf, root() / "sys/fs/cgroup/given/assay-grader");
}

TEST_F(FakeTree, TakesTheParentWhereOursIsPassedNothing) {
  put_v2("/slice/mine", "memory pids\n");
  put("sys/fs/cgroup/slice/cgroup.subtree_control", "memory pids\n");
  put("sys/fs/cgroup/slice/mine/cgroup.controllers", "\n");
  const auto layout = find_cgroup_layout(root());
  ASSERT_TRUE(layout) << layout.error().message;
  EXPECT_EQ(layout->memory, root() / "sys/fs/cgroup/slice");
}

TEST_F(FakeTree, SaysWhyNoCgroupCanBeMadeAndHowToGetADelegatedOne) {
  put_v2("/slice/mine", "cpu memory pids\n");
  put("sys/fs/cgroup/slice/cgroup.subtree_control", "cpu\n");
  put("sys/fs/cgroup/slice/mine/cgroup.procs", "1\n");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("other processes"), HasSubstr("Delegate=yes")));
  put("sys/fs/cgroup/slice/mine/cgroup.controllers", "cpu pids\n");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("passed no memory controller"), HasSubstr("Delegate=yes")));
  put("sys/fs/cgroup/slice/mine/cgroup.controllers", "cpu\n");
  EXPECT_THAT(refusal(), HasSubstr("passed no memory or pids controller"));
}

TEST_F(FakeTree, SaysThatAContainerDoesNotShowItsOwnCgroup) {
  put_v2("/", "memory pids\n");
  put("proc/self/cgroup", "0::/docker/a\n");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("/docker/a"), HasSubstr("--cgroupns=private")));
}

TEST_F(FakeTree, SaysWhichControllersAContainerWasPassed) {
  put_v2("/", "cpu pids\n");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("memory controller"), HasSubstr("has cpu pids;")));
  put_v2("/", "\n");
  EXPECT_THAT(refusal(), HasSubstr("has none;"));
}

TEST_F(FakeTree, RefusesControllersThatAreSpreadOverBothVersions) {
  put("proc/self/mountinfo", v1_mounts);
  put("proc/self/cgroup", v1_own);
  fs::create_directories(root() / "sys/fs/cgroup/memory/outer/inner");
  put("sys/fs/cgroup/unified/cgroup.controllers", "hugetlb pids\n");
  EXPECT_THAT(refusal(), AllOf(HasSubstr("the memory controller is in a cgroup hierarchy of version 1"),
                               HasSubstr("the pids controller in that of version 2"), HasSubstr("unified_cgroup_hierarchy")));
}

TEST_F(FakeTree, RefusesAKernelThatDoesNotCountItsOwnMemory) {
  put_v2("/mine", "memory pids\n");
  put("sys/fs/cgroup/mine/cgroup.subtree_control", "memory pids\n");
  put("proc/cmdline", "quiet cgroup.memory=nosocket\n");
  EXPECT_EQ(refusal(), "found version 2");
  put("proc/cmdline", "quiet cgroup.memory=nosocket,nokmem ro\n");
  EXPECT_THAT(refusal(), HasSubstr("boot without"));
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
  put("box/memory.oom_control", "oom_kill_disable 1\nunder_oom 0\noom_kill 0\n");
  const fs::path box = root() / "box";
  ASSERT_TRUE(apply_limits({1, box, box, box}, {.memory = core::Bytes{1 << 20}, .processes = 10}));
  EXPECT_EQ(text_of("box/memory.limit_in_bytes"), "1048576");
  EXPECT_EQ(text_of("box/memory.memsw.limit_in_bytes"), "1048576");
  EXPECT_EQ(text_of("box/memory.oom_control").front(), '0') << "a box over its limit is killed, not kept waiting";
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
  put("box/memory.max", "65536\n");
  put("box/pids.events", "max 5\n");
  const fs::path box = root() / "box";
  const CgroupCounters counters({2, box, box, box});
  EXPECT_EQ(counters.cpu().value(), std::chrono::microseconds{1500});
  EXPECT_EQ(counters.memory_kills().value(), 2U);
  EXPECT_EQ(counters.refused_forks().value(), 5U);
  EXPECT_FALSE(counters.keep_memory_peak());
  EXPECT_FALSE(counters.peak_memory());
  EXPECT_FALSE(counters.peak_processes());
  put("box/memory.peak", "8192\n");
  put("box/pids.peak", "6\n");
  EXPECT_TRUE(counters.keep_memory_peak());
  EXPECT_EQ(counters.peak_memory().value().count, 8192U);
  EXPECT_EQ(counters.peak_processes(), 4U);
}

TEST_F(FakeTree, ReadsTheCountersOfVersion1) {
  put("box/cpuacct.usage", "1500\n");
  put("box/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 2\n");
  put("box/memory.max_usage_in_bytes", "4096\n");
  put("box/memory.limit_in_bytes", "4096\n");
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

TEST_F(FakeTree, DoesNotTakeTheMachinesLackOfMemoryForTheBoxsOwnLimit) {
  const fs::path box = root() / "box";
  put("box/memory.events", "low 0\nhigh 0\nmax 3\noom 0\noom_kill 1\n");
  EXPECT_FALSE(CgroupCounters({2, box, box, box}).memory_kills());
  put("box/memory.events", "low 0\nhigh 0\nmax 3\noom 1\noom_kill 1\n");
  EXPECT_EQ(CgroupCounters({2, box, box, box}).memory_kills().value(), 1U);
  put("box/memory.oom_control", "oom_kill_disable 0\nunder_oom 0\noom_kill 1\n");
  put("box/memory.limit_in_bytes", "1048576\n");
  put("box/memory.max_usage_in_bytes", std::to_string(1048576 - 8 * 4096 - 1) + "\n");
  EXPECT_FALSE(CgroupCounters({1, box, box, box}).memory_kills());
  put("box/memory.memsw.max_usage_in_bytes", std::to_string(1048576 - 8 * 4096) + "\n");
  EXPECT_EQ(CgroupCounters({1, box, box, box}).memory_kills().value(), 1U);
}

TEST_F(FakeTree, DoesNotTakeTheProcessLimitOfACgroupAboveForTheBoxsOwn) {
  const fs::path box = root() / "box";
  const CgroupCounters counters({2, box, box, box});
  put("box/pids.max", "12\n");
  put("box/pids.events", "max 1\n");
  put("box/pids.peak", "11\n");
  EXPECT_FALSE(counters.refused_forks());
  put("box/pids.peak", "12\n");
  EXPECT_EQ(counters.refused_forks().value(), 1U);
}

/// A box's files that nobody has looked at.
std::shared_ptr<const BoxFiles> no_files() { return std::make_shared<BoxFiles>(util::Fd(), Policy{}); }

TEST_F(FakeTree, KeepsTheHighestOfTheSamplesWhereTheKernelKeepsNoPeak) {
  const fs::path box = root() / "box";
  const auto now = [&](const char* bytes, const char* hits) {
    put("box/memory.current", bytes);
    put("box/memory.events", std::string("max ") + hits + "\n");
  };
  put("box/cpu.stat", "usage_usec 0\n");
  put("box/memory.max", "9000\n");
  now("1000\n", "0");
  const auto meter = UsageMeter::start(CgroupCounters({2, box, box, box}), no_files()).value();
  now("7000\n", "0");
  ASSERT_TRUE(meter->sample());
  now("10\n", "0");
  EXPECT_EQ(meter->usage().value().peak_memory.count, 7000U);
  EXPECT_TRUE(meter->usage().value().peak_memory_sampled);
  now("10\n", "1");
  EXPECT_EQ(meter->usage().value().peak_memory.count, 9000U) << "between two samples it was at its limit";
}

TEST_F(FakeTree, TrustsTheKernelsPeakWhereThereIsOne) {
  const fs::path box = root() / "box";
  put("box/cpu.stat", "usage_usec 0\n");
  put("box/memory.peak", "5000\n");
  const auto meter = UsageMeter::start(CgroupCounters({2, box, box, box}), no_files()).value();
  ASSERT_TRUE(meter->sample());
  EXPECT_EQ(meter->usage().value().peak_memory.count, 5000U);
  EXPECT_FALSE(meter->usage().value().peak_memory_sampled);
}

TEST_F(FakeTree, LeavesTheLeafOnlyAsTheLastOneInIt) {
  const fs::path leaf = root() / "given/assay-grader";
  fs::create_directories(leaf);
  put_all("given", {"cgroup.procs", "cgroup.subtree_control"});
  put("given/assay-grader/cgroup.procs", std::to_string(getpid()) + "\n999999\n");
  cgroup_tree::leave_leaf(leaf.string());
  EXPECT_EQ(text_of("given/cgroup.subtree_control"), "");
  put("given/assay-grader/cgroup.procs", std::to_string(getpid()) + "\n");
  cgroup_tree::leave_leaf(leaf.string());
  EXPECT_EQ(text_of("given/cgroup.subtree_control"), "-memory -pids");
  EXPECT_EQ(text_of("given/cgroup.procs"), "0");
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
