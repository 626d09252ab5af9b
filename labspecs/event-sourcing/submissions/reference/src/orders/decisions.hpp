#pragma once

#include <optional>

#include "lab/orders.hpp"
#include "orders/order_state.hpp"

namespace orders {

/// An event, or why there is none.
struct Decision {
  lab::Rejection rejection = lab::Rejection::none;
  std::optional<lab::NewEvent> event;
};

/// What comes of a command, given what has happened to the order. Pure. Throws std::invalid_argument where a
/// text is not UTF-8.
[[nodiscard]] Decision decide(const OrderState& state, const lab::Command& command);

}  // namespace orders
