// What comes of a command: a happening, or a reason why not. Pure.
#pragma once

#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <ranges>
#include <variant>
#include <vector>

#include "ledger/happenings.hpp"

namespace ledger {

using lab::Rejection;
using Verdict = std::variant<Rejection, Happening>;
using Lines = std::vector<lab::OrderLine>;

/// The first that is one; `none`: none is.
[[nodiscard]] constexpr Rejection first_of(std::initializer_list<Rejection> rejections) {
  const auto* const found = std::ranges::find_if(rejections, [](Rejection one) { return one != Rejection::none; });
  return found == rejections.end() ? Rejection::none : *found;
}

[[nodiscard]] constexpr Rejection unless(bool holds, Rejection otherwise) { return holds ? Rejection::none : otherwise; }

[[nodiscard]] inline bool is_sound(const lab::OrderLine& line, const Lines& beside) {
  return !line.sku.empty() && line.quantity > 0 && line.price >= 0 && std::ranges::all_of(beside, [&](const auto& other) {
           return other.sku != line.sku || other.price == line.price;
         });
}

/// Nothing where it is more than can be paid.
[[nodiscard]] inline std::optional<std::int64_t> due(const Lines& lines) {
  std::int64_t sum = 0;
  for (const auto& line : lines) {
    std::int64_t cost = 0;
    if (__builtin_mul_overflow(line.price, std::int64_t{line.quantity}, &cost) || __builtin_add_overflow(sum, cost, &sum)) {
      return std::nullopt;
    }
  }
  return sum;
}

[[nodiscard]] inline Rejection if_over(const lab::Order& order) {
  using enum lab::OrderStatus;
  return first_of({unless(order.status != cancelled, Rejection::cancelled), unless(order.status != shipped, Rejection::already_shipped)});
}

[[nodiscard]] inline Rejection if_over_or_paid(const lab::Order& order) {
  return first_of({if_over(order), unless(order.status != lab::OrderStatus::paid, Rejection::already_paid)});
}

[[nodiscard]] inline Verdict verdict(Rejection rejection, Happening happening) {
  if (rejection != Rejection::none) return rejection;
  return happening;
}

[[nodiscard]] inline Verdict decide(const lab::PlaceOrder& place) {
  const bool sound = !place.customer.empty() && !place.currency.empty() && !place.lines.empty() &&
                     std::ranges::all_of(place.lines, [&](const auto& line) { return is_sound(line, place.lines); });
  return verdict(unless(sound, Rejection::invalid), Placed{place.customer, place.currency, place.lines});
}

[[nodiscard]] inline Verdict decide(const lab::Order& order, const lab::AddLine& add) {
  return verdict(first_of({unless(is_sound(add.line, order.lines), Rejection::invalid), if_over_or_paid(order)}), LineAdded{add.line});
}

[[nodiscard]] inline Verdict decide(const lab::Order& order, const lab::PayOrder& pay) {
  return verdict(first_of({if_over_or_paid(order), unless(due(order.lines) == pay.amount, Rejection::wrong_amount)}),
                 Paid{pay.amount, order.currency});
}

[[nodiscard]] inline Verdict decide(const lab::Order& order, const lab::ShipOrder& ship) {
  return verdict(first_of({if_over(order), unless(order.status == lab::OrderStatus::paid, Rejection::not_paid)}),
                 Shipped{ship.tracking});
}

[[nodiscard]] inline Verdict decide(const lab::Order& order, const lab::CancelOrder& cancel) {
  return verdict(if_over(order), Cancelled{cancel.reason});
}

[[nodiscard]] inline Verdict decide(const lab::Order&, const lab::PlaceOrder&) { return Rejection::already_placed; }

/// On an order that may not have been placed.
[[nodiscard]] inline Verdict decide(const std::optional<lab::Order>& order, const lab::Command& command) {
  return std::visit(
      [&]<typename What>(const What& what) -> Verdict {
        if (order) return decide(*order, what);
        if constexpr (std::is_same_v<What, lab::PlaceOrder>) return decide(what);
        return Rejection::no_such_order;
      },
      command.what);
}

}  // namespace ledger
