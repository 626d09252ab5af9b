// A bar tells a program that is 20 % too slow from one that is 20 % better than it must be, with
// real programs in the sandbox, on an idle machine as on one that has no processor to spare.
#include <cstdint>
#include <memory>
#include <string>

#include <gtest/gtest.h>

#include "judge/configuration.hpp"
#include "judge/live_subject.hpp"
#include "measure/comparison.hpp"
#include "measure/meter.hpp"
#include "processor_load.hpp"

namespace assay::kit::measure {
namespace {

/// A program that takes so many percent of the usual CPU time for the same work.
class Program {
 public:
  explicit Program(unsigned slowness) : subject_(options(slowness)) {}

  double rate() {
    constexpr std::uint64_t units = 4'000'000;
    const Meter meter(subject_);
    subject_.invoke(++calls_, "work", wire::Writer().u64(units).take());
    const auto event = subject_.next(LiveSubject::Clock::time_point::max());
    return static_cast<double>(units) / static_cast<double>(meter.until(event->at).cpu.count());
  }

 private:
  static LiveOptions options(unsigned slowness) {
    LiveOptions options;
    options.environment = {"SLOWNESS=" + std::to_string(slowness)};
    return options;
  }
  LiveSubject subject_;
  CallId calls_ = 0;
};

class Bar : public testing::TestWithParam<bool> {
 protected:
  static void SetUpTestSuite() {
    Configuration configuration;
    configuration.suite = "measurement";
    configuration.subject_folder = ASSAY_MEASURED_SUBJECT;
    configuration.hang_after = std::chrono::minutes(1);
    configuration.limits.wall = configuration.limits.cpu = std::chrono::minutes(2);
    set_configuration(configuration);
  }

  /// Of a program that is to be at least half as fast as one with a slowness of 100.
  static Answer hold_against_half(unsigned slowness) {
    const Question question{.name = "rate", .title = "work a second of CPU time", .unit = "units/ns",
                            .more_is_better = true, .bar = 0.5};
    Program subject(slowness);
    Program baseline(100);
    return compare(question, [&] { return subject.rate(); }, [&] { return baseline.rate(); }, 1);
  }
};

using test::ProcessorLoad;

std::unique_ptr<ProcessorLoad> load_if(bool wanted) { return wanted ? std::make_unique<ProcessorLoad>() : nullptr; }

// 250 % of the time is 0.4 of the rate, 20 % below the bar.
TEST_P(Bar, IsFailedByAProgramThatIsTwentyPercentTooSlow) {
  const auto load = load_if(GetParam());
  const Answer answer = hold_against_half(250);
  EXPECT_EQ(answer.decision, Decision::failed);
  EXPECT_NEAR(answer.comparison.ratio, 0.4, 0.08);
}

// 167 % of the time is 0.6 of the rate, 20 % above the bar.
TEST_P(Bar, IsPassedByAProgramThatIsTwentyPercentBetterThanItMustBe) {
  const auto load = load_if(GetParam());
  const Answer answer = hold_against_half(167);
  EXPECT_EQ(answer.decision, Decision::passed);
  EXPECT_NEAR(answer.comparison.ratio, 0.6, 0.08);
}

INSTANTIATE_TEST_SUITE_P(Machine, Bar, testing::Values(false, true),
                         [](const auto& loaded) { return loaded.param ? "WithEveryProcessorBusy" : "Idle"; });

}  // namespace
}  // namespace assay::kit::measure
