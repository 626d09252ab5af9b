// What a program under reduced isolation has and has not, whatever the kernel's Landlock.
#include <sys/stat.h>

#include "reduced_fixture.hpp"
#include "sandbox/identity.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;
using testing::HostFolder, testing::probe, testing::reduced_policy, testing::run_bare, testing::run_in_box, testing::run_shell;

std::string reach(const std::string& what, const std::string& target = "") {
  return run_in_box(reduced_policy(), {probe("reach_outside"), what, target}).out;
}

std::string bare(const std::string& what, const std::string& target = "") {
  return run_bare("reach_outside " + what + " " + target);
}

using ReducedIsolation = testing::Reduced;

TEST_F(ReducedIsolation, ReachesNoSocketOfTheHosts) {
  const auto [server, name] = testing::listen_on_an_abstract_name();
  ASSERT_NE(name, "");
  ASSERT_EQ(bare("abstract", name), "ok\n");
  EXPECT_EQ(reach("abstract", name), "EAFNOSUPPORT\n");
  const auto [network, port] = testing::listen_on_the_host();
  EXPECT_EQ(run_in_box(reduced_policy(), {probe("connect"), "port", std::to_string(port)}).out, "EAFNOSUPPORT\n");
}

TEST_F(ReducedIsolation, ReachesNoSocketThroughAPairOfItsOwn) {
  const util::Fd server(socket(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0));
  const std::string name = "assay-pair-" + std::to_string(getpid());
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, name.size());
  ASSERT_EQ(bind(server.get(), reinterpret_cast<sockaddr*>(&address),
                 static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size())), 0);
  for (const char* what : {"pair_datagram", "pair_connect"}) {
    EXPECT_EQ(bare(what, name), "ok\n");
    EXPECT_EQ(reach(what, name), "EAFNOSUPPORT\n") << what;
  }
  EXPECT_EQ(reach("pair_stream"), "ok\n");
}

TEST_F(ReducedIsolation, HasNoneOfTheHostsIpcAndNoMemoryThatIsNotCounted) {
  for (const char* what : {"shm", "sem", "msg", "mq", "memfd"}) EXPECT_EQ(reach(what), "ENOSYS\n") << what;
  EXPECT_EQ(reach("shared_memory"), "EPERM\n");
  EXPECT_NE(reach("watch", "/usr"), "ok\n");
}

TEST_F(ReducedIsolation, KeepsWhatTheFullFilterKeeps) {
  const auto answer_to = [](const char* call) { return run_in_box(reduced_policy(), {probe("system_call"), call}).out; };
  EXPECT_EQ(answer_to("unshare_user"), "EPERM\n");
  EXPECT_EQ(answer_to("io_uring"), "ENOSYS\n");
  EXPECT_EQ(answer_to("bpf"), "EPERM\n");
  EXPECT_EQ(answer_to("ptrace"), "EPERM\n");
  EXPECT_EQ(answer_to("socket_unix"), "EAFNOSUPPORT\n");
  EXPECT_EQ(run_in_box(reduced_policy(), {probe("system_call"), "mount"}).end, End::policy_violation);
}

TEST_F(ReducedIsolation, ShowsAProgramItsOwnProc) {
  EXPECT_EQ(run_in_box(reduced_policy(), {"/usr/bin/head", "-c", "4", "/proc/self/cmdline"}).out, "/usr");
  EXPECT_NE(run_in_box(reduced_policy(), {"/usr/bin/cat", "/proc/self/maps"}).out.find("/usr/bin/cat"), std::string::npos);
}

TEST_F(ReducedIsolation, GivesAFolderOfTheRunsOwnForTmp) {
  Policy policy = reduced_policy();
  policy.environment = {"HOME=/tmp", "OTHER=/tmp/x"};
  const Outcome outcome = run_shell(policy, "pwd; echo $HOME; echo $TMPDIR; echo $OTHER; echo x > x && mkdir d && mv x d/y && cat d/y");
  const std::string folder = outcome.out.substr(0, outcome.out.find('\n'));
  EXPECT_EQ(outcome.out, folder + "\n" + folder + "\n" + folder + "\n/tmp/x\nx\n") << outcome.err;
  EXPECT_FALSE(fs::exists(folder));
  EXPECT_NE(run_shell(policy, "echo x > /tmp/assay-reduced-probe").exit_code, 0);
}

TEST_F(ReducedIsolation, WritesAPreparedFolderAndNoOther) {
  const auto host = util::TemporaryDirectory::create();
  ASSERT_TRUE(host);
  const fs::path folder = host->path() / "results";
  fs::create_directory(folder);
  ASSERT_TRUE(prepare_writable(folder));
  const auto inside = writable_path_inside(folder, "/results");
  ASSERT_TRUE(inside) << inside.error().message;
  Policy policy = reduced_policy();
  policy.mounts.push_back({folder, *inside, true});
  EXPECT_EQ(run_shell(policy, "echo made > " + (*inside / "file").string()).exit_code, 0);
  EXPECT_EQ(run_shell(policy, "echo more >> " + (*inside / "file").string()).exit_code, 0) << "the next run is the same user";
  EXPECT_NE(run_shell(policy, "echo made > " + (host->path() / "file").string()).exit_code, 0);
  EXPECT_TRUE(fs::exists(folder / "file"));
}

