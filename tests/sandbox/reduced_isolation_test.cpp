// What a program under reduced isolation cannot reach. Each attack is shown to work bare first.
#include <sys/stat.h>

#include "reduced_fixture.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;
using testing::Bystander, testing::HostFolder, testing::probe, testing::reduced_policy, testing::run_bare, testing::run_in_box,
    testing::run_shell;

std::string reach(const std::string& what, const std::string& target = "") {
  return run_in_box(reduced_policy(), {probe("reach_outside"), what, target}).out;
}

std::string bare(const std::string& what, const std::string& target = "") {
  return run_bare("reach_outside " + what + " " + target);
}

bool denied(const std::string& answer) { return answer == "EACCES\n" || answer == "EPERM\n"; }

/// With every Landlock that a kernel may have: what an older one cannot hold is held otherwise.
class ReducedAtEveryAbi : public ::testing::TestWithParam<int> {
 protected:
  void SetUp() override {
    choose_isolation(IsolationChoice::reduced);
    reduced::pretend_landlock_abi(GetParam());
  }
  void TearDown() override { reduced::pretend_landlock_abi(0); }
};

INSTANTIATE_TEST_SUITE_P(Landlock, ReducedAtEveryAbi, ::testing::Range(1, 8));

TEST_P(ReducedAtEveryAbi, ReadsAndWritesNoFileOfTheHosts) {
  const HostFolder host;
  for (const char* what : {"read", "append", "empty", "truncate"}) {
    ASSERT_EQ(bare(what, host.file()), "ok\n") << what;
    std::ofstream(host.file()) << "secret";
    EXPECT_TRUE(denied(reach(what, host.file()))) << what;
  }
  ASSERT_EQ(bare("list", host.path()), "ok\n");
  EXPECT_TRUE(denied(reach("list", host.path())));
  EXPECT_EQ(fs::file_size(host.file()), 6U);
  const std::string fresh = host.path() / "fresh";
  EXPECT_TRUE(denied(reach("make", fresh)));
  EXPECT_TRUE(denied(reach("fifo", fresh)));
  EXPECT_FALSE(fs::exists(fresh));
  EXPECT_TRUE(denied(reach("unlink", host.file())));
  EXPECT_TRUE(fs::exists(host.file()));
}

