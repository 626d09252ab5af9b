// The judge's own orders: what a log makes of an order, what a command makes of a log, and what an
// event is in the current version of its schema.
#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "lab/event.hpp"
#include "lab/orders.hpp"

namespace judge {

using Json = nlohmann::json;

/// An event's payload that is not as its schema says, or a version that there is not.
struct BadEvent {
  std::string why;
};

/// The current version of a type's schema; 0: there is no such type.
[[nodiscard]] unsigned current_version(const std::string& type);

/// In the current version. Throws BadEvent.
[[nodiscard]] lab::Event upcast(const lab::Event& stored);

/// The order after one more event of its stream. Throws BadEvent.
void evolve(std::optional<lab::Order>& order, const lab::Event& event);

/// An order from the events of its stream, in their order; nothing from none. Throws BadEvent.
[[nodiscard]] std::optional<lab::Order> fold(const std::vector<lab::Event>& events);

/// The sum of the lines.
[[nodiscard]] std::int64_t total(const lab::Order& order);

/// Why the command is refused, or `none`.
[[nodiscard]] lab::Rejection decide(const std::optional<lab::Order>& order, const lab::Command& command);

/// The event of a command that is not refused: its type, current version and payload.
[[nodiscard]] lab::NewEvent event_of(const lab::Order* order, const lab::Command& command);

/// A command that makes such an event. Throws BadEvent.
[[nodiscard]] lab::Command command_of(const lab::Event& stored);

/// The payload as JSON; discarded where it is none, or nested beyond what a schema has.
[[nodiscard]] Json payload_of(const std::string& payload);

}  // namespace judge
