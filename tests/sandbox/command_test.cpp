// The command line of `assay sandbox run`.
#include <gtest/gtest.h>

#include <algorithm>
#include <csignal>
#include <nlohmann/json.hpp>
#include <optional>
#include <thread>

#include "cli/sandbox_run.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::cli {
namespace {

class SandboxRun : public ::testing::Test {
 protected:
  void SetUp() override {
    auto made = util::TemporaryDirectory::create();
    ASSERT_TRUE(made) << made.error().message;
    directory_.emplace(std::move(*made));
  }

  /// The exit code; -1 where the words are not understood.
  int run(std::vector<std::string> words, std::stop_token stop = {}) {
    int exit_code = -1;
    CLI::App app;
    add_sandbox_run(app, exit_code, std::move(stop));
    words.insert(words.begin(), "run");
    std::reverse(words.begin(), words.end());  // CLI11 takes a vector from its end
    try {
      app.parse(words);
    } catch (const CLI::ParseError&) {
      return -1;
    }
    return exit_code;
  }

  nlohmann::json json_of(std::vector<std::string> words) {
    const std::string file = (directory_->path() / "outcome.json").string();
    words.insert(words.begin(), {"--json", file});
    run(std::move(words));
    const auto text = util::read_file(file);
    return text ? nlohmann::json::parse(*text) : nlohmann::json();
  }

  std::optional<util::TemporaryDirectory> directory_;
};

TEST_F(SandboxRun, SaysByItsExitCodeHowTheProgramEnded) {
  EXPECT_EQ(run({"--", "/bin/true"}), 0);
  EXPECT_EQ(run({"--", "/bin/sh", "-c", "exit 5"}), 1);
  EXPECT_EQ(run({"--wall", "100ms", "--", "/bin/sleep", "5"}), 1);
}

TEST_F(SandboxRun, LeavesTheProgramItsOptionsWhateverComesBeforeIt) {
  for (const char* option : {"--ro", "--rw"}) {
    EXPECT_EQ(run({option, directory_->path().string() + ":/shown", "--", "/bin/sh", "-c", "exit 5"}), 1);
  }
  EXPECT_EQ(run({"--env", "A=b", "--", "/bin/sh", "-c", "exit 5"}), 1);
}

TEST_F(SandboxRun, TellsWrongUsageFromASandboxFault) {
  EXPECT_EQ(run({"--memory", "12", "--", "/bin/true"}), 2);
  EXPECT_EQ(run({"--rw", "/nonexistent", "--", "/bin/true"}), 2);
  EXPECT_EQ(run({"--", "true"}), 2);
  EXPECT_EQ(run({"--", "/nonexistent"}), 4);
  EXPECT_EQ(run({"--allow", "everything", "--", "/bin/true"}), -1);
  EXPECT_EQ(run({}), -1);
}

TEST_F(SandboxRun, WritesTheOutcomeAsJson) {
  const auto exited = json_of({"--", "/bin/sh", "-c", "echo out; echo err >&2; exit 3"});
  EXPECT_EQ(exited.value("end", ""), "exited");
  EXPECT_EQ(exited.value("exit_code", 0), 3);
  EXPECT_TRUE(exited["signal"].is_null());
  EXPECT_EQ(exited.value("out", ""), "out\n");
  EXPECT_EQ(exited.value("err", ""), "err\n");
  EXPECT_GT(exited.value("wall_ns", 0), 0);
  EXPECT_EQ(exited.value("isolation", "").substr(0, 5), "full:");
  const auto crashed = json_of({"--", "/bin/sh", "-c", "printf '\\377'; kill -ABRT $$"});
  EXPECT_EQ(crashed.value("end", ""), "signalled");
  EXPECT_TRUE(crashed["exit_code"].is_null());
  EXPECT_EQ(crashed.value("signal", 0), SIGABRT);
}

TEST_F(SandboxRun, MountsAndLimitsAsTold) {
  const std::string shared = (directory_->path() / "shared").string();
  std::filesystem::create_directory(shared);
  const auto outcome = json_of({"--rw", shared + ":/made", "--chdir", "/made", "--env", "A=b", "--pids", "7", "--pin", "0",
                                "--", "/bin/sh", "-c", "pwd; echo $A; nproc; echo made > file"});
  EXPECT_EQ(outcome.value("out", ""), "/made\nb\n1\n");
  EXPECT_TRUE(std::filesystem::exists(shared + "/file"));
}

TEST_F(SandboxRun, TakesOneValueForEachListOption) {
  const auto outcome = json_of({"--folder", "/made", "--env", "A=b", "--", "/bin/sh", "-c", "echo $A >/made/file && cat /made/file"});
  EXPECT_EQ(outcome.value("out", ""), "b\n");
  EXPECT_EQ(outcome.value("peak_inodes", 0), 1);
}

TEST_F(SandboxRun, NamesTheLimitsOfItsFiles) {
  EXPECT_EQ(json_of({"--disk", "64KiB", "--", "/bin/sh", "-c", "head -c 100000 /dev/zero >/tmp/x"}).value("end", ""), "disk_limit");
  EXPECT_EQ(json_of({"--inodes", "3", "--", "/bin/sh", "-c", "touch /tmp/a /tmp/b /tmp/c /tmp/d"}).value("end", ""), "inode_limit");
  EXPECT_EQ(json_of({"--printed", "64KiB", "--", "/bin/cat", "/dev/zero"}).value("end", ""), "output_limit");
}

TEST_F(SandboxRun, SaysInJsonThatTheSandboxFailed) {
  const auto outcome = json_of({"--", "/bin/no-such-program"});
  EXPECT_EQ(outcome.value("end", ""), "sandbox_fault");
  EXPECT_NE(outcome.value("error", "").find("/bin/no-such-program"), std::string::npos);
}

TEST_F(SandboxRun, EndsTheBoxWhenInterrupted) {
  std::stop_source source;
  std::jthread interrupter([&source] {
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
    source.request_stop();
  });
  EXPECT_EQ(run({"--wall", "1m", "--", "/bin/sleep", "60"}, source.get_token()), 5);
}

}  // namespace
}  // namespace assay::cli
