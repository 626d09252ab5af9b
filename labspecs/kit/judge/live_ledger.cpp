#include "judge/live_ledger.hpp"

namespace assay::kit {

bool LiveLedger::begins(wire::CallId call, std::uint64_t token) {
  if (!calls_.try_emplace(call, Call{token, true}).second) return false;
  ++running_;
  return true;
}

bool LiveLedger::goes_on(wire::CallId call, std::uint64_t token) {
  const auto known = calls_.find(call);
  if (known == calls_.end() || known->second.runs) return false;
  known->second = {token, true};
  ++running_;
  return true;
}

std::optional<std::string> LiveLedger::take_in(const wire::Report& report) {
  if (report.events.size() != 1) return "it spoke of " + std::to_string(report.events.size()) + " things at once";
  const wire::Event& event = report.events.front();
  if (event.kind == wire::EventKind::foreign) {
    if (report.token != 0 || event.call != 0) return "it spoke for a call by a thread that has none";
    if (foreign_left_ == 0) return "it spoke for more threads than it can have";
    --foreign_left_;
    return std::nullopt;
  }
  const auto call = calls_.find(event.call);
  if (call == calls_.end() || !call->second.runs || event.kind == wire::EventKind::blocked) {
    return "it spoke for call " + std::to_string(event.call) + ", which was not to go on";
  }
  if (report.token != call->second.token) {
    return "it spoke for call " + std::to_string(event.call) + " without knowing what it was told";
  }
  --running_;
  call->second.runs = false;
  if (event.kind != wire::EventKind::asked) calls_.erase(call);
  return std::nullopt;
}

}  // namespace assay::kit
