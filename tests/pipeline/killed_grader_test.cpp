// A grader that is killed at any moment leaves no process, cgroup or mount behind, and
// what it had recorded stays.
#include <gtest/gtest.h>
#include <sys/prctl.h>
#include <sys/wait.h>

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
#include "sandbox/session_name.hpp"
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

// Session cgroups whose grader is dead, in every hierarchy. Living ones are others' work.
std::set<std::string> orphaned_cgroups() {
  std::set<std::string> folders;
  std::error_code vanished;  // others come and go while we look
  for (fs::recursive_directory_iterator entry("/sys/fs/cgroup", vanished), end; !vanished && entry != end;
       entry.increment(vanished)) {
    const auto session = sandbox::parse_session_name(entry->path().filename().string());
    if (session && !fs::exists("/proc/" + std::to_string(session->pid))) folders.insert(entry->path().string());
  }
  return folders;
}

// As a subreaper (prctl(2)) this process becomes the parent of whatever a killed grader
// leaves running, so that its own children are all that has to be looked at.
std::string remaining_children() {
  while (::waitpid(-1, nullptr, WNOHANG) > 0) {
  }
  std::string names;
  std::istringstream children(content_of("/proc/thread-self/children"));
  for (std::string pid; children >> pid;) names += pid + " " + content_of("/proc/" + pid + "/comm");
  return names;
}

// The kernel and the guard take a moment; this is how long they may take, not how long
// the test waits.
std::string leftovers(const std::set<std::string>& cgroups_before) {
  std::string left;
  for (int i = 0; i < 200; ++i) {
    left = remaining_children();
    for (const auto& folder : orphaned_cgroups()) {
      if (!cgroups_before.contains(folder)) left += folder + "\n";
    }
    if (left.empty()) break;
    std::this_thread::sleep_for(50ms);
  }
  return left;
}

TEST(KilledGrader, LeavesNothingBehindAndLosesNoEvidenceFiftyTimes) {
  const Folder submission = greeter_reference();
  Folder folder;
  const fs::path database = folder.path() / "evidence.db";
  const std::vector<std::string> arguments{"grade", submission.path().string(), "--lab", greeter_lab().string(),
                                           "--store", database.string(), "--submission", "killed"};
  // Once to its end, so that the lab is built and the store is there; the second tells how
  // long a grading takes.
  ASSERT_EQ(run_assay(arguments).exit_code, 0);
  const auto began = std::chrono::steady_clock::now();
  ASSERT_EQ(run_assay(arguments).exit_code, 0);
  const auto whole = std::chrono::steady_clock::now() - began;
  auto store = evidence::Store::open(database, evidence::Store::Open::existing);
  ASSERT_TRUE(store) << store.error().message;

  ASSERT_EQ(::prctl(PR_SET_CHILD_SUBREAPER, 1), 0);
  const auto cgroups = orphaned_cgroups();
  const std::string mounts = content_of("/proc/self/mountinfo");
  std::mt19937 random(20);
  unsigned killed = 0;
  // A grading may end before its moment comes; such a round does not count.
  for (int round = 0; killed < 50 && round < 200; ++round) {
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
    EXPECT_EQ(leftovers(cgroups), "") << "killed after " << moment.count() << " ms";
    EXPECT_EQ(content_of("/proc/self/mountinfo"), mounts);
    const auto records = store->read("killed");
    ASSERT_TRUE(records) << records.error().message;
    EXPECT_GE(records->size(), recorded);
    const auto verification = store->verify();
    ASSERT_TRUE(verification) << verification.error().message;
    EXPECT_FALSE(verification->broken) << verification->broken->why;
  }
  EXPECT_EQ(killed, 50U);
  EXPECT_EQ(run_assay(arguments).exit_code, 0) << "the stream can still be graded into";
}

}  // namespace
}  // namespace assay::test
