// Runs overlapping calls of a live subject step by step: of all requests that wait at the gate and
// all questions that wait for the judge, one goes on at a time.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <random>
#include <span>
#include <string>
#include <vector>

#include "core/duration.hpp"
#include "dynamodb/proxy.hpp"
#include "judge/live_subject.hpp"

namespace assay::kit::dynamodb {

/// What could go next: a request at the gate, or a call that asked.
struct Candidate {
  std::optional<Request> request;
  std::optional<LiveEvent> question;

  [[nodiscard]] std::string text() const;
};

/// One step of a run.
struct Step {
  std::chrono::steady_clock::time_point at;
  std::size_t candidates = 0;
  std::size_t chosen = 0;
  std::string text;   ///< of the chosen
  bool busy = false;  ///< not every call waited: one computed, slept or waited for another
};

/// What a judge says to the steps; `choose` alone is required.
struct SchedulerHooks {
  /// One of them; candidates are in order of client and arrival, questions after the requests by call.
  std::function<std::size_t(std::span<const Candidate>)> choose;
  /// Nothing: as the proxy's policy decides.
  std::function<std::optional<Decision>(const Request&)> decide;
  std::function<std::string(const LiveEvent&)> answer;   ///< to a question
  std::function<void(const LiveEvent&)> ended;           ///< a call returned or threw; it may begin others
};

/// Equally likely, the same for the same seed.
[[nodiscard]] std::function<std::size_t(std::span<const Candidate>)> seeded_choice(std::uint64_t seed);
/// The indexes that a run recorded, then always the first: a run again, or a shrunk one.
[[nodiscard]] std::function<std::size_t(std::span<const Candidate>)> replayed_choice(std::vector<std::size_t> indexes);

/// Closes the proxy's gate for as long as it lives. Used by the judge's thread.
class Scheduler {
 public:
  /// A call of which nothing is heard for `quiet` counts as busy, and the others go on without it.
  Scheduler(LiveSubject& subject, Proxy& proxy, SchedulerHooks hooks,
            core::Duration quiet = std::chrono::milliseconds{30});
  Scheduler(const Scheduler&) = delete;
  Scheduler& operator=(const Scheduler&) = delete;
  ~Scheduler();

  /// Until no call runs and nothing waits, or a crash is due: false for that. Throws what
  /// LiveSubject::next does.
  bool run();

  [[nodiscard]] const std::vector<Step>& steps() const { return steps_; }

 private:
  bool settle();
  [[nodiscard]] std::vector<Candidate> candidates() const;
  [[nodiscard]] bool all_wait() const;
  void take(const LiveEvent& event);
  void go_on(const Candidate& candidate);

  LiveSubject& subject_;
  Proxy& proxy_;
  SchedulerHooks hooks_;
  core::Duration quiet_;
  std::vector<LiveEvent> questions_;
  std::vector<Step> steps_;
};

}  // namespace assay::kit::dynamodb
