#include "support/simulation.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace judge {

using assay::kit::Event;
using assay::kit::EventKind;
using assay::kit::JudgeFault;
using assay::kit::Violation;
using namespace std::chrono_literals;
namespace protocol = lab::protocol;

namespace {

// The clocks begin at no special moment: zero must not look like "never".
constexpr Duration steady_origin = 5000s;
constexpr Duration wall_origin = 1'772'366'400s;  // 2026-03-01 12:00 UTC

constexpr CallId create_call = 1U << 20;  // far from the publishes, which begin at 1

template <typename T>
T unpacked(const Event& event) {
  T value;
  // The host packs it; only a subject that writes to the wire by itself gets here.
  if (!protocol::unpack(event.payload, value)) {
    throw Violation{"the host speaks for the program", "the program sent a payload that the host cannot have packed"};
  }
  return value;
}

std::string describe(const SendResult& result) {
  if (result.broken) return "breaks the connection (DownstreamError)";
  switch (result.status) {
    case lab::ReplyStatus::ok: return "answers ok";
    case lab::ReplyStatus::transient_error: return "answers transient_error";
    case lab::ReplyStatus::permanent_error: return "answers permanent_error";
    case lab::ReplyStatus::timeout: return "has not answered in time";
  }
  return {};
}

}  // namespace

Simulation::Simulation(assay::kit::Recorder& recorder, const lab::Config& config, Watch watch,
                       std::uint64_t random_seed)
    : recorder_(recorder), watch_(watch), model_(config), timeline_(recorder, time_) {
  set_clocks();
  const auto create = protocol::pack(protocol::Create{config, random_seed});
  const auto events = subject_.invoke(create_call, protocol::create, create);
  step("judge", "makes a publisher: " + describe(config));
  if (events.size() == 1 && events.front().kind == EventKind::returned) return;
  const bool threw = !events.empty() && events.front().kind == EventKind::threw;
  violate("make_publisher gives a publisher, without sending, sleeping or waiting",
          threw ? "make_publisher throws: " + quoted(events.front().payload)
                : "make_publisher does not return at once");
}

void Simulation::publish(Publish script) {
  const auto id = static_cast<CallId>(calls_.size() + 1);
  Call& call = calls_[id];
  call.id = id;
  call.message = {1000 + id, script.to, script.payload};
  call.script = std::move(script);
  time_.at(call.script.at, [this, &call] { begin(call); });
}

void Simulation::set_wall_clock(Duration at, Duration by) {
  time_.at(at, [this, by] {
    wall_offset_ += by;
    step("clock", by > 0s ? "someone sets the wall clock forward by " + to_string(by)
                          : "someone sets the wall clock back by " + to_string(-by));
  });
}

void Simulation::set_conditions(Conditions conditions) {
  conditions_ = std::move(conditions);
  for (const Fault& fault : conditions_.faults) announce(fault);
}

// Before the first call of that moment, as a fault strikes from its first moment on.
void Simulation::announce(const Fault& fault) {
  time_.at(fault.from, [this, fault] {
    std::set<std::string> struck;
    for (const auto& [id, call] : calls_) {
      if (fault.to.empty() || fault.to == call.script.to) struck.insert(call.script.to);
    }
    for (const std::string& destination : struck) {
      step(downstream_lane(destination), describe(fault) + ", until " + to_string(fault.until));
      timeline_.fault_begins(fault, destination);
    }
  });
}

void Simulation::play(assay::kit::Recorder& recorder, const Script& script, Watch watch) {
  Simulation simulation(recorder, script.config, watch, script.random_seed);
  simulation.set_conditions(script.conditions);
  for (const Publish& call : script.calls) simulation.publish(call);
  for (const auto& [at, by] : script.wall_clock) simulation.set_wall_clock(at, by);
  simulation.run();
}

void Simulation::run() {
  while (time_.step()) {
  }
}

void Simulation::begin(Call& call) {
  const bool limited = call.script.deadline != no_deadline;
  step(call_name(call.id), "publishes to " + quoted(call.script.to) +
                               (limited ? ", deadline " + to_string(call.script.deadline) : ", no deadline"));
  set_clocks();
  timeline_.circuit_is_used(call.script.to);
  expect(call, model_.begin(call.id, call.script.to, call.script.deadline, time_.now()));
  const auto deadline = limited ? lab::SteadyTime(steady_origin + call.script.deadline) : lab::SteadyTime::max();
  go_on(call, subject_.invoke(call.id, protocol::publish, protocol::pack(protocol::Publish{call.message, deadline})));
}

