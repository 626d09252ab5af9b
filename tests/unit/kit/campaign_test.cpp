#include "judge/campaign.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <gtest/gtest-spi.h>

#include <map>
#include <string>
#include <utility>

#include "judge/configuration.hpp"
#include "judge/patience.hpp"
#include "judge/subject.hpp"

namespace assay::kit {
namespace {

using namespace std::chrono_literals;
using testing::HasSubstr;

/// A campaign whose value is a number from a seed, made smaller one by one.
class CampaignTest : public testing::Test {
 protected:
  ~CampaignTest() override {
    set_configuration({});
    patience() = Patience();
  }

  Experiment<int> numbers(std::function<void(int value)> play) {
    return {.make = [](std::uint64_t seed) { return static_cast<int>(seed); },
            .play = [this, play = std::move(play)](Recorder& recorder, int value) {
              ++played_[value];
              recorder.step({}, "judge", "plays " + std::to_string(value));
              play(value);
            },
            .shrink = [](Shrinker<int>& shrinker) { while (shrinker.propose(shrinker.smallest() - 1)) {} },
            .size = [](int value) { return std::to_string(value) + " things"; }};
  }

  static core::CaseResult judge(Campaign<int>& campaign) {
    testing::TestPartResultArray expected_failures;
    {
      const testing::ScopedFakeTestPartResultReporter captured(
          testing::ScopedFakeTestPartResultReporter::INTERCEPT_ONLY_CURRENT_THREAD, &expected_failures);
      campaign.judge({.title = "title", .read = {}});
    }
    auto result = take_case_result();
    result.verdict = expected_failures.size() > 0 ? core::Verdict::violated : core::Verdict::satisfied;
    return result;
  }

