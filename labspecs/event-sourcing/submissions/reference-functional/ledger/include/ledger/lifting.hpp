// From any version of an event's schema to the current one. All of it is pure.
#pragma once

#include <array>
#include <cstddef>
#include <span>
#include <type_traits>

#include "lab/errors.hpp"
#include "lab/event.hpp"
#include "ledger/shapes.hpp"

namespace ledger {

using Lift = Json (*)(Json);

[[nodiscard]] inline Json in_euros(Json payload) {
  payload.emplace("currency", "EUR");
  return payload;
}

[[nodiscard]] inline Json amount_in_lines(Json payload) {
  payload["lines"] = Json::array({lab::OrderLine{"unspecified", 1, payload.at("amount")}});
  payload.erase("amount");
  return payload;
}

/// The way of a kind through the versions of its schema: the first lift leads from 1 to 2.
template <typename Kind>
inline constexpr std::array<Lift, Kind::form - 1> lifts{};
template <>
inline constexpr std::array<Lift, 2> lifts<Placed>{in_euros, amount_in_lines};
template <>
inline constexpr std::array<Lift, 1> lifts<Paid>{in_euros};

template <typename Kind>
[[nodiscard]] lab::Event lifted(const lab::Event& stored) {
  if (stored.schema_version == 0 || stored.schema_version > Kind::form) {
    throw lab::UnknownEvent(stored.type, stored.schema_version);
  }
  if (stored.schema_version == Kind::form) return stored;
  const auto current = parsed(stored.payload, [&](Json payload) {
    for (const Lift lift : std::span(lifts<Kind>).subspan(stored.schema_version - 1)) payload = lift(std::move(payload));
    return payload;
  });
  return {stored.stream, stored.version, stored.id, stored.type, Kind::form, text_of(current), stored.recorded_at};
}

/// Throws lab::UnknownEvent for a type or a version that is not known here.
[[nodiscard]] inline lab::Event upcast(const lab::Event& stored) {
  std::optional<lab::Event> current;
  with_kind(stored.type, [&]<typename Kind>(std::type_identity<Kind>) { current = lifted<Kind>(stored); });
  if (!current) throw lab::UnknownEvent(stored.type, stored.schema_version);
  return *current;
}

/// What a stored event says, whatever its version. Throws as `upcast` does.
[[nodiscard]] inline Happening happening_of(const lab::Event& stored) {
  const lab::Event current = upcast(stored);
  return parsed(current.payload, [&](const Json& payload) {
    Happening happening;
    with_kind(current.type, [&]<typename Kind>(std::type_identity<Kind>) { happening = payload.get<Kind>(); });
    return happening;
  });
}

/// A happening that is to be stored.
[[nodiscard]] inline lab::NewEvent recorded_as(const std::string& id, const Happening& happening) {
  return std::visit(
      [&]<typename Kind>(const Kind& kind) {
        return lab::NewEvent{id, std::string(Kind::name), Kind::form, text_of(Json(kind))};
      },
      happening);
}

}  // namespace ledger
