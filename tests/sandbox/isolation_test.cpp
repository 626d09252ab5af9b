#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>
#include <optional>

#include "box_fixture.hpp"
#include "sandbox/identity.hpp"
#include "util/fd.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;
using testing::probe_policy, testing::run_in_box, testing::run_shell;

std::string answer_to(const std::string& call, Policy policy = probe_policy()) {
  return run_in_box(policy, {"/probes/system_call", call}).out;
}

class Refused : public ::testing::TestWithParam<std::pair<const char*, const char*>> {};

TEST_P(Refused, WithTheErrorThatProgramsCopeWith) {
  EXPECT_EQ(answer_to(GetParam().first), std::string(GetParam().second) + "\n");
}

INSTANTIATE_TEST_SUITE_P(
    SystemCalls, Refused,
    ::testing::Values(std::pair{"unshare_user", "EPERM"}, std::pair{"clone_user", "EPERM"}, std::pair{"clone3", "ENOSYS"},
                      std::pair{"ptrace", "EPERM"}, std::pair{"process_vm_readv", "EPERM"}, std::pair{"bpf", "EPERM"},
                      std::pair{"keyctl", "ENOSYS"}, std::pair{"io_uring", "ENOSYS"}, std::pair{"perf", "EPERM"},
                      std::pair{"userfaultfd", "EPERM"}, std::pair{"tiocsti", "EPERM"},
                      std::pair{"tiocsti_high", "EPERM"}, std::pair{"personality_query", "ok"},
                      std::pair{"personality_no_randomize", "ok"},
                      std::pair{"personality_read_implies_exec", "EPERM"}, std::pair{"socket_unix", "ok"},
                      std::pair{"socket_inet", "EAFNOSUPPORT"}, std::pair{"socket_inet_high", "EAFNOSUPPORT"},
                      std::pair{"socket_inet6", "EAFNOSUPPORT"}, std::pair{"socket_netlink", "EAFNOSUPPORT"},
                      std::pair{"socket_packet", "EAFNOSUPPORT"}, std::pair{"socket_vsock", "EAFNOSUPPORT"},
                      std::pair{"socket_alg", "EAFNOSUPPORT"}, std::pair{"setuid_root", "EINVAL"},
                      std::pair{"init_memory", "EACCES"}, std::pair{"init_descriptors", "EACCES"},
                      std::pair{"kill_init", "ok"}, std::pair{"affinity", "ok"}),
    [](const auto& tested) { return std::string(tested.param.first); });

class Killed : public ::testing::TestWithParam<const char*> {};

TEST_P(Killed, AsAViolationOfThePolicy) {
  const Outcome outcome = run_in_box(probe_policy(), {"/probes/system_call", GetParam()});
  EXPECT_EQ(outcome.end, End::policy_violation);
  EXPECT_EQ(outcome.signal, SIGSYS);
}

constexpr const char* killed_calls[] = {"mount", "umount", "setns",
#ifdef __x86_64__
                                        "32_bit",
#endif
};

INSTANTIATE_TEST_SUITE_P(SystemCalls, Killed, ::testing::ValuesIn(killed_calls),
                         [](const auto& tested) { return std::string("call_") + tested.param; });

TEST(Isolation, AllowsPtraceOnlyByName) {
  Policy policy = probe_policy();
  policy.allowed = {Allow::ptrace};
  EXPECT_EQ(answer_to("ptrace", policy), "ok\n");
  EXPECT_EQ(answer_to("init_memory", policy), "EACCES\n");
  EXPECT_EQ(answer_to("socket_inet", policy), "EAFNOSUPPORT\n");
}

TEST(Isolation, GivesALoopbackOfItsOwnOnlyByName) {
  EXPECT_EQ(run_in_box(probe_policy(), {"/probes/connect", "loopback"}).out, "EAFNOSUPPORT\n");
  Policy policy = probe_policy();
  policy.allowed = {Allow::loopback_network};
  EXPECT_EQ(run_in_box(policy, {"/probes/connect", "loopback"}).out, "ok\n");
  EXPECT_EQ(answer_to("socket_vsock", policy), "EAFNOSUPPORT\n");
}

