#include "support/script.hpp"

#include <tuple>

#include "host/protocol.hpp"

namespace judge {

bool operator==(const Script& a, const Script& b) {
  // The contract's headers are the student's, and compare nothing; the wire has all of it.
  const auto packed = [](const Script& script) {
    return lab::protocol::pack(lab::protocol::Create{script.config, script.random_seed});
  };
  return std::tie(a.calls, a.conditions, a.wall_clock) == std::tie(b.calls, b.conditions, b.wall_clock) &&
         packed(a) == packed(b);
}

std::string size_of(const Script& script) {
  std::string text = counted(script.calls.size(), "call");
  if (!script.conditions.faults.empty()) text += ", " + counted(script.conditions.faults.size(), "fault");
  if (!script.wall_clock.empty()) text += ", " + counted(script.wall_clock.size(), "change") + " of the wall clock";
  return text;
}

}  // namespace judge
