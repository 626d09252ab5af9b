#include "judge/call_ledger.hpp"

#include <set>

namespace assay::kit {

std::optional<std::string> CallLedger::note(const wire::Event& event) {
  if (event.kind == wire::EventKind::foreign) return std::nullopt;
  const auto call = calls_.find(event.call);
  if (call == calls_.end() || call->second == State::waiting) {
    return "it spoke for call " + std::to_string(event.call) + ", which was not to go on";
  }
  switch (event.kind) {
    case wire::EventKind::asked: call->second = State::waiting; break;
    case wire::EventKind::blocked: call->second = State::blocked; break;
    case wire::EventKind::returned:
    case wire::EventKind::threw: calls_.erase(call); break;
    case wire::EventKind::foreign: break;
  }
  return std::nullopt;
}

std::optional<std::string> CallLedger::take_in(const std::vector<wire::Event>& events) {
  std::set<wire::CallId> spoken_for;
  for (const auto& event : events) {
    if (auto wrong = note(event)) return wrong;
    if (event.kind != wire::EventKind::foreign && !spoken_for.insert(event.call).second) {
      return "it spoke twice for call " + std::to_string(event.call);
    }
  }
  for (const auto& [call, state] : calls_) {
    if (state == State::running) return "it said nothing of call " + std::to_string(call);
  }
  return std::nullopt;
}

}  // namespace assay::kit