TEST(Isolation, KeepsTheHostsLoopbackOutOfReach) {
  const auto [server, port] = testing::listen_on_the_host();
  ASSERT_NE(port, 0);
  Policy policy = probe_policy();
  policy.allowed = {Allow::loopback_network};
  EXPECT_EQ(run_in_box(policy, {"/probes/connect", "port", std::to_string(port)}).out, "ECONNREFUSED\n");
}

TEST(Isolation, KeepsTheHostsAbstractSocketsOutOfReach) {
  const auto [server, name] = testing::listen_on_an_abstract_name();
  ASSERT_NE(name, "");
  EXPECT_EQ(run_in_box(probe_policy(), {"/probes/connect", "abstract", name}).out, "ECONNREFUSED\n");
}

TEST(Isolation, ShowsNoFilesOfTheHostButTheSystems) {
  // The links into /usr are as the host has them.
  EXPECT_EQ(run_shell(probe_policy(), "ls -A / | grep -v -x -e bin -e sbin -e lib -e lib32 -e lib64 -e libx32").out, "dev\netc\nprobes\nproc\ntmp\nusr\n");
  EXPECT_EQ(run_shell(probe_policy(), "ls -A /etc | grep -v -x -e ld.so.cache -e alternatives; ls -A /tmp /dev/shm").out,
            "/dev/shm:\n\n/tmp:\n");
}

TEST(Isolation, ShowsNoUsersOfTheHost) {
  EXPECT_NE(run_shell(probe_policy(), "cat /etc/passwd").exit_code, 0);
  EXPECT_EQ(run_shell(probe_policy(), "id -u; id -G").out, "1000\n1000\n");
}

TEST(Isolation, ShowsNothingOfTheCallersEnvironment) {
  ASSERT_EQ(setenv("ASSAY_TEST_SECRET", "secret", 1), 0);
  Policy policy = probe_policy();
  policy.environment = {"GIVEN=yes"};
  EXPECT_EQ(run_in_box(policy, {"/usr/bin/env"}).out, "GIVEN=yes\n");
  EXPECT_EQ(run_shell(policy, "cat /proc/*/environ 2>/dev/null | tr '\\0' '\\n' | grep SECRET").out, "");
}

TEST(Isolation, ShowsOnlyTheBoxsProcessesAndNothingOfTheLaunch) {
  EXPECT_EQ(run_shell(probe_policy(), "cd /proc; for p in [0-9]*; do tr '\\0' ' ' < $p/cmdline; done").out.substr(0, 17),
            "/proc/self/fd/13 ");
  const Outcome outcome = run_shell(probe_policy(), "cd /proc; echo [0-9]*; cat /proc/1/cmdline");
  EXPECT_EQ(outcome.out.find("1 2\n"), 0U) << outcome.out;
  EXPECT_EQ(outcome.out.find("bwrap"), std::string::npos);
}

TEST(Isolation, LetsNothingOfTheSystemBeWritten) {
  const Outcome outcome = run_shell(
      probe_policy(),
      "for f in /x /usr/x /etc/x /dev/x /probes/x /proc/sys/kernel/hostname /proc/sys/vm/overcommit_memory "
      "/proc/self/oom_score_adj /proc/sys/net/ipv4/ip_forward; do (echo 0 > $f) 2>/dev/null && echo wrote $f; done; true");
  EXPECT_EQ(outcome.end, End::exited);
  EXPECT_EQ(outcome.out, "");
}

TEST(Isolation, GivesDevicesThatWork) {
  EXPECT_EQ(run_shell(probe_policy(), "head -c 4 /dev/zero | wc -c; head -c 4 /dev/urandom | wc -c; echo x > /dev/null").out,
            "4\n4\n");
}

