// What a call of the contract gave, as the judge sees it.
#pragma once

#include <string>

#include "host/protocol.hpp"
#include "judge/scenario.hpp"

namespace judge {

using lab::protocol::Ending;

/// `value` is meant where the call returned.
template <typename T>
struct Reply {
  Ending ending = Ending::returned;
  T value{};
  std::string text;  ///< of what it threw: "Unavailable: …", "UnknownEvent: Renamed of schema version 7"
  lab::protocol::UnknownEventName unknown;
  std::string call;  ///< "append(order-1 after 0: e1)", for the report

  [[nodiscard]] bool returned() const { return ending == Ending::returned; }
};

/// For operations that give nothing.
struct Nothing {
  friend bool operator==(const Nothing&, const Nothing&) = default;
};

/// What it returned; a Violation where it threw.
template <typename T>
const T& value_of(const Reply<T>& reply) {
  if (!reply.returned()) throw assay::kit::Violation{reply.call + " returns", "it threw " + reply.text};
  return reply.value;
}

/// Ends the scenario where `met` is false.
inline void expect(bool met, std::string expected, std::string actual) {
  if (!met) throw assay::kit::Violation{std::move(expected), std::move(actual)};
}

}  // namespace judge
