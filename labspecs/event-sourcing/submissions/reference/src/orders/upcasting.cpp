#include "orders/upcasting.hpp"

#include <array>
#include <string_view>

#include "orders/json.hpp"
#include "orders/order_events.hpp"

namespace orders {
namespace {

using nlohmann::json;

json with_currency(json payload) {
  payload["currency"] = "EUR";
  return payload;
}

/// Before there were lines, an order had an amount.
json amount_as_line(json payload) {
  const lab::OrderLine line{"unspecified", 1, payload.at("amount")};
  payload["lines"] = json::array({json_of(line)});
  payload.erase("amount");
  return payload;
}

/// Takes a payload from one version of a schema to the next. Longer ways are made of these.
struct Step {
  std::string_view type;
  unsigned from;
  json (*lift)(json payload);
};

constexpr std::array<Step, 3> steps{{{OrderPlaced::type, 1, with_currency},
                                     {OrderPlaced::type, 2, amount_as_line},
                                     {OrderPaid::type, 1, with_currency}}};

/// 0: the type is unknown.
unsigned current_version(std::string_view type) {
  if (type == OrderPlaced::type) return OrderPlaced::schema_version;
  if (type == OrderLineAdded::type) return OrderLineAdded::schema_version;
  if (type == OrderPaid::type) return OrderPaid::schema_version;
  if (type == OrderShipped::type) return OrderShipped::schema_version;
  if (type == OrderCancelled::type) return OrderCancelled::schema_version;
  return 0;
}

json lifted(json payload, std::string_view type, unsigned from, unsigned to) {
  for (unsigned version = from; version < to; ++version) {
    for (const auto& step : steps) {
      if (step.type == type && step.from == version) payload = step.lift(std::move(payload));
    }
  }
  return payload;
}

}  // namespace

lab::Event upcast(const lab::Event& stored) {
  const unsigned current = current_version(stored.type);
  if (stored.schema_version == 0 || stored.schema_version > current) {
    throw lab::UnknownEvent(stored.type, stored.schema_version);
  }
  if (stored.schema_version == current) return stored;
  const std::string payload = read(stored.payload, [&](json old) {
    return written(lifted(std::move(old), stored.type, stored.schema_version, current));
  });
  return {stored.stream, stored.version, stored.id, stored.type, current, payload, stored.recorded_at};
}

}  // namespace orders
