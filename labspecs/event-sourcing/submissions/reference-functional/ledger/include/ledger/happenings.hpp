// What can happen to an order: one type for each kind, and their sum.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "lab/orders.hpp"

namespace ledger {

struct Placed {
  static constexpr std::string_view name = "OrderPlaced";
  static constexpr unsigned form = 3;  ///< the current version of its schema
  std::string customer;
  std::string currency;
  std::vector<lab::OrderLine> lines;
};

struct LineAdded {
  static constexpr std::string_view name = "OrderLineAdded";
  static constexpr unsigned form = 1;
  lab::OrderLine line;
};

struct Paid {
  static constexpr std::string_view name = "OrderPaid";
  static constexpr unsigned form = 2;
  std::int64_t amount = 0;
  std::string currency;
};

struct Shipped {
  static constexpr std::string_view name = "OrderShipped";
  static constexpr unsigned form = 1;
  std::string tracking;
};

struct Cancelled {
  static constexpr std::string_view name = "OrderCancelled";
  static constexpr unsigned form = 1;
  std::string reason;
};

using Happening = std::variant<Placed, LineAdded, Paid, Shipped, Cancelled>;

/// A function object of several functions, one for each kind: `std::visit` does not compile where one is missing.
template <typename... Functions>
struct Each : Functions... {
  using Functions::operator()...;
};
template <typename... Functions>
Each(Functions...) -> Each<Functions...>;

/// Calls `use` with the type of the alternative of that name; false: there is none.
template <typename Use>
bool with_kind(std::string_view name, const Use& use) {
  return [&]<std::size_t... i>(std::index_sequence<i...>) {
    const auto used = [&]<typename Kind>(std::type_identity<Kind> kind) { return name == Kind::name && (use(kind), true); };
    return (used(std::type_identity<std::variant_alternative_t<i, Happening>>()) || ...);
  }(std::make_index_sequence<std::variant_size_v<Happening>>());
}

}  // namespace ledger
