// Many seeded scenarios of one kind: how many of them a subject handles, and the first
// that it does not, made small.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>

#include "judge/scenario.hpp"
#include "judge/shrink.hpp"

namespace assay::kit {

/// A kind of scenario whose course follows from a value.
template <typename T>
struct Experiment {
  std::function<T(std::uint64_t seed)> make;
  /// Throws Violation; lets SubjectLost and JudgeFault pass.
  std::function<void(Recorder& recorder, const T& value)> play;
  std::function<void(Shrinker<T>& shrinker)> shrink;
  std::function<std::string(const T& value)> size;  ///< "48 calls, 2 faults"
};

/// What became of a campaign's scenarios.
struct Tally {
  unsigned scenarios = 0;
  unsigned handled = 0;
  unsigned unplayed = 0;     ///< count as not handled
  std::string why_unplayed;  ///< "the program hung in 2 of them"
  [[nodiscard]] double share_handled() const { return scenarios == 0 ? 0 : static_cast<double>(handled) / scenarios; }
};

/// The first scenario that was not handled.
struct FirstFailure {
  std::uint64_t seed = 0;
  Played played;
};

/// Plays the seeds 1 to `scenarios`, or only the one that was asked for with --seed, and
/// goes on after a failure. After two scenarios in which the program hung, or when the real
/// time of the running case is used up, the rest is not played.
Tally play_all(const std::function<Played(std::uint64_t seed)>& play, unsigned scenarios,
               std::optional<FirstFailure>& first);

/// Whether two failures break the same expectation, whatever its numbers: the words of what
/// was expected (up to a `;`, after which reasons are given) and of what happened.
[[nodiscard]] bool same_property(const Failure& a, const Failure& b);

/// Whether a failing scenario is worth playing again in many variants. One that hangs is
/// not: each costs seconds.
[[nodiscard]] bool worth_shrinking(const Failure& failure);

/// Whether the running case's real time is used up.
[[nodiscard]] bool time_is_up();

/// Records the metrics `scenarios`, `handled` and `share_handled` of the running case.
void record_tally(const Tally& tally);

/// Fails the running test with `first`, of which `shrunk` says how it was made smaller
/// (empty: it was not).
void show_first_failure(const Tally& tally, const FirstFailure& first, const std::string& shrunk);

/// Each scenario is played once in the life of a campaign, however often it is asked.
template <typename T>
class Campaign {
 public:
  Campaign(Experiment<T> experiment, unsigned scenarios)
      : experiment_(std::move(experiment)), scenarios_(scenarios) {}

  /// Plays the scenarios if that has not been done.
  const Tally& tally() {
    if (!tally_) {
      tally_ = play_all([this](std::uint64_t seed) { return play(experiment_.make(seed)); }, scenarios_, first_);
    }
    return *tally_;
  }

  /// Judges the running test by them: it is violated if any is not handled, and shows the
  /// first such scenario, shrunk. Call it once a test, as its last statement.
  void judge(CaseInfo info) {
    begin_case(std::move(info));
    record_tally(tally());
    if (!first_) return;
    const std::string shrunk = shrink();
    show_first_failure(*tally_, *first_, shrunk);
  }

 private:
  // A variant costs about as much as a scenario. Most failures need half as many.
  static constexpr unsigned tries = 250;

  [[nodiscard]] Played play(const T& value) const {
    return play_scenario([&](Recorder& recorder) { experiment_.play(recorder, value); });
  }

  /// Puts the smallest scenario that breaks the same expectation into the place of the first,
  /// and says how it did.
  std::string shrink() {
    const Failure original = *first_->played.failure;
    if (!worth_shrinking(original) || time_is_up()) return {};
    const auto again = play(experiment_.make(first_->seed)).failure;
    if (!again || !same_property(*again, original)) {
      return "not shrunk: played again, it goes otherwise, so the program does not do the same each time";
    }
    bool goes_on = true;
    const auto still_fails = [&](const T& value) {
      goes_on = goes_on && !time_is_up();
      if (!goes_on) return false;
      Played played = play(value);
      if (!played.failure) return false;
      goes_on = worth_shrinking(*played.failure);
      if (!same_property(*played.failure, original)) return false;
      first_->played = std::move(played);
      return true;
    };
    Shrinker<T> shrinker(experiment_.make(first_->seed), still_fails, tries);
    const std::string before = experiment_.size(shrinker.smallest());
    experiment_.shrink(shrinker);
    if (shrinker.taken() == 0) return {};
    return "shrunk from " + before + " to " + experiment_.size(shrinker.smallest());
  }

  Experiment<T> experiment_;
  unsigned scenarios_;
  std::optional<Tally> tally_;
  std::optional<FirstFailure> first_;
};

}  // namespace assay::kit
