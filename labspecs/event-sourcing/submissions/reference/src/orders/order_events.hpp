// What happens to orders, and how it is written down: the payload of each event is JSON of the current version of its schema.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "lab/event.hpp"
#include "lab/orders.hpp"

namespace orders {

struct OrderPlaced {
  static constexpr std::string_view type = "OrderPlaced";
  static constexpr unsigned schema_version = 3;
  std::string customer;
  std::string currency;
  std::vector<lab::OrderLine> lines;
};

struct OrderLineAdded {
  static constexpr std::string_view type = "OrderLineAdded";
  static constexpr unsigned schema_version = 1;
  lab::OrderLine line;
};

struct OrderPaid {
  static constexpr std::string_view type = "OrderPaid";
  static constexpr unsigned schema_version = 2;
  std::int64_t amount = 0;
  std::string currency;
};

struct OrderShipped {
  static constexpr std::string_view type = "OrderShipped";
  static constexpr unsigned schema_version = 1;
  std::string tracking;
};

struct OrderCancelled {
  static constexpr std::string_view type = "OrderCancelled";
  static constexpr unsigned schema_version = 1;
  std::string reason;
};

// Each throws std::invalid_argument where a text is not UTF-8, which JSON has to be.
[[nodiscard]] std::string payload_of(const OrderPlaced& event);
[[nodiscard]] std::string payload_of(const OrderLineAdded& event);
[[nodiscard]] std::string payload_of(const OrderPaid& event);
[[nodiscard]] std::string payload_of(const OrderShipped& event);
[[nodiscard]] std::string payload_of(const OrderCancelled& event);

// From an event of that type in the current version. Each throws std::runtime_error where the payload is not one.
[[nodiscard]] OrderPlaced order_placed_from(const lab::Event& event);
[[nodiscard]] OrderLineAdded order_line_added_from(const lab::Event& event);
[[nodiscard]] OrderPaid order_paid_from(const lab::Event& event);
[[nodiscard]] OrderShipped order_shipped_from(const lab::Event& event);
[[nodiscard]] OrderCancelled order_cancelled_from(const lab::Event& event);

}  // namespace orders