TEST_F(ReducedIsolation, RefusesASecondRunThatWritesAFolderMeanwhile) {
  if (geteuid() != 0) return;  // the caller's user is every run's
  const auto host = util::TemporaryDirectory::create();
  ASSERT_TRUE(host);
  ASSERT_TRUE(prepare_writable(host->path()));
  Policy policy = reduced_policy();
  policy.mounts.push_back({host->path(), fs::canonical(host->path()), true});
  {
    const auto first = Run::start(policy, {.arguments = {"/bin/sleep", "60"}});
    ASSERT_TRUE(first) << first.error().message;
    const auto second = run(policy, {.arguments = {"/bin/true"}});
    ASSERT_FALSE(second);
    EXPECT_NE(second.error().message.find("another run writes the same folder"), std::string::npos) << second.error().message;
  }
  EXPECT_EQ(run_shell(policy, "true").end, End::exited);
}

TEST_F(ReducedIsolation, ShowsACopyOfWhatItsUserHasNoWayTo) {
  if (geteuid() != 0) return;  // an ordinary user's run has the user's own ways
  const HostFolder host;
  const fs::path closed = host.path() / "closed";
  fs::create_directory(closed);
  ASSERT_EQ(chmod(closed.c_str(), 0700), 0);
  std::ofstream(closed / "tool") << "#!/bin/sh\necho first\n";
  ASSERT_EQ(chmod((closed / "tool").c_str(), 0700), 0);
  const auto run_tool = [&] {
    const auto inside = path_inside(closed / "tool", "/tool");
    if (!inside) return inside.error().message;
    Policy policy = reduced_policy();
    policy.mounts.push_back({closed / "tool", *inside, false});
    return run_in_box(policy, {*inside}).out;
  };
  EXPECT_EQ(run_tool(), "first\n");
  std::ofstream(closed / "tool") << "#!/bin/sh\necho second one\n";
  EXPECT_EQ(run_tool(), "second one\n");
}

TEST_F(ReducedIsolation, SaysWhatItCannotShowWhere) {
  Policy policy;
  policy.mounts.push_back({ASSAY_PROBES, "/elsewhere", false});
  const auto outcome = run(policy, {.arguments = {"/bin/true"}});
  ASSERT_FALSE(outcome);
  EXPECT_NE(outcome.error().message.find("cannot be shown as /elsewhere"), std::string::npos) << outcome.error().message;
}

TEST_F(ReducedIsolation, HasNoNetworkToGive) {
  Policy policy = reduced_policy();
  policy.allowed = {Allow::loopback_network};
  const auto outcome = run(policy, {.arguments = {"/bin/true"}});
  ASSERT_FALSE(outcome);
  EXPECT_EQ(outcome.error().kind, core::ErrorKind::unavailable);
}

TEST_F(ReducedIsolation, IsNoOneWithRights) {
  const Outcome outcome = run_shell(reduced_policy(), "id -u; grep -E '^(NoNewPrivs|CapEff|CapBnd|Groups)' /proc/$$/status");
  EXPECT_NE(outcome.out.substr(0, outcome.out.find('\n')), "0");
  const Outcome status = run_in_box(reduced_policy(), {"/usr/bin/cat", "/proc/self/status"});
  EXPECT_NE(status.out.find("NoNewPrivs:\t1"), std::string::npos);
  EXPECT_NE(status.out.find("CapEff:\t0000000000000000"), std::string::npos);
}

TEST_F(ReducedIsolation, PassesOnlyTheListedDescriptors) {
  int ends[2];
  ASSERT_EQ(pipe(ends), 0);
  const util::Fd reading(ends[0]);
  const util::Fd writing(ends[1]);
  const Outcome outcome = run_in_box(reduced_policy(), {probe("list_descriptors")},
                                     {{writing.get(), 5}, {reading.get(), 10}, {reading.get(), 17}, {reading.get(), 40}});
  EXPECT_EQ(outcome.out, "0 1 2 5 10 17 40 \n");
  char text[5];
  EXPECT_EQ(read(reading.get(), text, sizeof text), 5);
}

TEST_F(ReducedIsolation, ShowsNothingOfTheCallersEnvironment) {
  ASSERT_EQ(setenv("ASSAY_TEST_SECRET", "secret", 1), 0);
  EXPECT_EQ(run_in_box(reduced_policy(), {"/usr/bin/env"}).out.find("SECRET"), std::string::npos);
}

}  // namespace
}  // namespace assay::sandbox
