#include "orders/order_state.hpp"

#include <algorithm>

#include "lab/errors.hpp"
#include "orders/upcasting.hpp"

namespace orders {

void OrderState::apply(const lab::Event& event) {
  const lab::Event current = upcast(event);
  if (current.type == OrderPlaced::type) {
    on(order_placed_from(current));
  } else if (current.type == OrderLineAdded::type) {
    on(order_line_added_from(current));
  } else if (current.type == OrderPaid::type) {
    on(order_paid_from(current));
  } else if (current.type == OrderShipped::type) {
    on(order_shipped_from(current));
  } else if (current.type == OrderCancelled::type) {
    on(order_cancelled_from(current));
  } else {
    throw lab::UnknownEvent(event.type, event.schema_version);
  }
  order_.version = event.version;
  last_event_id_ = event.id;
}

void OrderState::on(const OrderPlaced& event) {
  placed_ = true;
  order_.status = lab::OrderStatus::placed;
  order_.customer = event.customer;
  order_.currency = event.currency;
  for (const auto& line : event.lines) add(line);
}

void OrderState::on(const OrderLineAdded& event) { add(event.line); }

void OrderState::on(const OrderPaid&) { order_.status = lab::OrderStatus::paid; }

void OrderState::on(const OrderShipped& event) {
  order_.status = lab::OrderStatus::shipped;
  order_.tracking = event.tracking;
}

void OrderState::on(const OrderCancelled& event) {
  order_.status = lab::OrderStatus::cancelled;
  order_.reason = event.reason;
}

void OrderState::add(const lab::OrderLine& line) {
  const auto same = std::find_if(order_.lines.begin(), order_.lines.end(),
                                 [&](const lab::OrderLine& there) { return there.sku == line.sku; });
  if (same == order_.lines.end()) {
    order_.lines.push_back(line);
  } else {
    same->quantity += line.quantity;
  }
}

OrderState replay(const std::vector<lab::Event>& events, OrderState state) {
  for (const auto& event : events) state.apply(event);
  return state;
}

}  // namespace orders