  std::map<int, int> played_;
};

void fail_from(int value, int least) {
  if (value >= least) throw Violation{"less than " + std::to_string(least), "it was " + std::to_string(value)};
}

TEST_F(CampaignTest, CountsWhatIsHandledAfterAFailureToo) {
  Campaign<int> campaign(numbers([](int value) {
    if (value == 3 || value == 7) throw Violation{"another", "unlucky"};
  }), 10);
  const auto result = judge(campaign);
  EXPECT_EQ(result.verdict, core::Verdict::violated);
  EXPECT_EQ(result.seed, 3U);
  EXPECT_THAT(result.metrics, testing::UnorderedElementsAre(testing::Pair("scenarios", 10), testing::Pair("handled", 8),
                                                            testing::Pair("share_handled", 0.8)));
  EXPECT_THAT(result.actual, HasSubstr("the first of 2 scenarios that are not handled, out of 10"));
}

TEST_F(CampaignTest, IsSatisfiedWhereAllAreHandled) {
  Campaign<int> campaign(numbers([](int) {}), 10);
  const auto result = judge(campaign);
  EXPECT_EQ(result.verdict, core::Verdict::satisfied);
  EXPECT_EQ(result.metrics.at("share_handled"), 1);
  EXPECT_TRUE(result.steps.empty());
}

TEST_F(CampaignTest, ShowsTheSmallestThatFailsLikeTheFirst) {
  set_configuration({.seed = 90});
  Campaign<int> campaign(numbers([](int value) { fail_from(value, 40); }), 100);
  const auto result = judge(campaign);
  EXPECT_EQ(result.seed, 90U);
  EXPECT_THAT(result.actual, HasSubstr("it was 40"));
  EXPECT_THAT(result.actual, HasSubstr("shrunk from 90 things to 40 things"));
  ASSERT_EQ(result.steps.size(), 1U);
  EXPECT_EQ(result.steps[0].what, "plays 40");
  EXPECT_TRUE(result.steps[0].culprit);
}

TEST_F(CampaignTest, DoesNotShrinkIntoAnotherFailure) {
  Campaign<int> campaign(numbers([](int value) {
    if (value < 20) throw Violation{"another thing", "it was small"};
    fail_from(value, 20);
  }), 100);
  set_configuration({.seed = 90});
  EXPECT_THAT(judge(campaign).actual, HasSubstr("it was 20\n"));
}

TEST_F(CampaignTest, SaysThatAFailureDoesNotComeAgain) {
  set_configuration({.seed = 90});
  Campaign<int> campaign(numbers([this](int value) {
    if (played_[value] == 1) throw Violation{"another", "unlucky"};
  }), 100);
  const auto result = judge(campaign);
  EXPECT_THAT(result.actual, HasSubstr("unlucky\nnot shrunk: played again, it goes otherwise"));
  EXPECT_THAT(played_, testing::ElementsAre(testing::Pair(90, 2)));
}

TEST_F(CampaignTest, PlaysEachScenarioOnce) {
  Campaign<int> campaign(numbers([](int value) { fail_from(value, 4); }), 5);
  EXPECT_EQ(campaign.tally().handled, 3U);
  judge(campaign);
  EXPECT_EQ(campaign.tally().handled, 3U);
  // Shrinking plays the first failure again, and one that is smaller.
  for (int value = 1; value <= 5; ++value) EXPECT_EQ(played_[value], value == 3 || value == 4 ? 2 : 1) << value;
}

TEST_F(CampaignTest, PlaysOnlyTheSeedThatWasAskedFor) {
  set_configuration({.seed = 17});
  Campaign<int> campaign(numbers([](int) {}), 10);
  const auto result = judge(campaign);
  EXPECT_EQ(result.metrics.at("scenarios"), 1);
  EXPECT_THAT(played_, testing::ElementsAre(testing::Pair(17, 1)));
}

TEST_F(CampaignTest, GivesUpAfterTwoThatHang) {
  Campaign<int> campaign(numbers([](int value) {
    if (value % 2 == 0) throw SubjectLost(core::CaseEnd::subject_hung, "no answer");
  }), 10);
  const auto result = judge(campaign);
  EXPECT_EQ(result.end, core::CaseEnd::subject_hung);
  EXPECT_EQ(result.seed, 2U);
  EXPECT_EQ(result.metrics.at("handled"), 2);
  EXPECT_EQ(result.metrics.at("share_handled"), 0.2);
  EXPECT_THAT(result.actual, HasSubstr("8 scenarios that are not handled, out of 10"));
  EXPECT_THAT(result.actual, HasSubstr("6 of them were not played: the program hung in 2 scenarios"));
  // Neither is anything else played: one that hangs is not shrunk.
  EXPECT_THAT(played_, testing::SizeIs(4));
}

TEST_F(CampaignTest, StopsShrinkingWhereASmallerOneHangs) {
  set_configuration({.seed = 90});
  Campaign<int> campaign(numbers([](int value) {
    if (value <= 80) throw SubjectLost(core::CaseEnd::subject_hung, "no answer");
    fail_from(value, 0);
  }), 100);
  EXPECT_THAT(judge(campaign).actual, HasSubstr("it was 81\n"));
  EXPECT_EQ(played_.count(79), 0U);
}

TEST_F(CampaignTest, PlaysNothingMoreWhenTheTimeIsUsedUp) {
  patience() = Patience(1s, 0);
  Campaign<int> campaign(numbers([](int value) {
    if (value == 4) patience().spend(2s);
  }), 10);
  EXPECT_EQ(campaign.tally().handled, 4U);
  EXPECT_EQ(campaign.tally().unplayed, 6U);
  EXPECT_THAT(played_, testing::SizeIs(4));
}

TEST_F(CampaignTest, IsViolatedWhereNothingWasPlayed) {
  patience() = Patience(0s, 0);
  Campaign<int> campaign(numbers([](int) {}), 10);
  const auto result = judge(campaign);
  EXPECT_EQ(result.verdict, core::Verdict::violated);
  EXPECT_EQ(result.end, core::CaseEnd::subject_hung);
  EXPECT_THAT(result.actual, HasSubstr("10 of them were not played: the case's real time was used up"));
}

TEST(SameProperty, LooksPastNumbersAndReasons) {
  const auto judged = core::CaseEnd::judged;
  const Failure first{judged, "call 2 fails after 1 attempt; the circuit opened at 120ms", "call 2 sends at 1s"};
  Failure other{judged, "call 17 fails after 3 attempts; it was full", "call 17 sends at 20.5ms"};
  EXPECT_TRUE(same_property(first, other));
  other.actual = "call 17 sleeps at 20.5ms";
  EXPECT_FALSE(same_property(first, other));
  other = first;
  other.expected = "call 2 is sent";
  EXPECT_FALSE(same_property(first, other));
  other = first;
  other.end = core::CaseEnd::subject_ended;
  EXPECT_FALSE(same_property(first, other));
}

}  // namespace
}  // namespace assay::kit
