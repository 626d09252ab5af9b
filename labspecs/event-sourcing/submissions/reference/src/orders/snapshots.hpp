#pragma once

#include <optional>
#include <string>

#include "lab/dynamodb.hpp"
#include "orders/order_state.hpp"

namespace orders {

/// What each order was like after some event, one snapshot an order. It is a hint: it may be of a log that is no
/// longer the order's, which only who reads the log can tell.
class Snapshots {
 public:
  Snapshots(lab::dynamodb::Client& client, std::string table) : client_(client), table_(std::move(table)) {}

  /// Nothing: there is none that can be read.
  [[nodiscard]] std::optional<OrderState> find(const std::string& order) const;

  void store(const std::string& order, const OrderState& state);

 private:
  lab::dynamodb::Client& client_;
  const std::string table_;
};

}  // namespace orders
