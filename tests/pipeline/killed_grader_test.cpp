// A grader that is killed at any moment leaves no process, cgroup or mount behind, and
// what it had recorded stays.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <string>
#include <thread>

#include "evidence/store.hpp"
#include "greeter_lab.hpp"
#include "util/process.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

std::string content_of(const fs::path& file) {
  std::ifstream stream(file);
  std::ostringstream text;
  text << stream.rdbuf();
  return text.str();
}

// Every cgroup folder of a session, in every hierarchy.
std::set<std::string> session_cgroups() {
  std::set<std::string> folders;
  std::error_code vanished;  // others come and go while we look
  for (fs::recursive_directory_iterator entry("/sys/fs/cgroup", vanished), end; !vanished && entry != end;
       entry.increment(vanished)) {
    if (entry->is_directory(vanished) && entry->path().filename().string().starts_with("assay-")) {
      folders.insert(entry->path().string());
    }
  }
  return folders;
}

std::set<std::string> processes_of_ours() {
  static const std::set<std::string> names{"assay", "bwrap", "assay-guard", "assay-box-init", "subject",
                                           "judge-public", "assay-checks", "cmake", "ninja", "cc1plus"};
  std::set<std::string> found;
  for (const auto& entry : fs::directory_iterator("/proc")) {
    const std::string pid = entry.path().filename();
    if (pid.find_first_not_of("0123456789") != pid.npos) continue;
    std::string name = content_of(entry.path() / "comm");
    if (!name.empty()) name.pop_back();
    if (names.contains(name)) found.insert(pid + " " + name);
  }
  return found;
}

template <typename T>
std::string added(const T& before, const T& now) {
  std::string text;
  for (const auto& entry : now) {
    if (!before.contains(entry)) text += entry + "\n";
  }
  return text;
}

// The kernel and the guard take a moment; this is how long they may take, not how long
// the test waits.
std::string leftovers(const std::set<std::string>& cgroups, const std::set<std::string>& processes) {
  std::string left;
  for (int i = 0; i < 100; ++i) {
    left = added(cgroups, session_cgroups()) + added(processes, processes_of_ours());
    if (left.empty()) break;
    std::this_thread::sleep_for(100ms);
  }
  return left;
}

TEST(KilledGrader, LeavesNothingBehindAndLosesNoEvidenceFiftyTimes) {
  const Folder submission = greeter_reference();
  Folder folder;
  const fs::path database = folder.path() / "evidence.db";
  const std::vector<std::string> arguments{"grade", submission.path().string(), "--lab", greeter_lab().string(),
                                           "--store", database.string(), "--submission", "killed"};
  // Once to its end, so that the lab is built and the store is there.
  const auto began = std::chrono::steady_clock::now();
  ASSERT_EQ(run_assay(arguments).exit_code, 0);
  const auto whole = std::chrono::steady_clock::now() - began;
  auto store = evidence::Store::open(database, evidence::Store::Open::existing);
  ASSERT_TRUE(store) << store.error().message;

  const auto cgroups = session_cgroups();
  const auto processes = processes_of_ours();
  const std::string mounts = content_of("/proc/self/mountinfo");
  std::mt19937 random(20);
  unsigned killed = 0;
  for (int round = 0; round < 50; ++round) {
    const auto moment = std::chrono::milliseconds(std::uniform_int_distribution<long>(
        0, std::chrono::duration_cast<std::chrono::milliseconds>(whole).count())(random));
    std::stop_source kill;
    std::size_t recorded = 0;
    std::jthread killer([&] {
      std::this_thread::sleep_for(moment);
      if (const auto records = store->read("killed")) recorded = records->size();
      kill.request_stop();
    });
    const auto ran = util::run_process({.program = binary_folder() / "assay", .arguments = arguments, .wall = 5min,
                                        .environment = {"XDG_CACHE_HOME=" + (user_folder() / "cache").string()},
                                        .on_line = {}},
                                       kill.get_token());
    killer.join();
    if (!ran) ++killed;
    EXPECT_EQ(leftovers(cgroups, processes), "") << "killed after " << moment.count() << " ms";
    EXPECT_EQ(content_of("/proc/self/mountinfo"), mounts);
    const auto records = store->read("killed");
    ASSERT_TRUE(records) << records.error().message;
    EXPECT_GE(records->size(), recorded);
    const auto verification = store->verify();
    ASSERT_TRUE(verification) << verification.error().message;
    EXPECT_FALSE(verification->broken) << verification->broken->why;
  }
  EXPECT_GE(killed, 40U) << "most rounds must have killed a grader that was still at work";
  EXPECT_EQ(run_assay(arguments).exit_code, 0) << "the stream can still be graded into";
}

}  // namespace
}  // namespace assay::test
