// What a run says of itself while it runs.
#include <chrono>
#include <thread>

#include "box_fixture.hpp"

namespace assay::sandbox {
namespace {

using core::operator""_MiB;
using testing::probe_policy;
using namespace std::chrono_literals;

Usage usage_of(const Run& run) {
  const auto usage = run.usage();
  if (!usage) ADD_FAILURE() << usage.error().message;
  return usage.value_or(Usage{});
}

/// Looks until the CPU time is above `cpu`, which a program that burns it comes to.
Usage usage_beyond(const Run& run, core::Duration cpu) {
  Usage usage;
  while ((usage = usage_of(run)).cpu <= cpu && !::testing::Test::HasFailure() && !run.ends_within(1ms)) {
  }
  return usage;
}

TEST(UsageWhileRunning, GrowsWithWhatTheProgramBurns) {
  auto run = Run::start(probe_policy(), {.arguments = {"/probes/burn_cpu", "400"}});
  ASSERT_TRUE(run) << run.error().message;
  const Usage first = usage_beyond(*run, 50ms);
  const Usage second = usage_beyond(*run, 200ms);
  EXPECT_GT(first.cpu, 50ms);
  EXPECT_GT(second.cpu, 200ms);
  EXPECT_GT(second.wall, first.wall);
  EXPECT_GE(second.peak_memory.count, first.peak_memory.count);
  const auto outcome = run->wait();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_GE(outcome->usage.cpu, second.cpu);
}

TEST(UsageWhileRunning, SeesTheMemoryThatWasUsedAndFreed) {
  auto run = Run::start(probe_policy(), {.arguments = {"/bin/sh", "-c", "/probes/use_memory 64; exec sleep 60"}});
  ASSERT_TRUE(run) << run.error().message;
  while (usage_of(*run).peak_memory < 64_MiB && !::testing::Test::HasFailure() && !run->ends_within(1ms)) {
  }
  EXPECT_FALSE(run->ends_within(0ms));
  EXPECT_GE(usage_of(*run).peak_memory.count, core::Bytes(64_MiB).count);
}

TEST(UsageWhileRunning, KeepsItsLastFiguresOnceTheBoxIsGone) {
  auto run = Run::start(probe_policy(), {.arguments = {"/probes/burn_cpu", "30"}});
  ASSERT_TRUE(run) << run.error().message;
  ASSERT_TRUE(run->ends_within(60s));
  const Usage last = usage_of(*run);
  const auto outcome = run->wait();
  ASSERT_TRUE(outcome) << outcome.error().message;
  EXPECT_EQ(last.cpu, outcome->usage.cpu);
  EXPECT_EQ(last.wall, outcome->usage.wall);
  EXPECT_EQ(last.peak_memory.count, outcome->usage.peak_memory.count);
}

TEST(UsageWhileRunning, CanBeAskedByManyThreadsUntilAfterTheEnd) {
  auto run = Run::start(probe_policy(), {.arguments = {"/probes/burn_cpu", "100"}});
  ASSERT_TRUE(run) << run.error().message;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      core::Duration before{};
      for (bool over = false; !over;) {
        over = run->ends_within(0ms);
        const core::Duration now = usage_of(*run).cpu;
        EXPECT_GE(now, before);
        before = now;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  ASSERT_TRUE(run->wait());
}

}  // namespace
}  // namespace assay::sandbox
