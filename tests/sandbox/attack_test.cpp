// Each attack twice: on the bare host, where it must succeed, or it would show nothing; and in a
// box, where it must not.
#include <unistd.h>

#include "attacks.hpp"
#include "box_fixture.hpp"
#include "host_processes.hpp"
#include "prey.hpp"
#include "seen.hpp"

namespace assay::sandbox::testing {
namespace {

bool needs_root(const Attack& attack) { return attack.needs == Needs::root || attack.needs == Needs::root_and_kernel; }
bool needs_kernel(const Attack& attack) { return attack.needs == Needs::kernel || attack.needs == Needs::root_and_kernel; }

/// `init` and `scratch`: what there is bare and in a box.
std::string fill_in(const Prey& prey, std::string text, const std::string& init, const std::string& scratch) {
  for (const auto& [name, value] : {std::pair{std::string("{init}"), init}, {std::string("{scratch}"), scratch}}) {
    if (const auto at = text.find(name); at != std::string::npos) text.replace(at, name.size(), value);
  }
  return prey.fill_in(std::move(text));
}

std::vector<std::string> words(const Prey& prey, const Attack& attack, const std::string& program,
                               const std::string& init, const std::string& scratch) {
  std::vector<std::string> all{program};
  for (const auto& word : attack.words) all.push_back(fill_in(prey, word, init, scratch));
  return all;
}

/// `wanted` may end in "*".
bool matches(const std::string& text, const std::string& wanted) {
  return wanted.ends_with('*') ? text.starts_with(wanted.substr(0, wanted.size() - 1)) : text == wanted;
}

/// A file or device that is not there is the kernel's lack of it, too.
bool is_absent(const std::string& text) { return text == "absent" || text == "held ENOENT" || text == "held ENODEV" || text == "held ENXIO"; }

class Bare : public ::testing::TestWithParam<Attack> {};

TEST_P(Bare, Succeeds) {
  const Prey prey;
  const std::string text = run_bare(words(prey, GetParam(), ASSAY_PROBES "/attack", "{victim}", "/mnt"));
  const bool lacking = needs_kernel(GetParam()) && is_absent(text);
  RecordProperty("kernel_lacks_it", lacking ? "yes" : "no");
  EXPECT_TRUE(lacking || matches(text, prey.fill_in(GetParam().bare))) << text;
}

class Box : public ::testing::TestWithParam<Attack> {};

TEST_P(Box, HoldsIt) {
  const Prey prey;
  Policy policy = probe_policy();
  policy.allowed = GetParam().allowed;
  const Outcome outcome = run_in_box(policy, words(prey, GetParam(), "/probes/attack", "1", "/tmp"));
  EXPECT_PRED2(matches, seen(outcome), std::string(GetParam().box));
  EXPECT_EQ((outcome.out + outcome.err).find(prey.fill_in("{secret}")), std::string::npos);
  EXPECT_TRUE(prey.victim_lives());
}

std::vector<Attack> succeeding_here() {
  std::vector<Attack> some;
  for (const auto& attack : attacks()) {
    if (geteuid() == 0 || !needs_root(attack)) some.push_back(attack);
  }
  return some;
}

std::string name_of(const ::testing::TestParamInfo<Attack>& tested) {
  return std::string(tested.param.promise) + "_" + tested.param.name;
}

INSTANTIATE_TEST_SUITE_P(Attack, Bare, ::testing::ValuesIn(succeeding_here()), name_of);
INSTANTIATE_TEST_SUITE_P(Attack, Box, ::testing::ValuesIn(attacks()), name_of);

TEST(Victim, IsEndedByABareKill) {
  for (const char* attack : {"end", "end_by_descriptor"}) {
    const Prey prey;
    EXPECT_EQ(run_bare({ASSAY_PROBES "/attack", attack, prey.fill_in("{victim}")}), "got it");
    EXPECT_TRUE(comes_true([&] { return !prey.victim_lives(); }));
  }
}

TEST(Victim, IsBeyondAKillFromABox) {
  for (const char* attack : {"end", "end_by_descriptor"}) {
    const Prey prey;
    EXPECT_EQ(seen(run_in_box(probe_policy(), {"/probes/attack", attack, prey.fill_in("{victim}")})), "held ESRCH");
    EXPECT_TRUE(prey.victim_lives());
  }
}

}  // namespace
}  // namespace assay::sandbox::testing
