#include "network/run.hpp"

#include <algorithm>
#include <utility>

namespace judge {
namespace {

using assay::kit::EventKind;
using assay::kit::LiveEvent;
using assay::kit::SubjectLost;
using assay::kit::Violation;
namespace protocol = lab::protocol;

// Of 127.0.0.1 in the box.
constexpr std::uint16_t downstream_port = 8080;
constexpr CallId creation = 1;

// A publish that has not returned so long after its deadline hangs.
constexpr auto longest_wait = std::chrono::seconds(3);
// Noise that could have made something late is at least this part of how late it is.
constexpr int noise_margin = 4;

template <typename T>
T unpacked(const LiveEvent& event) {
  T value;
  if (!protocol::unpack(event.payload, value)) {
    throw SubjectLost(assay::core::CaseEnd::subject_broke_protocol, "the program wrote garbage to the judge's socket");
  }
  return value;
}

assay::kit::LiveOptions options() {
  assay::kit::LiveOptions options;
  options.endpoints = {downstream_port};
  return options;
}

}  // namespace

NetworkRun::NetworkRun(const lab::Config& config, std::uint64_t seed)
    : config_(config), subject_(options()), downstream_(subject_.take_endpoint(downstream_port)) {
  create(seed);
  start_ = Clock::now();
}

void NetworkRun::create(std::uint64_t seed) {
  subject_.invoke(creation, protocol::create,
                  protocol::pack(protocol::CreateLive{{config_, seed}, downstream_port}));
  const auto event = subject_.next(Clock::time_point::max());
  if (event && event->kind == EventKind::returned) return;
  violate("make_publisher makes a publisher, and does nothing else",
          event && event->kind == EventKind::threw ? "it threw: " + event->payload : "it used its environment");
}

void NetworkRun::answer(const std::string& destination, Answering how) {
  downstream_.answer(destination, how);
  const std::string what = "answers " + std::to_string(how.status) +
                           (how.delay > Duration::zero() ? " after " + to_string(how.delay) : "");
  note(destination + " " + what + " from now on");
  auto& errors = errors_[destination];
  if (!errors.empty() && !errors.back().to) errors.back().to = Clock::now();
  if (how.status != 200 || how.delay > Duration::zero()) errors.push_back({what, Clock::now()});
}

proxy::FaultId NetworkRun::begin_fault(proxy::Fault fault, std::string what) {
  const auto id = downstream_.begin(std::move(fault));
  faults_[id] = {std::move(what), Clock::now()};
  return id;
}

void NetworkRun::end_fault(proxy::FaultId fault) {
  downstream_.end(fault);
  faults_.at(fault).to = Clock::now();
}

void NetworkRun::circuit_becomes(std::string state) {
  const auto now = Clock::now();
  if (states_.empty()) states_.push_back({"closed", start_});
  states_.back().to = now;
  states_.push_back({std::move(state), now});
}

CallId NetworkRun::publish(LivePublish what) {
  const auto id = static_cast<CallId>(creation + 1 + calls_.size());
  LiveCall& call = calls_[id];
  call.id = id;
  call.message = {id, std::move(what.to), std::move(what.payload)};
  call.invoked = Clock::now();
  call.deadline = call.invoked + what.within;
  call.fallback_reply = "fallback " + downstream_.reply_to(id);
  subject_.invoke(id, protocol::publish, protocol::pack(protocol::Publish{call.message, call.deadline}));
  return id;
}

const LiveCall& NetworkRun::result_of(CallId id) {
  const LiveCall& call = calls_.at(id);
  const auto limit = std::max(call.deadline, Clock::now()) + longest_wait;
  while (!call.returned) {
    const auto event = subject_.next(limit);
    if (!event) {
      too_late(longest_wait, "publish returns by its deadline",
               call_name(id) + " has not returned " + to_string(longest_wait) + " after it");
    }
    take(*event);
  }
  return call;
}

void NetworkRun::wait_for_all() {
  for (const auto& [id, call] : calls_) (void)result_of(id);
}

void NetworkRun::wait_until(Clock::time_point moment) {
  while (const auto event = subject_.next(moment)) take(*event);
}

bool NetworkRun::wait_for_connections(std::uint64_t count) {
  const auto limit = Clock::now() + longest_wait;
  while (connections() < count && Clock::now() < limit) wait_for(std::chrono::milliseconds(1));
  return connections() >= count;
}

std::vector<Arrival> NetworkRun::arrivals_of(CallId call) const {
  auto all = arrivals();
  std::erase_if(all, [call](const Arrival& arrival) { return arrival.message != call; });
  return all;
}

std::uint64_t NetworkRun::fired(const std::string& fault) const {
  const auto activity = downstream_.activity();
  const auto found = activity.fired.find(fault);
  return found == activity.fired.end() ? 0 : found->second;
}

void NetworkRun::take(const LiveEvent& event) {
  const auto found = calls_.find(event.call);
  if (event.kind == EventKind::foreign || found == calls_.end()) {
    violate("the environment is used by the thread that called publish alone",
            "another thread used it (" + event.operation + ")");
  }
  LiveCall& call = found->second;
  switch (event.kind) {
    case EventKind::asked: return take_question(call, event);
    case EventKind::threw: violate("publish lets no exception out", call_name(call.id) + " threw: " + event.payload);
    case EventKind::returned:
      call.returned = event.at;
      call.result = unpacked<lab::PublishResult>(event);
      return;
    case EventKind::blocked:
    case EventKind::foreign: break;
  }
  throw SubjectLost(assay::core::CaseEnd::subject_broke_protocol, "the program reported what no host reports");
}

void NetworkRun::take_question(LiveCall& call, const LiveEvent& event) {
  if (event.operation == protocol::dead_letter) {
    call.letters.emplace_back(event.at, unpacked<lab::DeadLetter>(event));
    return subject_.resume(call.id, "");
  }
  if (event.operation == protocol::fallback) {
    call.fallbacks.emplace_back(event.at, unpacked<protocol::FallbackQuestion>(event).cause);
    return subject_.resume(call.id, call.fallback_reply);
  }
  throw SubjectLost(assay::core::CaseEnd::subject_broke_protocol,
                    "the program asked what no host asks: " + judge::quoted(event.operation));
}

void NetworkRun::violate(std::string expected, std::string actual) {
  note("violated: " + actual);
  throw Violation{std::move(expected), std::move(actual)};
}

void NetworkRun::too_late(Duration by, std::string expected, std::string actual) {
  if (noise_.worst() * noise_margin < by) violate(std::move(expected), std::move(actual));
  actual += "; but this machine let a thread wait for " + to_string(noise_.worst()) + " as well";
  note("unclear: " + actual);
  throw Unclear{std::move(expected), std::move(actual)};
}

void NetworkRun::note(std::string what) { notes_.emplace_back(Clock::now(), std::move(what)); }

}  // namespace judge
