#include "sandbox/ceilings.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sandbox/runner.hpp"
#include "sandbox/stage_limits.hpp"

namespace assay::sandbox {
namespace {

using namespace std::chrono_literals;
using ::testing::HasSubstr;

core::Grant some() {
  core::Grant grant;
  grant.limits.memory = core::Bytes{std::uint64_t{100} << 20};
  grant.allowed = {core::Weakening::loopback_network};
  return grant;
}

Policy at(const core::Grant& grant) {
  Policy policy;
  policy.limits = limits_of(grant.limits);
  policy.allowed = allowed_of(grant.allowed);
  return policy;
}

/// What a policy at the ceilings is told after `change`; empty where it is within them.
template <typename Change>
std::string told(Change change) {
  Policy policy = at(some());
  change(policy);
  const auto checked = check_within(policy, some());
  return checked ? "" : checked.error().message;
}

TEST(Ceilings, LetAPolicyAtThemPassAndNoneAbove) {
  EXPECT_EQ(told([](Policy&) {}), "");
  EXPECT_THAT(told([](Policy& p) { p.limits.wall += 1ns; }), HasSubstr("(wall) is above this process's ceiling of 10s"));
  EXPECT_THAT(told([](Policy& p) { p.limits.cpu += 1ns; }), HasSubstr("(cpu)"));
  EXPECT_THAT(told([](Policy& p) { ++p.limits.memory.count; }), HasSubstr("104857601B (memory) is above this process's ceiling of 100MiB"));
  EXPECT_THAT(told([](Policy& p) { ++p.limits.processes; }), HasSubstr("65 (processes) is above this process's ceiling of 64"));
  EXPECT_THAT(told([](Policy& p) { ++p.limits.output.count; }), HasSubstr("(output)"));
  EXPECT_THAT(told([](Policy& p) { ++p.limits.file_size.count; }), HasSubstr("(file_size)"));
  EXPECT_THAT(told([](Policy& p) { ++p.limits.open_files; }), HasSubstr("(open_files)"));
  EXPECT_THAT(told([](Policy& p) { ++p.limits.stack.count; }), HasSubstr("(stack)"));
  EXPECT_THAT(told([](Policy& p) { ++p.limits.disk.count; }), HasSubstr("(disk)"));
  EXPECT_THAT(told([](Policy& p) { ++p.limits.inodes; }), HasSubstr("(inodes)"));
  EXPECT_THAT(told([](Policy& p) { p.allowed.insert(Allow::ptrace); }), HasSubstr("\"ptrace\""));
}

TEST(Ceilings, ComeThroughTheEnvironmentAndAreNeverPassedOver) {
  ASSERT_EQ(::unsetenv(ceilings_variable), 0);
  EXPECT_FALSE(ceilings().value());
  ASSERT_EQ(::setenv(ceilings_variable, encode_ceilings(some()).c_str(), 1), 0);
  EXPECT_EQ(ceilings().value()->limits.memory, some().limits.memory);
  EXPECT_EQ(ceilings().value()->allowed, some().allowed);
  for (const char* wrong : {"", "{}", "not json"}) {
    ASSERT_EQ(::setenv(ceilings_variable, wrong, 1), 0);
    EXPECT_FALSE(ceilings()) << wrong;
  }
  ASSERT_EQ(::unsetenv(ceilings_variable), 0);
}

// Where a box is made at all, not only where someone remembers to ask.
TEST(Ceilings, HoldWhereARunStarts) {
  ASSERT_EQ(::setenv(ceilings_variable, encode_ceilings(some()).c_str(), 1), 0);
  Policy policy = at(some());
  ++policy.limits.processes;
  const auto run = Run::start(policy, {.arguments = {"/usr/bin/true"}});
  ASSERT_EQ(::unsetenv(ceilings_variable), 0);
  ASSERT_FALSE(run);
  EXPECT_EQ(run.error().kind, core::ErrorKind::usage);
  EXPECT_THAT(run.error().message, HasSubstr("(processes)"));
}

TEST(StageLimits, BecomeTheBoxs) {
  core::StageLimits limits;
  limits.wall = 3s;
  limits.cpu = 4s;
  limits.memory = core::Bytes{5 << 20};
  limits.processes = 6;
  limits.output = core::Bytes{7};
  limits.file_size = core::Bytes{8};
  limits.open_files = 9;
  limits.stack = core::Bytes{10};
  limits.disk = core::Bytes{11};
  limits.inodes = 12;
  const Limits box = limits_of(limits);
  EXPECT_EQ(box.wall, 3s);
  EXPECT_EQ(box.cpu, 4s);
  EXPECT_EQ(box.memory.count, 5U << 20);
  EXPECT_EQ(box.processes, 6U);
  EXPECT_EQ(box.output.count, 7U);
  EXPECT_EQ(box.file_size.count, 8U);
  EXPECT_EQ(box.open_files, 9U);
  EXPECT_EQ(box.stack.count, 10U);
  EXPECT_EQ(box.disk.count, 11U);
  EXPECT_EQ(box.inodes, 12U);
  EXPECT_EQ(allowed_of({core::Weakening::ptrace}), std::set<Allow>{Allow::ptrace});
  EXPECT_TRUE(allowed_of({}).empty());
}

}  // namespace
}  // namespace assay::sandbox
