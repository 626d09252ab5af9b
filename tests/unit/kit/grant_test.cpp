#include "judge/grant.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "judge/configuration.hpp"
#include "judge/subject.hpp"

namespace assay::kit {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// What a judge is told that asks for what is granted, after `change`; empty where it may.
template <typename Change>
std::string told(Change change) {
  Configuration configuration;
  configuration.program = "live";
  configuration.limits.wall = 20s;
  configuration.allowed = {sandbox::Allow::loopback_network};
  set_configuration(configuration);
  sandbox::Policy policy;
  policy.limits = configuration.limits;
  policy.allowed = configuration.allowed;
  change(policy);
  std::string message;
  try {
    require_granted(policy);
  } catch (const LabFault& fault) {
    message = fault.what();
  }
  set_configuration({});
  return message;
}

TEST(Grant, CoversWhatItNamesAndNothingMore) {
  EXPECT_EQ(told([](sandbox::Policy&) {}), "");
  EXPECT_EQ(told([](sandbox::Policy& p) { p.limits.wall += 1ms; }),
            "the judge gives the program 'live' a limit of 20.001s, and lab.toml grants 20s: raise `wall` in the limits of its [[program]]");
  EXPECT_THAT(told([](sandbox::Policy& p) { p.limits.cpu += 1ns; }), HasSubstr("`cpu`"));
  EXPECT_THAT(told([](sandbox::Policy& p) { ++p.limits.memory.count; }), HasSubstr("`memory`"));
  EXPECT_THAT(told([](sandbox::Policy& p) { ++p.limits.processes; }), HasSubstr("`processes`"));
  EXPECT_THAT(told([](sandbox::Policy& p) { ++p.limits.output.count; }), HasSubstr("`output`"));
  EXPECT_THAT(told([](sandbox::Policy& p) { ++p.limits.file_size.count; }), HasSubstr("`file_size`"));
  EXPECT_THAT(told([](sandbox::Policy& p) { ++p.limits.open_files; }), HasSubstr("`open_files`"));
  EXPECT_EQ(told([](sandbox::Policy& p) { p.allowed.insert(sandbox::Allow::ptrace); }),
            "the judge gives the program 'live' \"ptrace\", which lab.toml does not grant: add `allow = [\"ptrace\"]` to its [[program]]");
}

}  // namespace
}  // namespace assay::kit
