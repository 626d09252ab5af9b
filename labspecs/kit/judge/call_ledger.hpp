// What a judge knows of the calls it has made, to tell a report that the host can have
// written from one that the program made up.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "wire/frame.hpp"

namespace assay::kit {

class CallLedger {
 public:
  /// The judge lets this call begin or go on.
  void goes_on(wire::CallId call) { calls_[call] = State::running; }

  /// Takes a report's events in. Says what is wrong with it where no host writes one like
  /// that: an event of a call that was not to go on, two of the same call, or none of one
  /// that was to go on. Such a report would confuse whoever judges by it.
  [[nodiscard]] std::optional<std::string> take_in(const std::vector<wire::Event>& events);

 private:
  enum class State { running, waiting, blocked };
  [[nodiscard]] std::optional<std::string> note(const wire::Event& event);

  std::map<wire::CallId, State> calls_;  ///< those that have not ended
};

}  // namespace assay::kit