void Simulation::go_on(Call& call, Events events) {
  while (true) {
    const Event event = only_event(call, events);
    if (!obey(call, event, events)) return;
  }
}

// What the call asks for is checked; dead letters and the fallback are answered at once,
// and then `events` is what came of that. False where the call now waits, or has ended.
bool Simulation::obey(Call& call, const Event& event, Events& events) {
  if (event.kind == EventKind::returned) {
    on_return(call, unpacked<lab::PublishResult>(event));
    return false;
  }
  if (event.operation == protocol::send) {
    on_send(call, unpacked<protocol::Send>(event));
    return false;
  }
  if (event.operation == protocol::sleep) {
    on_sleep(call, unpacked<protocol::Sleep>(event).duration);
    return false;
  }
  if (event.operation == protocol::dead_letter) {
    on_dead_letter(call, unpacked<lab::DeadLetter>(event));
    events = subject_.resume(call.id, {});
    return true;
  }
  if (event.operation == protocol::fallback) {
    const auto reply = on_fallback(call, unpacked<protocol::FallbackQuestion>(event));
    events = subject_.resume(call.id, reply);
    return true;
  }
  violate(call, "the program asked for something that the contract does not have");
}

// Only one call runs at a time: what happens is its doing, and there is one thing of it.
const Event& Simulation::only_event(const Call& call, const Events& events) {
  for (const Event& event : events) {
    if (event.kind == EventKind::foreign) {
      step(call_name(call.id), "another thread uses the environment");
      violate(call, "a thread that the program started itself used the environment (" + quoted(event.operation) +
                        "); a publish does its work in the thread that called it");
    }
  }
  for (const Event& event : events) {
    if (event.kind == EventKind::blocked) blame_lock(call, event.payload);
  }
  if (events.size() != 1 || events.front().call != call.id) {
    throw Violation{expectation(call), "the program does things for calls that were not to go on"};
  }
  if (events.front().kind == EventKind::threw) {
    step(call_name(call.id), "lets an exception out of publish");
    violate(call, call_name(call.id) + " lets an exception out of publish: " + quoted(events.front().payload));
  }
  return events.front();
}

void Simulation::blame_lock(const Call& call, const std::string& waits_for) {
  step(call_name(call.id), "waits for " + waits_for);
  std::string holders;
  for (const auto& [id, other] : calls_) {
    if (id == call.id || other.inside == Inside::nothing) continue;
    holders += (holders.empty() ? "" : ", ") + call_name(id) + " is inside " +
               (other.inside == Inside::send ? "Downstream::send" : "Scheduler::sleep_for");
  }
  const std::string waiting = call_name(call.id) + " waits for " + waits_for;
  if (holders.empty()) violate(call, waiting + " that no call will ever release: a deadlock");
  violate(call, waiting + " while " + holders +
                    ": a lock is held across that call, or one publish waits for another to end "
                    "(README.md#threads-and-locks)");
}

void Simulation::on_send(Call& call, const protocol::Send& send) {
  step(call_name(call.id),
       "sends to " + quoted(send.message.destination) + " with timeout " + to_string(send.timeout),
       downstream_lane(call.script.to));
  if (!call.next.send) {
    violate(call, call_name(call.id) + " is sent to the downstream at " + to_string(time_.now()));
  }
  if (send.message != call.message) violate(call, call_name(call.id) + " sends another message than it was given");
  if (watch_.timeouts && send.timeout != *call.next.send) {
    violate(call, call_name(call.id) + " gives the downstream a timeout of " + to_string(send.timeout));
  }
  call.inside = Inside::send;
  Answer answer = next_answer(call);
  // Where a case does not look at timeouts, a wrong one does not change its course.
  const Duration patience = *call.next.send;
  if (answer.latency > patience || answer.result.status == lab::ReplyStatus::timeout) {
    answer = {{false, lab::ReplyStatus::timeout, {}}, patience};
  }
  call.given_up = answer.result.status == lab::ReplyStatus::timeout;
  time_.at(time_.now() + answer.latency, [this, &call, result = answer.result] { answer_send(call, result); });
}

