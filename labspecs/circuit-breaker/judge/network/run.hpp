// One scenario of the network suite: a subject with real clocks, a broker over real TCP, and
// what the judge saw of both. What is judged is what the judge's own server and proxy saw, and
// when the judge's end of the wire heard of a publish; bounds that could be missed because
// a machine is slow are told apart from those that no machine can break.
#pragma once

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "host/protocol.hpp"
#include "judge/live_subject.hpp"
#include "judge/scenario.hpp"
#include "lab/config.hpp"
#include "network/downstream.hpp"
#include "network/noise.hpp"

namespace judge {

using Clock = std::chrono::steady_clock;
using assay::kit::wire::CallId;

/// What was seen could also come from a machine that is busy with something else: it is
/// measured again.
struct Unclear {
  std::string expected;
  std::string actual;
};

/// What to publish.
struct LivePublish {
  std::string to = "orders";
  std::string payload = "hello";
  Duration within = std::chrono::seconds{20};  ///< its deadline, from now
};

/// What became of one publish. A message has its call's number as its id.
struct LiveCall {
  CallId id = 0;
  lab::Message message;
  Clock::time_point invoked;
  Clock::time_point deadline;
  std::vector<std::pair<Clock::time_point, lab::DeadLetter>> letters;
  std::vector<std::pair<Clock::time_point, lab::Cause>> fallbacks;
  std::string fallback_reply;
  std::optional<Clock::time_point> returned;
  lab::PublishResult result;
};

class NetworkRun {
 public:
  NetworkRun(const lab::Config& config, std::uint64_t seed);

  /// The broker's behaviour from now on; it begins by taking everything at once.
  void answer(const std::string& destination, Answering how);
  /// Something breaks on the way to the broker: "the network is partitioned".
  proxy::FaultId begin_fault(proxy::Fault fault, std::string what);
  void end_fault(proxy::FaultId fault);

  /// By the rules, the circuit of orders is in this state from now on; for the record alone.
  void circuit_becomes(std::string state);

  /// Begins a publish, and does not wait for it.
  CallId publish(LivePublish what = {});
  /// Waits until it returns; throws Violation where it does so far too late.
  const LiveCall& result_of(CallId call);
  const LiveCall& publish_and_wait(LivePublish what = {}) { return result_of(publish(std::move(what))); }
  void wait_for_all();
  /// Lets time pass; calls go on meanwhile.
  void wait_until(Clock::time_point moment);
  void wait_for(Duration time) { wait_until(Clock::now() + time); }
  /// Lets time pass until the broker's door was knocked at so often; false if that takes too long.
  [[nodiscard]] bool wait_for_connections(std::uint64_t count);

  [[nodiscard]] const LiveCall& call(CallId id) const { return calls_.at(id); }
  [[nodiscard]] std::vector<Arrival> arrivals() const { return downstream_.arrivals(); }
  [[nodiscard]] std::vector<Arrival> arrivals_of(CallId call) const;
  /// How many sends have begun: each is a connection of its own.
  [[nodiscard]] std::uint64_t connections() const { return downstream_.activity().connections; }
  /// What faults have done so far; a case whose fault did nothing has shown nothing.
  [[nodiscard]] std::uint64_t fired(const std::string& fault) const;

  /// The property is broken, whatever the machine did.
  [[noreturn]] void violate(std::string expected, std::string actual);
  /// Something came so much later than it must, or not in that time: a violation, unless the
  /// machine was so busy that it may be the reason.
  [[noreturn]] void too_late(Duration by, std::string expected, std::string actual);

  /// What holds in every scenario; call it as the last thing. `paced`: an attempt that failed was
  /// answered, so that the wait after it can be seen.
  void check_all(bool paced = true);

  /// Puts what was seen in its order.
  void write_to(assay::kit::Recorder& recorder) const;

  [[nodiscard]] Duration since_start(Clock::time_point at) const { return at - start_; }

 private:
  /// Something that lasts, until the scenario's end where it has no other.
  struct Span {
    std::string what;
    Clock::time_point from;
    std::optional<Clock::time_point> to{};
  };
  using Steps = std::vector<assay::core::ScenarioStep>;

  void create(std::uint64_t seed);
  void take(const assay::kit::LiveEvent& event);
  void take_question(LiveCall& call, const assay::kit::LiveEvent& event);
  void check_ending(const LiveCall& call);
  void check_failure(const LiveCall& call);
  void check_deadline(const LiveCall& call);
  void check_sends(const LiveCall& call, bool paced);
  void check_pace(const std::vector<Arrival>& sends);
  void check_strays();
  void note(std::string what);
  void add_call_steps(const LiveCall& call, Steps& steps) const;
  void add_arrival_steps(Steps& steps) const;
  void write_spans(assay::kit::Recorder& recorder) const;

  lab::Config config_;
  Clock::time_point start_;
  std::map<CallId, LiveCall> calls_;
  std::map<proxy::FaultId, Span> faults_;
  std::map<std::string, std::vector<Span>> errors_;  // by destination: what it answers where it is not well
  std::vector<Span> states_;
  std::vector<std::pair<Clock::time_point, std::string>> notes_;
  NoiseMeter noise_;
  assay::kit::LiveSubject subject_;
  NetworkDownstream downstream_;
};

}  // namespace judge
