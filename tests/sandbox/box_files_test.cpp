// The box's own files, what they may take, and several commands in one box.
#include <gmock/gmock.h>

#include <filesystem>

#include "sandbox/policy_check.hpp"
#include "tests/sandbox/box_fixture.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox {
namespace {

using namespace testing;
using namespace core;
using ::testing::HasSubstr;

Policy small_policy() {
  Policy policy = probe_policy();
  policy.limits.disk = 1_MiB;
  policy.limits.inodes = 10;
  policy.folders = {"/made", "/deep/er"};
  return policy;
}

TEST(BoxFiles, TakeAsMuchAsTheDiskLimit) {
  const Outcome outcome = run_shell(small_policy(), "cd /made && head -c 524288 /dev/zero >a && head -c 524288 /dev/zero >/dev/shm/b");
  EXPECT_EQ(outcome.end, End::exited) << outcome.err;
  EXPECT_EQ(outcome.exit_code, 0);
  EXPECT_EQ(outcome.usage.peak_disk, 1_MiB);
  EXPECT_EQ(outcome.usage.peak_inodes, 2U);
}

TEST(BoxFiles, TakeNotAByteMoreInAllFoldersTogether) {
  const Outcome outcome = run_shell(small_policy(), "cd /made && head -c 524288 /dev/zero >a && head -c 524288 /dev/zero >/dev/shm/b; head -c 1 /dev/zero >/tmp/c; head -c 4096 /dev/zero >/deep/er/d");
  EXPECT_EQ(outcome.end, End::disk_limit);
  EXPECT_THAT(outcome.err, HasSubstr("No space left on device"));
  EXPECT_THAT(describe(outcome), HasSubstr("all the space that they may"));
}

TEST(BoxFiles, AreAsManyAsTheInodeLimit) {
  const Outcome outcome = run_shell(small_policy(), "cd /tmp && for i in 1 2 3 4 5 6 7 8 9; do : >f$i; done && ln f1 /tmp/link");
  EXPECT_EQ(outcome.end, End::exited) << outcome.err;
  EXPECT_EQ(outcome.usage.peak_inodes, 10U);
}

TEST(BoxFiles, AreNotOneMoreThanTheInodeLimit) {
  const Outcome outcome = run_shell(small_policy(), "cd /tmp && for i in 1 2 3 4 5 6 7 8 9 10 11 12; do : >f$i || exit 3; done");
  EXPECT_EQ(outcome.end, End::inode_limit);
  EXPECT_NE(outcome.exit_code, 0);
}

TEST(BoxFiles, CanBeReadOnceTheRunIsOver) {
  auto run = Run::start(small_policy(), {.arguments = {"/bin/sh", "-c", "mkdir /made/sub; echo made >/made/sub/file; ln -s /etc/shadow /made/link; echo t >/tmp/t; echo s >/dev/shm/s"}});
  ASSERT_TRUE(run) << run.error().message;
  ASSERT_TRUE(run->wait());
  const auto work = run->open_folder("/made");
  ASSERT_TRUE(work) << work.error().message;
  EXPECT_EQ(util::read_file_beneath(work->get(), "sub/file", 1_KiB).value_or(""), "made\n");
  EXPECT_FALSE(util::read_file_beneath(work->get(), "link", 1_MiB));
  EXPECT_FALSE(util::read_file_beneath(work->get(), "../tmp/t", 1_MiB));
  EXPECT_EQ(util::read_file_beneath(run->open_folder("/tmp")->get(), "t", 1_KiB).value_or(""), "t\n");
  EXPECT_EQ(util::read_file_beneath(run->open_folder("/dev/shm")->get(), "s", 1_KiB).value_or(""), "s\n");
  const auto none = run->open_folder("/usr");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, ErrorKind::usage);
}

TEST(BoxFiles, KeepMountsThatLieBelowTheirFolders) {
  const auto host = util::TemporaryDirectory::create();
  ASSERT_TRUE(host);
  ASSERT_TRUE(util::write_file(host->path() / "file", "host's\n"));
  std::filesystem::permissions(host->path(), std::filesystem::perms(0755));
  Policy policy = small_policy();
  policy.mounts.push_back({host->path(), "/tmp/some/where", false});
  policy.mounts.push_back({host->path() / "file", "/made/one", false});
  const Outcome outcome = run_shell(policy, "cat /tmp/some/where/file /made/one; (echo x >/made/one) 2>/dev/null || echo refused; echo y >/made/two && cat /made/two");
  EXPECT_EQ(outcome.out, "host's\nhost's\nrefused\ny\n") << outcome.err;
}

TEST(BoxFiles, AreRefusedWhereAFolderMeetsAnother) {
  const auto refused = [](std::vector<std::filesystem::path> folders) {
    Policy policy = probe_policy();
    policy.folders = std::move(folders);
    return !check(policy, {.arguments = {"/bin/true"}});
  };
  EXPECT_FALSE(refused({"/made", "/other"}));
  EXPECT_TRUE(refused({"/made", "/made/below"}));
  EXPECT_TRUE(refused({"/made", "/made"}));
  EXPECT_TRUE(refused({"/tmp/x"}));
  EXPECT_TRUE(refused({"/usr"}));
  EXPECT_TRUE(refused({"/probes/x"}));
  EXPECT_TRUE(refused({"/"}));
  EXPECT_TRUE(refused({"work"}));
  EXPECT_TRUE(refused({"/x/../made"}));
}

TEST(Commands, RunOneAfterTheOtherOnTheSameFiles) {
  auto outcome = run(small_policy(), {.arguments = {"/bin/sh", "-c", "echo one >/made/file; echo first"},
                                      .then = {{"/bin/sh", "-c", "cat /made/file; echo second"}, {"/bin/sh", "-c", "exit 7"}}});
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->out, "first\none\nsecond\n");
  EXPECT_EQ(outcome->command, 2U);
  EXPECT_EQ(outcome->exit_code, 7);
}

TEST(Commands, EndWithTheFirstThatFails) {
  auto outcome = run(small_policy(), {.arguments = {"/bin/true"}, .then = {{"/bin/false"}, {"/bin/echo", "not reached"}}});
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->out, "");
  EXPECT_EQ(outcome->command, 1U);
  EXPECT_EQ(outcome->exit_code, 1);
}

TEST(Commands, MeetNothingThatAnEarlierOneLeftRunning) {
  auto outcome = run(small_policy(), {.arguments = {"/bin/sh", "-c", "setsid sleep 100 >/dev/null 2>&1 & echo left"},
                                      .then = {{"/bin/sh", "-c", "cd /proc; echo [0-9]*"}}});
  ASSERT_TRUE(outcome) << outcome.error().message;
  // Its own process and init; the numbers of the earlier ones are used up.
  EXPECT_THAT(outcome->out, ::testing::MatchesRegex("left\n1 [0-9]+\n"));
}

TEST(Commands, ShareTheirLimits) {
  Policy policy = small_policy();
  policy.limits.cpu = std::chrono::milliseconds{300};
  auto outcome = run(policy, {.arguments = {"/probes/burn_cpu", "200"}, .then = {{"/probes/burn_cpu", "10000"}}});
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(outcome->end, End::cpu_limit);
  EXPECT_EQ(outcome->command, 1U);
}

TEST(Commands, ThatAreNotThereAreTheCallersFault) {
  const auto outcome = run(small_policy(), {.arguments = {"/bin/true"}, .then = {{"/bin/nothing-of-the-kind"}}});
  ASSERT_FALSE(outcome);
  EXPECT_THAT(outcome.error().message, HasSubstr("/bin/nothing-of-the-kind"));
}

TEST(Printed, EndsAProgramThatPrintsWithoutEnd) {
  Policy policy = probe_policy();
  policy.limits.printed = 1_MiB;
  policy.limits.output = 1_KiB;
  EXPECT_EQ(run_in_box(policy, {"/probes/print_bytes", "524288"}).end, End::exited);
  const Outcome over = run_in_box(policy, {"/probes/print_bytes"});
  EXPECT_EQ(over.end, End::output_limit);
  EXPECT_EQ(over.out.size(), 1024U);
  EXPECT_TRUE(over.out_truncated);
  EXPECT_GT(over.usage.printed, 1_MiB);
}

TEST(Written, CountsWhatAllProcessesGaveToWriteCalls) {
  const Outcome outcome = run_shell(probe_policy(), "head -c 300000 /dev/zero >/tmp/a; head -c 200000 /dev/zero >/dev/null");
  ASSERT_TRUE(outcome.usage.written);
  EXPECT_GE(outcome.usage.written->count, 500000U);
  EXPECT_LT(outcome.usage.written->count, 600000U);
}

TEST(Written, CountsAProgramThatWasEnded) {
  Policy policy = probe_policy();
  policy.limits.wall = std::chrono::milliseconds{500};
  const Outcome outcome = run_shell(policy, "head -c 300000 /dev/zero >/tmp/a; sleep 100");
  EXPECT_EQ(outcome.end, End::wall_limit);
  ASSERT_TRUE(outcome.usage.written);
  EXPECT_GE(outcome.usage.written->count, 300000U);
}

TEST(Stack, HasTheSizeOfItsLimit) {
  Policy policy = probe_policy();
  policy.limits.stack = 2_MiB;
  EXPECT_EQ(run_shell(policy, "ulimit -s; ulimit -Hs").out, "2048\n2048\n");
}

}  // namespace
}  // namespace assay::sandbox