Answer Simulation::next_answer(Call& call) const {
  const unsigned nth = call.sends++;
  if (nth < call.script.answers.size()) return call.script.answers[nth];
  return answer_under(conditions_, {call.script.to, call.script.luck, nth, call.given_up, time_.now()});
}

void Simulation::answer_send(Call& call, const SendResult& result) {
  step(downstream_lane(call.script.to), describe(result) + " (" + call_name(call.id) + ")", call_name(call.id));
  set_clocks();
  call.inside = Inside::nothing;
  expect(call, model_.sent(call.id, result, time_.now()));
  go_on(call, subject_.resume(
                  call.id, protocol::pack(protocol::SendAnswer{result.broken, {result.status, result.body}})));
}

void Simulation::on_sleep(Call& call, Duration duration) {
  step(call_name(call.id), "sleeps for " + to_string(duration));
  const std::string actual =
      call_name(call.id) + " sleeps for " + to_string(duration) + " at " + to_string(time_.now());
  if (call.next.wait) return on_wait(call, duration, actual);
  const bool tolerated = call.next.failure && !watch_.idle_sleeps && ++call.idle_sleeps <= far_too_many;
  if (!tolerated) violate(call, actual);
  time_.at(time_.now() + std::clamp(duration, Duration{}, Duration(std::chrono::hours{1})), [this, &call] {
    set_clocks();
    go_on(call, subject_.resume(call.id, {}));
  });
}

void Simulation::on_wait(Call& call, Duration duration, const std::string& actual) {
  const auto [shortest, longest] = *call.next.wait;
  if (watch_.waits) {
    if (duration < shortest || duration > longest) violate(call, actual);
    if (duration >= call.script.deadline - time_.now()) violate(call, actual + ", to or past its deadline");
  }
  waits_.push_back(duration);
  call.inside = Inside::sleep;
  // Where a case does not look at waits, a wrong one does not change its course.
  time_.at(time_.now() + (watch_.waits ? duration : longest), [this, &call] { wake(call); });
}

void Simulation::wake(Call& call) {
  step(call_name(call.id), "wakes");
  set_clocks();
  call.inside = Inside::nothing;
  expect(call, model_.waited(call.id, time_.now()));
  go_on(call, subject_.resume(call.id, {}));
}

void Simulation::expect(Call& call, Next next) {
  if (const std::string& to = call.script.to; !next.circuit_change.empty()) {
    step("rules", "the circuit of " + quoted(to) + " " + next.circuit_change, circuit_lane(to));
    timeline_.circuit_changes(to, next.circuit_state);
  }
  call.next = std::move(next);
}

void Simulation::set_clocks() {
  subject_.set_time(steady_origin + time_.now(), wall_origin + time_.now() + wall_offset_);
}

void Simulation::step(std::string lane, std::string what, std::string to) {
  recorder_.step(time_.now(), std::move(lane), std::move(what), std::move(to));
}

std::string Simulation::expectation(const Call& call) const {
  const std::string who = call_name(call.id);
  std::string text;
  if (call.next.send) {
    text = who + " is sent to " + quoted(call.script.to) + " with a timeout of " + to_string(*call.next.send);
  }
  if (call.next.wait) {
    const auto& [shortest, longest] = *call.next.wait;
    text = who + " sleeps for " +
           (shortest == longest ? to_string(longest)
                                : "between " + to_string(shortest) + " and " + to_string(longest)) +
           " before its next attempt";
  }
  if (call.next.failure) {
    text += (text.empty() ? who : ", or") + " fails at once with " + name_of(call.next.failure->cause) + " after " +
            counted(call.next.failure->attempts, "attempt");
  }
  if (call.next.delivered) text = who + " returns the reply " + quoted(*call.next.delivered);
  return text + "; " + call.next.because;
}

void Simulation::violate(const Call& call, const std::string& actual) const {
  throw Violation{expectation(call), actual};
}

void Simulation::violate(std::string expected, std::string actual) {
  throw Violation{std::move(expected), std::move(actual)};
}

}  // namespace judge
