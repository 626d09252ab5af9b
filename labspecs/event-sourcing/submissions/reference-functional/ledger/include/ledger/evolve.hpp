// An order is the fold of what has happened to it.
#pragma once

#include <algorithm>
#include <optional>
#include <ranges>
#include <string>
#include <utility>

#include "ledger/lifting.hpp"

namespace ledger {

/// An order, or nothing as long as it is not placed; and the event that made it so.
struct Standing {
  std::optional<lab::Order> order;
  std::uint64_t version = 0;
  std::string event_id;
};

[[nodiscard]] inline std::vector<lab::OrderLine> merged(std::vector<lab::OrderLine> lines, const lab::OrderLine& line) {
  const auto same = std::ranges::find(lines, line.sku, &lab::OrderLine::sku);
  if (same == lines.end()) {
    lines.push_back(line);
  } else {
    same->quantity += line.quantity;
  }
  return lines;
}

[[nodiscard]] inline lab::Order with_line(lab::Order order, const lab::OrderLine& line) {
  order.lines = merged(std::move(order.lines), line);
  return order;
}

[[nodiscard]] inline lab::Order evolve(lab::Order, const Placed& placed) {
  lab::Order order{0, lab::OrderStatus::placed, placed.customer, placed.currency, {}, {}, {}};
  for (const auto& line : placed.lines) order = with_line(std::move(order), line);
  return order;
}

[[nodiscard]] inline lab::Order evolve(lab::Order order, const LineAdded& added) { return with_line(std::move(order), added.line); }

[[nodiscard]] inline lab::Order evolve(lab::Order order, const Paid&) {
  order.status = lab::OrderStatus::paid;
  return order;
}

[[nodiscard]] inline lab::Order evolve(lab::Order order, const Shipped& shipped) {
  order.status = lab::OrderStatus::shipped;
  order.tracking = shipped.tracking;
  return order;
}

[[nodiscard]] inline lab::Order evolve(lab::Order order, const Cancelled& cancelled) {
  order.status = lab::OrderStatus::cancelled;
  order.reason = cancelled.reason;
  return order;
}

/// What comes of a standing by the stream's next event. Pure. Throws lab::UnknownEvent.
[[nodiscard]] inline Standing after(Standing before, const lab::Event& event) {
  const Happening happening = happening_of(event);
  if (!before.order && !std::holds_alternative<Placed>(happening)) return {std::nullopt, event.version, event.id};
  lab::Order order = std::visit(
      [&](const auto& kind) { return evolve(std::move(before.order).value_or(lab::Order()), kind); }, happening);
  order.version = event.version;
  return {std::move(order), event.version, event.id};
}

/// All of them, one after the other.
template <std::ranges::input_range Events>
[[nodiscard]] Standing fold(Events&& events, Standing standing = {}) {
  for (const auto& event : events) standing = after(std::move(standing), event);
  return standing;
}

}  // namespace ledger