class MountTest : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = util::TemporaryDirectory::create();
    ASSERT_TRUE(made) << made.error().message;
    directory_.emplace(std::move(*made));
    ASSERT_EQ(chmod(directory_->path().c_str(), 0700), 0);
    shared_ = directory_->path() / "shared";
    fs::create_directory(shared_);
  }
  Policy policy(bool writable) {
    Policy policy = probe_policy();
    policy.mounts.push_back({shared_, "/shared", writable});
    return policy;
  }
  std::optional<util::TemporaryDirectory> directory_;
  fs::path shared_;
};

TEST_F(MountTest, WritesAsTheBoxsUserBelowAPrivateFolder) {
  ASSERT_TRUE(prepare_writable(shared_));
  const Outcome outcome = run_shell(policy(true), "echo made > /shared/file && cat /shared/file");
  EXPECT_EQ(outcome.out, "made\n") << outcome.err;
  struct stat info {};
  ASSERT_EQ(stat((shared_ / "file").c_str(), &info), 0);
  EXPECT_EQ(info.st_uid, box_identity().uid);
  EXPECT_NE(info.st_uid, 0U) << "the box must not be root on the host";
}

TEST_F(MountTest, LeavesAReadOnlyMountAsItIs) {
  ASSERT_TRUE(prepare_writable(shared_));
  EXPECT_NE(run_shell(policy(false), "echo made > /shared/file").exit_code, 0);
  EXPECT_TRUE(fs::is_empty(shared_));
}

TEST_F(MountTest, CannotReadWhatBelongsToRootAlone) {
  std::ofstream(shared_ / "secret") << "secret";
  ASSERT_EQ(chmod((shared_ / "secret").c_str(), 0600), 0);
  // An ordinary user's box has the user's own rights.
  EXPECT_EQ(run_shell(policy(false), "cat /shared/secret").out, geteuid() == 0 ? "" : "secret");
}

TEST_F(MountTest, IgnoresSetuidBits) {
  fs::copy_file("/usr/bin/id", shared_ / "id");
  ASSERT_EQ(chmod((shared_ / "id").c_str(), 04755), 0);
  EXPECT_EQ(run_in_box(policy(false), {"/shared/id", "-u"}).out, "1000\n");
}

TEST_F(MountTest, LeavesNothingInTheHostsMountTable) {
  const auto mounts = [] {
    std::ifstream file("/proc/self/mountinfo");
    return std::string(std::istreambuf_iterator<char>(file), {});
  };
  ASSERT_EQ(mounts().find("/shared"), std::string::npos);
  auto run = Run::start(policy(true), {.arguments = {"/bin/sleep", "0.2"}});
  ASSERT_TRUE(run) << run.error().message;
  EXPECT_EQ(mounts().find("/shared"), std::string::npos);
  EXPECT_EQ(mounts().find(" assay "), std::string::npos);
  EXPECT_TRUE(run->wait());
}

TEST(Isolation, PassesOnlyTheListedDescriptors) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);  // without O_CLOEXEC: hygiene must not depend on the caller's
  const util::Fd reading(ends[0]);
  const util::Fd writing(ends[1]);
  const Outcome outcome = run_in_box(probe_policy(), {"/probes/list_descriptors"}, {{writing.get(), 5}, {reading.get(), 40}});
  EXPECT_EQ(outcome.out, "0 1 2 5 40 \n");
  char text[5];
  ASSERT_EQ(read(reading.get(), text, sizeof text), 5);
  EXPECT_EQ(std::string(text, 5), "hello");
}

TEST(Isolation, PassesDescriptorsWhoseNumbersCollideWithOurs) {
  int ends[2];
  ASSERT_EQ(pipe2(ends, O_CLOEXEC), 0);
  const util::Fd reading(ends[0]);
  const util::Fd writing(ends[1]);
  const Outcome outcome = run_in_box(probe_policy(), {"/probes/list_descriptors"},
                                     {{reading.get(), 10}, {reading.get(), 17}, {writing.get(), 5}, {reading.get(), 18}});
  EXPECT_EQ(outcome.out, "0 1 2 5 10 17 18 \n");
  EXPECT_EQ(outcome.exit_code, 0);
}

}  // namespace
}  // namespace assay::sandbox
