// The judge's end of the wire where real time matters: starts a subject around a
// `host::LiveHost`, and lets any number of calls overlap.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/duration.hpp"
#include "judge/configuration.hpp"
#include "judge/subject.hpp"
#include "sandbox/runner.hpp"
#include "util/fd.hpp"
#include "wire/frame.hpp"

namespace assay::kit {

/// What became of a call, and when the judge had it: CLOCK_MONOTONIC, which is the same clock
/// inside the box and outside.
struct LiveEvent : wire::Event {
  std::chrono::steady_clock::time_point at;
};

/// How a live subject is started; what is not set is as the grader configured it. To ask for more
/// than lab.toml grants, be it a limit or, with endpoints, the network, is a LabFault.
struct LiveOptions {
  /// Holds the program `subject`: the submission's, or `configuration().baseline_folder`.
  std::filesystem::path folder = configuration().subject_folder;
  sandbox::Limits limits = configuration().limits;
  /// While calls run and none is heard of for this long in `next`, the subject hangs.
  core::Duration hang_after = configuration().hang_after;
  std::vector<std::uint16_t> endpoints;  ///< see `take_endpoint`; with any, the program has a loopback network
  std::vector<std::string> environment;  ///< "NAME=value": TSAN_OPTIONS and the like
  int cpu = -1;                          ///< pins every thread of the subject to it; -1: none
};

/// A fresh subject process, ended with the object. What it printed goes to the running case's
/// record when it ends. Used by one thread, but for `usage` and `wake`; every method may throw JudgeFault.
/// SubjectLost is thrown once the subject has ended, hung or broken the protocol, by `next`
/// after the events that came before.
class LiveSubject {
 public:
  using Clock = std::chrono::steady_clock;

  explicit LiveSubject(const LiveOptions& options = {});
  ~LiveSubject();
  LiveSubject(const LiveSubject&) = delete;
  LiveSubject& operator=(const LiveSubject&) = delete;

  /// Begins `operation` as a new call, and does not wait for it; `call` is the caller's choice,
  /// and is not that of a call that has not ended.
  void invoke(wire::CallId call, std::string_view operation, std::string_view payload);

  /// Answers the question that `call` waits with.
  void resume(wire::CallId call, std::string_view payload);

  /// The next event, in the order in which they came: `asked`, `returned` and `threw` of a call
  /// that runs, `foreign` of none. Nothing at `deadline`, after `wake` and
  /// after `end`. Throws SubjectLost. Waiting while calls run is taken from the case's patience.
  [[nodiscard]] std::optional<LiveEvent> next(Clock::time_point deadline);

  /// From any thread: the subject was heard of elsewhere, at a service of the judge's. `next`, or the
  /// next call of it where none waits, gives nothing at once, and the silence before does not count.
  void wake();

  /// Calls of which the judge has not yet given out that they wait for it or have ended.
  [[nodiscard]] unsigned running() const;

  /// The listening socket of an endpoint: what connects to 127.0.0.1:`port` in the box can be
  /// accepted here. Once an endpoint.
  [[nodiscard]] util::Fd take_endpoint(std::uint16_t port);

  /// CPU time and peak memory so far, from the cgroup. From any thread, until `end`.
  [[nodiscard]] sandbox::Usage usage() const;

  /// Ends the subject, if it has not ended, and says how it was: `out` and `err` are what it
  /// printed. Where the subject was lost it is how it ended; the same each time.
  const sandbox::Outcome& end();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit
