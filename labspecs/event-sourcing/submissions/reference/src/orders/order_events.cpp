#include "orders/order_events.hpp"

#include <nlohmann/json.hpp>

#include "orders/json.hpp"

namespace orders {

using nlohmann::json;

std::string payload_of(const OrderPlaced& event) {
  return written({{"customer", event.customer}, {"currency", event.currency}, {"lines", json_of(event.lines)}});
}

std::string payload_of(const OrderLineAdded& event) { return written(json_of(event.line)); }

std::string payload_of(const OrderPaid& event) {
  return written({{"amount", event.amount}, {"currency", event.currency}});
}

std::string payload_of(const OrderShipped& event) { return written({{"tracking", event.tracking}}); }

std::string payload_of(const OrderCancelled& event) { return written({{"reason", event.reason}}); }

OrderPlaced order_placed_from(const lab::Event& event) {
  return read(event.payload, [](const json& payload) {
    return OrderPlaced{payload.at("customer"), payload.at("currency"), lines_from(payload.at("lines"))};
  });
}

OrderLineAdded order_line_added_from(const lab::Event& event) {
  return read(event.payload, [](const json& payload) { return OrderLineAdded{line_from(payload)}; });
}

OrderPaid order_paid_from(const lab::Event& event) {
  return read(event.payload, [](const json& payload) { return OrderPaid{payload.at("amount"), payload.at("currency")}; });
}

OrderShipped order_shipped_from(const lab::Event& event) {
  return read(event.payload, [](const json& payload) { return OrderShipped{payload.at("tracking")}; });
}

OrderCancelled order_cancelled_from(const lab::Event& event) {
  return read(event.payload, [](const json& payload) { return OrderCancelled{payload.at("reason")}; });
}

}  // namespace orders
