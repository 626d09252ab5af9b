#pragma once

#include <string>
#include <utility>
#include <vector>

#include "lab/orders.hpp"
#include "orders/order_events.hpp"

namespace orders {

/// An order as its events make it. It changes by events only, and refuses none: what has happened has happened.
class OrderState {
 public:
  /// An order that nothing has happened to yet.
  OrderState() = default;
  /// An order as it was after an event, from a snapshot.
  OrderState(lab::Order order, std::string last_event_id)
      : placed_(true), order_(std::move(order)), last_event_id_(std::move(last_event_id)) {}

  /// Takes in the stream's next event. Throws lab::UnknownEvent.
  void apply(const lab::Event& event);

  [[nodiscard]] bool placed() const { return placed_; }
  [[nodiscard]] std::uint64_t version() const { return order_.version; }
  [[nodiscard]] const std::string& last_event_id() const { return last_event_id_; }
  /// Says something of orders that were placed.
  [[nodiscard]] const lab::Order& order() const { return order_; }

 private:
  void on(const OrderPlaced& event);
  void on(const OrderLineAdded& event);
  void on(const OrderPaid& event);
  void on(const OrderShipped& event);
  void on(const OrderCancelled& event);
  void add(const lab::OrderLine& line);

  bool placed_ = false;
  lab::Order order_;
  std::string last_event_id_;
};

/// The state that follows after these events.
[[nodiscard]] OrderState replay(const std::vector<lab::Event>& events, OrderState state = {});

}  // namespace orders
