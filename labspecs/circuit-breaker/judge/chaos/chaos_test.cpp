// Trouble of every kind, in virtual time. Each case is a family of seeded scenarios.
#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "chaos/families.hpp"
#include "support/case.hpp"
#include "support/shrink_script.hpp"

namespace judge::chaos {
namespace {

// Which message is sent when, whether it is delivered, and that none is lost. How exactly it
// is told is for the other suites, so that trouble finds what only trouble finds.
constexpr Watch looked_at{.dead_letters = true, .fallback = true};

// What the course's badge asks for.
constexpr double least_share = 0.999;

constexpr const char* taught = "README.md#chaos";

constexpr std::array<Family, 11> families{{
    {"ServiceFailure", "While a service fails, and when it is back, each call does what the rules say", 90,
     service_failure},
    {"PartitionOfOneDestination", "A destination that cannot be reached takes nothing from the others", 90,
     partition_of_one},
    {"PartitionOfAll", "When no destination can be reached, no message is lost, and each circuit recovers", 90,
     partition_of_all},
    {"MessageLoss", "A lost message is noticed by its timeout, and is retried or dead-lettered", 90, message_loss},
    {"DuplicatedReplies", "A reply that comes again, to the next attempt, is taken once", 90, duplicated_replies},
    {"DelayedReplies", "Replies that come late count for the circuit as the time they took", 90, delayed_replies},
    {"Flapping", "A service that comes and goes is probed, and each probe's result counts", 90, flapping},
    {"LoadSpike", "Ten times the load is kept within the bulkheads, and turned away without a trace lost", 90,
     load_spike},
    {"SlowDrip", "A service that becomes slower and slower is left alone as soon as the rules say", 90, slow_drip},
    {"ClockJump", "Setting the wall clock, back or forward, changes nothing", 90, clock_jump},
    {"Mixtures", "With several kinds of trouble at once, each call does what the rules say", 120, mixture},
}};

using ScriptCampaign = assay::kit::Campaign<Script>;

// In the order of `families`; they live as long as the program, as the last case asks them all.
ScriptCampaign& campaign_of(const Family& family) {
  static std::map<std::string_view, ScriptCampaign> campaigns;
  const auto [entry, is_new] =
      campaigns.try_emplace(family.name, experiment(family.make, looked_at), family.scenarios);
  return entry->second;
}

void judge_family(std::string_view name) {
  const auto family = std::ranges::find(families, name, &Family::name);
  ASSERT_NE(family, families.end());
  campaign_of(*family).judge({std::string(family->title), taught});
}

std::string percent(double share) {
  std::array<char, 32> text{};
  std::snprintf(text.data(), text.size(), "%.2f %%", 100 * share);
  return text.data();
}

}  // namespace

TEST(Chaos, ServiceFailure) { judge_family("ServiceFailure"); }
TEST(Chaos, PartitionOfOneDestination) { judge_family("PartitionOfOneDestination"); }
TEST(Chaos, PartitionOfAll) { judge_family("PartitionOfAll"); }
TEST(Chaos, MessageLoss) { judge_family("MessageLoss"); }
TEST(Chaos, DuplicatedReplies) { judge_family("DuplicatedReplies"); }
TEST(Chaos, DelayedReplies) { judge_family("DelayedReplies"); }
TEST(Chaos, Flapping) { judge_family("Flapping"); }
TEST(Chaos, LoadSpike) { judge_family("LoadSpike"); }
TEST(Chaos, SlowDrip) { judge_family("SlowDrip"); }
TEST(Chaos, ClockJump) { judge_family("ClockJump"); }
TEST(Chaos, Mixtures) { judge_family("Mixtures"); }

// The last one: by now all scenarios have been played, unless only this case was asked for.
TEST(Chaos, ShareOfScenariosHandled) {
  judge_scenario({"Of all scenarios with trouble, so many are handled by the rules", taught},
                 [](Recorder&, std::uint64_t) {
                   unsigned scenarios = 0;
                   unsigned handled = 0;
                   std::string worse;
                   for (const Family& family : families) {
                     const auto& tally = campaign_of(family).tally();
                     scenarios += tally.scenarios;
                     handled += tally.handled;
                     if (tally.handled == tally.scenarios) continue;
                     worse += (worse.empty() ? "" : ", ") + std::string(family.name) + " " +
                              std::to_string(tally.handled) + " of " + std::to_string(tally.scenarios);
                   }
                   const double share = static_cast<double>(handled) / scenarios;
                   assay::kit::record_metric("share", share);
                   assay::kit::record_metric("scenarios", scenarios);
                   assay::kit::record_metric("handled", handled);
                   if (share >= least_share) return;
                   throw Violation{"at least " + percent(least_share) + " of the scenarios are handled by the rules",
                                   percent(share) + " of " + std::to_string(scenarios) + " are; " + worse};
                 });
}

}  // namespace judge::chaos
