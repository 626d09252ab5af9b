// What the judge saw in a scenario of the network suite, in the order of its times.
#include <algorithm>
#include <utility>

#include "network/run.hpp"
#include "support/timeline.hpp"

namespace judge {
namespace {

using assay::core::ScenarioStep;
using assay::core::SpanKind;

// So many are of a program that floods the broker; what came first says enough.
constexpr std::size_t most_arrivals = 500;

std::string described(const lab::DeadLetter& letter) {
  return "dead-letters it: " + name_of(letter.cause) + " after " + counted(letter.attempts, "attempt");
}

}  // namespace

void NetworkRun::write_to(assay::kit::Recorder& recorder) const {
  Steps steps;
  for (const auto& [id, call] : calls_) add_call_steps(call, steps);
  add_arrival_steps(steps);
  for (const auto& [at, what] : notes_) steps.push_back({since_start(at), "judge", what, false, {}});
  std::ranges::stable_sort(steps, {}, &ScenarioStep::at);
  for (auto& step : steps) recorder.step(step.at, std::move(step.lane), std::move(step.what), std::move(step.to));
  write_spans(recorder);
}

void NetworkRun::write_spans(assay::kit::Recorder& recorder) const {
  const auto end = Clock::now();
  const auto write = [&](const Span& span, SpanKind kind, std::string lane) {
    recorder.span({since_start(span.from), since_start(span.to.value_or(end)), kind, std::move(lane), span.what});
  };
  for (const auto& [id, fault] : faults_) write(fault, SpanKind::fault, downstream_lane("orders"));
  for (const auto& [destination, errors] : errors_) {
    for (const auto& error : errors) write(error, SpanKind::fault, downstream_lane(destination));
  }
  for (const auto& state : states_) write(state, SpanKind::state, circuit_lane("orders"));
}

void NetworkRun::add_call_steps(const LiveCall& call, Steps& steps) const {
  const std::string lane = call_name(call.id);
  steps.push_back({since_start(call.invoked), lane,
                   "publishes " + judge::quoted(call.message.payload) + " to " + call.message.destination +
                       " with a deadline in " + to_string(call.deadline - call.invoked),
                   false, {}});
  for (const auto& [at, letter] : call.letters) {
    steps.push_back({since_start(at), lane, described(letter), false, "dead letters"});
  }
  for (const auto& [at, cause] : call.fallbacks) {
    steps.push_back({since_start(at), lane, "asks the fallback: " + name_of(cause), false, "fallback"});
  }
  if (call.returned) {
    steps.push_back({since_start(*call.returned), lane,
                     std::string("returns, ") + (call.result.delivered ? "delivered" : "not delivered"), false, {}});
  }
}

void NetworkRun::add_arrival_steps(Steps& steps) const {
  auto all = arrivals();
  all.resize(std::min(all.size(), most_arrivals));
  std::map<std::uint32_t, unsigned> attempts;
  for (const auto& arrival : all) {
    const std::string lane = downstream_lane(arrival.destination);
    const std::string caller = call_name(arrival.message);
    steps.push_back({since_start(arrival.exchange.request.at), caller,
                     "send " + std::to_string(++attempts[arrival.message]) + " arrives", false, lane});
    if (arrival.exchange.answered) {
      steps.push_back({since_start(*arrival.exchange.answered), lane,
                       "answers " + std::to_string(arrival.exchange.status), false, caller});
    }
  }
}

}  // namespace judge
