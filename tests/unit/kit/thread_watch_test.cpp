#include "races/thread_watch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <condition_variable>
#include <fstream>
#include <mutex>
#include <thread>

#include "util/temporary_directory.hpp"

namespace assay::kit::races {
namespace {

using namespace std::chrono_literals;
namespace fs = std::filesystem;

// A process 7 whose threads are as the test says.
class ThreadWatch : public testing::Test {
 protected:
  void add(pid_t id, const std::string& name, const std::string& state, const std::string& syscall) {
    const fs::path task = root() / "7" / "task" / std::to_string(id);
    fs::create_directories(task);
    std::ofstream(task / "comm") << name << "\n";
    std::ofstream(task / "status") << "Name:\t" << name << "\nState:\t" << state
                                   << "\nvoluntary_ctxt_switches:\t5\nnonvoluntary_ctxt_switches:\t2\n";
    std::ofstream(task / "syscall") << syscall << "\n";
  }
  [[nodiscard]] fs::path root() const { return folder_.path(); }
  [[nodiscard]] Waiting waiting(const std::string& state, const std::string& syscall) {
    add(9, "storm 1", state, syscall);
    return look_at_threads({7}, "storm", root()).at(9).waiting;
  }

 private:
  util::TemporaryDirectory folder_ = *util::TemporaryDirectory::create();
};

TEST_F(ThreadWatch, TellsWhatAThreadWaitsFor) {
  EXPECT_EQ(waiting("S (sleeping)", "202 0x7f10 0x80 0x2 0x0 0x0 0x0 0x7f 0x7f"), Waiting::lock);
  EXPECT_EQ(waiting("S (sleeping)", "202 0x7f10 0x189 0x0 0x0 0x0 0xffffffff 0x7f 0x7f"), Waiting::condition);
  EXPECT_EQ(waiting("S (sleeping)", "202 0x7f10 0x89 0x0 0x7ffe10 0x0 0xffffffff 0x7f 0x7f"), Waiting::no) << "a time limit";
  EXPECT_EQ(waiting("S (sleeping)", "230 0x0 0x0 0x7ffe 0x0 0x0 0x0 0x7f 0x7f"), Waiting::no) << "clock_nanosleep";
  EXPECT_EQ(waiting("R (running)", "202 0x7f10 0x80 0x2 0x0 0x0 0x0 0x7f 0x7f"), Waiting::no);
  EXPECT_EQ(waiting("S (sleeping)", ""), Waiting::no) << "the kernel does not say";
}

TEST_F(ThreadWatch, LooksAtNamedThreadsOnly) {
  add(9, "storm 1", "R (running)", "running");
  add(10, "subject", "S (sleeping)", "202 0x7f10 0x80 0x2 0x0 0x0 0x0");
  const auto looks = look_at_threads({7, 8}, "storm", root());
  ASSERT_EQ(looks.size(), 1U);
  EXPECT_EQ(looks.at(9), (ThreadLook{.process = 7, .name = "storm 1", .runs = true, .waiting = Waiting::no, .switches = 7}));
}

// Of real threads of ours, under the real kernel.
TEST(ThreadWatchForReal, SeesALockAndACondition) {
  std::mutex held;
  std::mutex mutex;
  std::condition_variable condition;
  bool done = false;
  std::unique_lock holding(held);
  std::thread locker([&] {
    pthread_setname_np(pthread_self(), "watched 1");
    const std::lock_guard lock(held);
  });
  std::thread waiter([&] {
    pthread_setname_np(pthread_self(), "watched 2");
    std::unique_lock lock(mutex);
    condition.wait(lock, [&] { return done; });
  });
  std::map<std::string, Waiting> seen;
  const auto deadline = std::chrono::steady_clock::now() + 30s;
  while ((seen["watched 1"] == Waiting::no || seen["watched 2"] == Waiting::no) && std::chrono::steady_clock::now() < deadline) {
    for (const auto& [id, look] : look_at_threads({::getpid()}, "watched")) seen[look.name] = look.waiting;
    std::this_thread::sleep_for(1ms);
  }
  holding.unlock();
  {
    const std::lock_guard lock(mutex);
    done = true;
  }
  condition.notify_one();
  locker.join();
  waiter.join();
  EXPECT_EQ(seen["watched 1"], Waiting::lock);
  EXPECT_EQ(seen["watched 2"], Waiting::condition);
}

ThreadLooks stuck(Waiting one, Waiting other, std::uint64_t switches = 3) {
  return {{1, {.process = 7, .name = "storm 1", .runs = false, .waiting = one, .switches = switches}},
          {2, {.process = 7, .name = "storm 2", .runs = false, .waiting = other, .switches = 8}}};
}

std::optional<Stall> after_looks(StallDetector& detector, unsigned count, std::chrono::nanoseconds between, const ThreadLooks& looks) {
  std::optional<Stall> stall;
  for (unsigned i = 0; i < count; ++i) {
    stall = detector.see(looks, StallDetector::Clock::time_point(between * i));
  }
  return stall;
}

TEST(StallDetector, NeedsEnoughLooksOverEnoughTime) {
  const auto looks = stuck(Waiting::lock, Waiting::lock);
  StallDetector few;
  EXPECT_FALSE(after_looks(few, StallDetector::enough_looks - 1, 10s, looks)) << "a machine that stood still";
  StallDetector fast;
  EXPECT_FALSE(after_looks(fast, 100, 1ms, looks));
  StallDetector enough;
  const auto stall = after_looks(enough, StallDetector::enough_looks, 300ms, looks);
  ASSERT_TRUE(stall);
  EXPECT_EQ(stall->for_locks, 2U);
  EXPECT_EQ(stall->for_conditions, 0U);
}

TEST(StallDetector, BeginsAnewWhenAThreadHasMoved) {
  StallDetector detector;
  auto now = StallDetector::Clock::time_point();
  for (unsigned i = 0; i < 100; ++i) {
    EXPECT_FALSE(detector.see(stuck(Waiting::lock, Waiting::condition, i / 3), now += 1s));
  }
}

TEST(StallDetector, WaitsForAThreadThatRuns) {
  StallDetector detector;
  EXPECT_FALSE(after_looks(detector, 100, 1s, stuck(Waiting::lock, Waiting::no)));
  StallDetector empty;
  EXPECT_FALSE(after_looks(empty, 100, 1s, {}));
}

TEST(StallDetector, NamesWhatItIs) {
  EXPECT_THAT(describe({.for_locks = 2, .for_conditions = 0}), testing::StartsWith("deadlock: 2 calling threads wait"));
  EXPECT_THAT(describe({.for_locks = 1, .for_conditions = 1}), testing::StartsWith("lost wake-up: 1 calling thread waits"));
}

}  // namespace
}  // namespace assay::kit::races
