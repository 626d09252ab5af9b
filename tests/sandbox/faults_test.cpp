#include <cstdlib>
#include <filesystem>

#include <gmock/gmock.h>

#include "box_fixture.hpp"
#include "sandbox/helpers.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox {
namespace {

using core::operator""_MiB, core::operator""_KiB;
using core::ErrorKind;
using ::testing::Test;
using testing::probe_policy;

/// Sets a variable for one test.
class Environment {
 public:
  Environment(const char* name, const char* value) : name_(name), before_(std::getenv(name) ? std::getenv(name) : "") {
    setenv(name, value, 1);
  }
  Environment(const Environment&) = delete;
  Environment& operator=(const Environment&) = delete;
  ~Environment() { setenv(name_, before_.c_str(), 1); }

 private:
  const char* name_;
  std::string before_;
};

core::Error error_of(const Policy& policy, std::vector<std::string> arguments = {"/bin/true"},
                     std::vector<InheritedDescriptor> descriptors = {}) {
  const auto outcome = run(policy, {.arguments = std::move(arguments), .descriptors = std::move(descriptors)});
  if (outcome) ADD_FAILURE() << "ran: " << describe(*outcome);
  return outcome ? core::Error{} : outcome.error();
}

bool says(const core::Error& error, const std::string& part) { return error.message.find(part) != std::string::npos; }

TEST(Faults, SaysHowToInstallAMissingBubblewrap) {
  const Environment path("PATH", "/nonexistent");
  const auto error = error_of(probe_policy());
  EXPECT_EQ(error.kind, ErrorKind::infrastructure);
  EXPECT_TRUE(says(error, "apt-get install bubblewrap")) << error.message;
}

TEST(Faults, TellsBubblewrapsFailureFromAProgramsExit) {
  Policy policy = probe_policy();
  policy.mounts.push_back({"/usr", "/probes/nowhere", false});  // a mount point that cannot be made
  const auto error = error_of(policy);
  EXPECT_EQ(error.kind, ErrorKind::infrastructure);
  EXPECT_TRUE(says(error, "setting up the box: bwrap: ")) << error.message;
}

TEST(Faults, SaysThatTheProgramIsNotInTheBox) {
  const auto error = error_of(probe_policy(), {"/nowhere/program"});
  EXPECT_TRUE(says(error, "executing /nowhere/program in the box: No such file or directory")) << error.message;
}

// Everything that a build can leave in the place of a program.
TEST(Faults, TakesAnUntrustedProgramThatCannotBeExecutedForItsOwnFault) {
  const auto folder = util::TemporaryDirectory::create().value();
  const auto write = [&](const std::string& name, const std::string& content) {
    ASSERT_TRUE(util::write_file(folder.path() / name, content));
    std::filesystem::permissions(folder.path() / name, std::filesystem::perms{0755});
  };
  write("garbage", "hello");
  write("empty", "");
  write("lost_interpreter", "#!/nowhere\n");
  write("folder_as_interpreter", "#!/usr\n");
  write("not_allowed", "x");
  std::filesystem::permissions(folder.path() / "not_allowed", std::filesystem::perms{0644});
  Policy policy = probe_policy();
  policy.mounts.push_back({folder.path(), "/untrusted", false});
  for (const std::string name : {"garbage", "empty", "lost_interpreter", "folder_as_interpreter", "not_allowed", "missing"}) {
    const auto outcome = run(policy, {.arguments = {"/untrusted/" + name}, .descriptors = {}, .untrusted_program = true});
    ASSERT_TRUE(outcome) << name << ": " << outcome.error().message;
    EXPECT_EQ(outcome->end, End::not_executable) << name << ' ' << describe(*outcome);
    EXPECT_THAT(describe(*outcome), ::testing::StartsWith("could not be executed: "));
  }
  EXPECT_EQ(error_of(policy, {"/untrusted/garbage"}).kind, ErrorKind::infrastructure) << "where it is trusted";
}

TEST(Faults, SaysThatTheWorkingDirectoryIsNotInTheBox) {
  Policy policy = probe_policy();
  policy.working_directory = "/nowhere";
  EXPECT_TRUE(says(error_of(policy), "working directory /nowhere")) << error_of(policy).message;
}

TEST(Faults, RefusesAPolicyThatCannotBe) {
  const auto refused = [](auto change) {
    Policy policy = probe_policy();
    change(policy);
    return error_of(policy).kind == ErrorKind::usage;
  };
  EXPECT_TRUE(refused([](Policy& p) { p.mounts.push_back({"/nonexistent", "/x", false}); }));
  EXPECT_TRUE(refused([](Policy& p) { p.mounts.push_back({"/usr", "relative", false}); }));
  EXPECT_TRUE(refused([](Policy& p) { p.mounts.push_back({"/usr", "/x/../etc", false}); }));
  EXPECT_TRUE(refused([](Policy& p) { p.mounts.push_back({"/usr", "/", false}); }));
  EXPECT_TRUE(refused([](Policy& p) { p.limits.wall = {}; }));
  EXPECT_TRUE(refused([](Policy& p) { p.limits.memory = 1_MiB; }));
  EXPECT_TRUE(refused([](Policy& p) { p.limits.processes = 0; }));
  EXPECT_TRUE(refused([](Policy& p) { p.working_directory = "tmp"; }));
  EXPECT_TRUE(refused([](Policy& p) { p.cpu = 4000; }));
  EXPECT_TRUE(refused([](Policy& p) { p.environment = {std::string("A=\0B=x", 6)}; }));
}

TEST(Faults, RefusesACommandThatCannotBe) {
  EXPECT_EQ(error_of(probe_policy(), {}).kind, ErrorKind::usage);
  EXPECT_EQ(error_of(probe_policy(), {"true"}).kind, ErrorKind::usage);
  EXPECT_EQ(error_of(probe_policy(), {"/bin/true"}, {{999, 5}}).kind, ErrorKind::usage);
  EXPECT_EQ(error_of(probe_policy(), {"/bin/true"}, {{0, 2}}).kind, ErrorKind::usage);
  EXPECT_EQ(error_of(probe_policy(), {"/bin/true"}, {{0, 5}, {1, 5}}).kind, ErrorKind::usage);
}

TEST(Faults, FindsHelpersWhereTheCallerSays) {
  const auto beside = helper_directory();
  ASSERT_TRUE(beside) << beside.error().message;
  const Environment libexec("ASSAY_LIBEXEC", "/nonexistent");
  EXPECT_EQ(*helper_directory(), *beside) << "a folder without the helpers is passed by";
  const auto missing = find_helper("assay-nothing");
  ASSERT_FALSE(missing);
  EXPECT_TRUE(says(missing.error(), "ASSAY_LIBEXEC")) << missing.error().message;
}

TEST(Faults, ProbesWhatHoldsARun) {
  const auto isolation = probe();
  ASSERT_TRUE(isolation) << isolation.error().message;
  EXPECT_EQ(isolation->find("full: namespaces, seccomp, cgroup v"), 0U);
}

}  // namespace
}  // namespace assay::sandbox
