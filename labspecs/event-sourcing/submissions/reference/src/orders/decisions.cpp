#include "orders/decisions.hpp"

#include <algorithm>
#include <cstdint>
#include <string>
#include <variant>

namespace orders {
namespace {

using lab::OrderStatus;
using lab::Rejection;

bool is_valid(const lab::OrderLine& line) { return !line.sku.empty() && line.quantity > 0 && line.price >= 0; }

bool fits(const lab::OrderLine& line, const std::vector<lab::OrderLine>& others) {
  return std::all_of(others.begin(), others.end(), [&](const lab::OrderLine& other) {
    return other.sku != line.sku || other.price == line.price;
  });
}

bool is_valid(const lab::PlaceOrder& command) {
  if (command.customer.empty() || command.currency.empty() || command.lines.empty()) return false;
  return std::all_of(command.lines.begin(), command.lines.end(), [&](const lab::OrderLine& line) {
    return is_valid(line) && fits(line, command.lines);
  });
}

/// Nothing: more than any amount that can be paid.
std::optional<std::int64_t> sum_of(const std::vector<lab::OrderLine>& lines) {
  std::int64_t sum = 0;
  for (const auto& line : lines) {
    std::int64_t cost = 0;
    if (__builtin_mul_overflow(line.price, std::int64_t{line.quantity}, &cost)) return std::nullopt;
    if (__builtin_add_overflow(sum, cost, &sum)) return std::nullopt;
  }
  return sum;
}

/// Why nothing at all may happen to the order any more.
Rejection ended(const lab::Order& order) {
  if (order.status == OrderStatus::cancelled) return Rejection::cancelled;
  if (order.status == OrderStatus::shipped) return Rejection::already_shipped;
  return Rejection::none;
}

Rejection ended_or_paid(const lab::Order& order) {
  const Rejection end = ended(order);
  if (end != Rejection::none) return end;
  return order.status == OrderStatus::paid ? Rejection::already_paid : Rejection::none;
}

Rejection refusal(const lab::Order&, const lab::PlaceOrder& command) {
  return is_valid(command) ? Rejection::none : Rejection::invalid;
}

Rejection refusal(const lab::Order& order, const lab::AddLine& command) {
  if (!is_valid(command.line) || !fits(command.line, order.lines)) return Rejection::invalid;
  return ended_or_paid(order);
}

Rejection refusal(const lab::Order& order, const lab::PayOrder& command) {
  const Rejection earlier = ended_or_paid(order);
  if (earlier != Rejection::none) return earlier;
  return sum_of(order.lines) == command.amount ? Rejection::none : Rejection::wrong_amount;
}

Rejection refusal(const lab::Order& order, const lab::ShipOrder&) {
  const Rejection end = ended(order);
  if (end != Rejection::none) return end;
  return order.status == OrderStatus::paid ? Rejection::none : Rejection::not_paid;
}

Rejection refusal(const lab::Order& order, const lab::CancelOrder&) { return ended(order); }

OrderPlaced event_of(const lab::Order&, const lab::PlaceOrder& command) {
  return {command.customer, command.currency, command.lines};
}
OrderLineAdded event_of(const lab::Order&, const lab::AddLine& command) { return {command.line}; }
OrderPaid event_of(const lab::Order& order, const lab::PayOrder& command) { return {command.amount, order.currency}; }
OrderShipped event_of(const lab::Order&, const lab::ShipOrder& command) { return {command.tracking}; }
OrderCancelled event_of(const lab::Order&, const lab::CancelOrder& command) { return {command.reason}; }

template <typename Event>
lab::NewEvent recorded(const std::string& id, const Event& event) {
  return {id, std::string(Event::type), Event::schema_version, payload_of(event)};
}

}  // namespace

Decision decide(const OrderState& state, const lab::Command& command) {
  const bool places = std::holds_alternative<lab::PlaceOrder>(command.what);
  if (places && state.placed()) return {Rejection::already_placed, {}};
  if (!places && !state.placed()) return {Rejection::no_such_order, {}};
  return std::visit(
      [&](const auto& what) -> Decision {
        const Rejection rejection = refusal(state.order(), what);
        if (rejection != Rejection::none) return {rejection, {}};
        return {Rejection::none, recorded(command.id, event_of(state.order(), what))};
      },
      command.what);
}

}  // namespace orders