TEST_P(ReducedAtEveryAbi, ChangesNoFilesAttributes) {
  const HostFolder host;
  ASSERT_EQ(chmod(host.file().c_str(), 0640), 0);
  for (const char* what : {"chmod", "fchmodat", "utimes", "chown"}) {
    ASSERT_EQ(bare(what, host.file()), "ok\n") << what;
    EXPECT_TRUE(denied(reach(what, host.file()))) << what;
  }
  ASSERT_EQ(chmod(host.file().c_str(), 0640), 0);
  EXPECT_TRUE(denied(reach("chmod", host.file())));
  struct stat info {};
  ASSERT_EQ(stat(host.file().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0640U);
}

TEST_P(ReducedAtEveryAbi, EmptiesNoFileThatItMayRead) {
  const HostFolder host;
  ASSERT_EQ(chmod(host.file().c_str(), 0666), 0);
  Policy policy = reduced_policy();
  const auto inside = path_inside(host.path(), "/host");
  ASSERT_TRUE(inside) << inside.error().message;
  policy.mounts.push_back({host.path(), *inside, false});
  const std::string file = *inside / "file";
  EXPECT_EQ(run_in_box(policy, {probe("reach_outside"), "read", file}).out, "ok\n");
  for (const char* what : {"append", "empty", "truncate"}) {
    EXPECT_TRUE(denied(run_in_box(policy, {probe("reach_outside"), what, file}).out)) << what;
  }
  EXPECT_EQ(fs::file_size(host.file()), 6U);
}

TEST_P(ReducedAtEveryAbi, SignalsNoProcessOutside) {
  for (const char* what : {"kill", "kill_group", "tgkill", "queue", "pidfd", "file_signal"}) {
    {
      const Bystander victim;
      // It becomes a leader of its group a moment after it is started.
      while (getpgid(std::stoi(victim.id())) != std::stoi(victim.id())) {}
      EXPECT_EQ(bare(what, victim.id()), "ok\n") << what;
      while (victim.lives()) {}
    }
    const Bystander bystander;
    while (getpgid(std::stoi(bystander.id())) != std::stoi(bystander.id())) {}
    // Whether the call itself is refused or what it would send is, is the kernel's choice.
    reach(what, bystander.id());
    EXPECT_TRUE(bystander.lives()) << what;
  }
}

TEST_P(ReducedAtEveryAbi, SignalsItsOwnProcesses) {
  const Outcome outcome = run_shell(reduced_policy(), "sleep 60 & kill $!; wait $!; echo $?; kill -ABRT $$");
  EXPECT_EQ(outcome.out, "143\n");
  EXPECT_EQ(outcome.end, End::signalled);
  EXPECT_EQ(outcome.signal, SIGABRT);
}

TEST_P(ReducedAtEveryAbi, ChangesModesAndTimesOfItsOwnFilesAndOfNoOthersThroughALink) {
  const HostFolder host;
  ASSERT_EQ(chmod(host.file().c_str(), 0640), 0);
  const Outcome outcome = run_shell(reduced_policy(), "echo x > own; chmod 700 own && touch -d 2001-01-01 own && mkdir d && "
      "chmod 750 d && stat -c '%a %Y' own d/../own; ln -s own link; chmod 600 link && stat -c %a own; ln -s " + host.file() +
      " away; chmod 666 away 2>&1 | grep -c -e denied -e permitted; touch -d 2001-01-01 away 2>&1 | grep -c -e denied -e permitted");
  EXPECT_EQ(outcome.out, "700 978307200\n700 978307200\n600\n1\n1\n") << outcome.err;
  struct stat info {};
  ASSERT_EQ(stat(host.file().c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777, 0640U);
  EXPECT_GT(info.st_mtime, 1'000'000'000);
}

TEST_P(ReducedAtEveryAbi, TakesNoLimitsPrioritiesOrMemoryOfAProcessOutside) {
  const Bystander bystander;
  for (const char* what : {"prlimit", "renice"}) {
    EXPECT_EQ(bare(what, bystander.id()), "ok\n") << what;
    EXPECT_TRUE(denied(reach(what, bystander.id()))) << what;
  }
  EXPECT_TRUE(denied(reach("memory", bystander.id())));
}

TEST_P(ReducedAtEveryAbi, ReadsNothingOfAnotherProcessInProc) {
  const Bystander bystander;
  for (const char* file : {"cmdline", "environ", "maps", "status", "stat"}) {
    const std::string path = "/proc/" + bystander.id() + "/" + file;
    ASSERT_EQ(bare("read", path), "ok\n");
    EXPECT_TRUE(denied(reach("read", path))) << path;
  }
  EXPECT_TRUE(denied(reach("list", "/proc")));
}

TEST_P(ReducedAtEveryAbi, EndsAllThatARunHasStarted) {
  const std::string mark = "mark-reduced-" + std::to_string(getpid());
  EXPECT_EQ(run_in_box(reduced_policy(), {probe("leave_daemon"), mark}).out, "left a daemon\n");
  Policy policy = reduced_policy();
  policy.limits.wall = std::chrono::milliseconds(300);
  EXPECT_EQ(run_in_box(policy, {probe("leave_daemon"), mark, "stay"}).end, End::wall_limit);
  for (const auto& entry : fs::directory_iterator("/proc")) {
    std::ifstream file(entry.path() / "cmdline");
    std::string line;
    std::getline(file, line, '\n');
    EXPECT_EQ(line.find(mark), std::string::npos) << entry.path();
  }
}

TEST_P(ReducedAtEveryAbi, NamesItselfInTheOutcome) {
  const Outcome outcome = run_shell(reduced_policy(), "true");
  EXPECT_EQ(outcome.isolation.find("reduced: Landlock ABI " + std::to_string(GetParam()) + ", seccomp, resource limits, "), 0U)
      << outcome.isolation;
  EXPECT_NE(outcome.isolation.find("no namespaces and no cgroups"), std::string::npos);
}

}  // namespace
}  // namespace assay::sandbox
