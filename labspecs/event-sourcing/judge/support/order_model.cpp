#include "support/order_model.hpp"

#include <algorithm>
#include <limits>
#include <map>

namespace judge {
namespace {

using lab::OrderStatus;
using lab::Rejection;

const std::map<std::string, unsigned>& versions() {
  static const std::map<std::string, unsigned> current{
      {"OrderPlaced", 3}, {"OrderLineAdded", 1}, {"OrderPaid", 2}, {"OrderShipped", 1}, {"OrderCancelled", 1}};
  return current;
}

const Json& field(const Json& payload, const char* name, bool (Json::*is)() const noexcept) {
  const auto found = payload.find(name);
  if (found == payload.end() || !((*found).*is)()) throw BadEvent{std::string("its payload has no proper ") + name};
  return *found;
}

std::string text(const Json& payload, const char* name) { return field(payload, name, &Json::is_string).get<std::string>(); }

std::int64_t number(const Json& payload, const char* name) {
  return field(payload, name, &Json::is_number_integer).get<std::int64_t>();
}

// From an object of a list or a payload.
lab::OrderLine line_of(const Json& json) {
  const auto quantity = number(json, "quantity");
  if (quantity < 1 || quantity > std::numeric_limits<std::uint32_t>::max()) throw BadEvent{"a line's quantity is out of range"};
  return {text(json, "sku"), static_cast<std::uint32_t>(quantity), number(json, "price")};
}

Json json_of(const lab::OrderLine& line) { return {{"sku", line.sku}, {"quantity", line.quantity}, {"price", line.price}}; }

void add(std::vector<lab::OrderLine>& lines, const lab::OrderLine& line) {
  const auto same = std::ranges::find(lines, line.sku, &lab::OrderLine::sku);
  if (same == lines.end()) {
    lines.push_back(line);
  } else {
    same->quantity += line.quantity;
  }
}

void take_in(std::optional<lab::Order>& order, const lab::Event& event) {
  const Json payload = payload_of(event.payload);
  if (event.type == "OrderPlaced") {
    order = lab::Order{};
    order->customer = text(payload, "customer");
    order->currency = text(payload, "currency");
    for (const auto& line : field(payload, "lines", &Json::is_array)) add(order->lines, line_of(line));
  }
  if (!order) throw BadEvent{"it is the first of its stream"};
  order->version = event.version;
  if (event.type == "OrderLineAdded") add(order->lines, line_of(payload));
  if (event.type == "OrderPaid") order->status = OrderStatus::paid;
  if (event.type == "OrderShipped") {
    order->status = OrderStatus::shipped;
    order->tracking = text(payload, "tracking");
  }
  if (event.type == "OrderCancelled") {
    order->status = OrderStatus::cancelled;
    order->reason = text(payload, "reason");
  }
}

bool fits(const std::vector<lab::OrderLine>& lines, const lab::OrderLine& line) {
  const auto same = std::ranges::find(lines, line.sku, &lab::OrderLine::sku);
  return !line.sku.empty() && line.quantity > 0 && line.price >= 0 && (same == lines.end() || same->price == line.price);
}

bool valid(const lab::PlaceOrder& what) {
  std::vector<lab::OrderLine> before;
  for (const auto& line : what.lines) {
    if (!fits(before, line)) return false;
    before.push_back(line);
  }
  return !what.customer.empty() && !what.currency.empty() && !what.lines.empty();
}

}  // namespace

unsigned current_version(const std::string& type) {
  const auto found = versions().find(type);
  return found == versions().end() ? 0 : found->second;
}

Json payload_of(const std::string& payload) {
  constexpr std::size_t longest = 400 * 1024;
  constexpr int deepest = 4;
  if (payload.size() > longest) return Json(Json::value_t::discarded);
  const auto shallow = [](int depth, Json::parse_event_t, Json&) { return depth <= deepest; };
  Json json = Json::parse(payload, shallow, false);
  return json.is_object() ? json : Json(Json::value_t::discarded);
}

lab::Event upcast(const lab::Event& stored) {
  const unsigned current = current_version(stored.type);
  if (current == 0 || stored.schema_version < 1 || stored.schema_version > current) throw BadEvent{"there is no such version"};
  Json payload = payload_of(stored.payload);
  if (payload.is_discarded()) throw BadEvent{"its payload is no JSON object"};
  if (stored.schema_version == current) return stored;
  const bool placed = stored.type == "OrderPlaced";
  if (stored.schema_version == 1) payload["currency"] = "EUR";
  if (placed) {
    payload["lines"] = Json::array({json_of({"unspecified", 1, number(payload, "amount")})});
    payload.erase("amount");
  }
  lab::Event event = stored;
  event.schema_version = current;
  event.payload = payload.dump();
  return event;
}

void evolve(std::optional<lab::Order>& order, const lab::Event& event) { take_in(order, upcast(event)); }

std::optional<lab::Order> fold(const std::vector<lab::Event>& events) {
  std::optional<lab::Order> order;
  for (const auto& event : events) evolve(order, event);
  return order;
}

std::int64_t total(const lab::Order& order) {
  // Unsigned: a program may have stored prices whose sum runs over.
  std::uint64_t sum = 0;
  for (const auto& line : order.lines) sum += static_cast<std::uint64_t>(line.price) * line.quantity;
  return static_cast<std::int64_t>(sum);
}

Rejection decide(const std::optional<lab::Order>& order, const lab::Command& command) {
  const auto* place = std::get_if<lab::PlaceOrder>(&command.what);
  const auto* line = std::get_if<lab::AddLine>(&command.what);
  const auto* pay = std::get_if<lab::PayOrder>(&command.what);
  if (place == nullptr && !order) return Rejection::no_such_order;
  if (place != nullptr && order) return Rejection::already_placed;
  if (place != nullptr) return valid(*place) ? Rejection::none : Rejection::invalid;
  if (line != nullptr && !fits(order->lines, line->line)) return Rejection::invalid;
  if (order->status == OrderStatus::cancelled) return Rejection::cancelled;
  if (order->status == OrderStatus::shipped) return Rejection::already_shipped;
  if (order->status == OrderStatus::paid && (line != nullptr || pay != nullptr)) return Rejection::already_paid;
  if (std::holds_alternative<lab::ShipOrder>(command.what) && order->status != OrderStatus::paid) return Rejection::not_paid;
  if (pay != nullptr && pay->amount != total(*order)) return Rejection::wrong_amount;
  return Rejection::none;
}

lab::NewEvent event_of(const lab::Order* order, const lab::Command& command) {
  std::string type;
  Json payload;
  if (const auto* place = std::get_if<lab::PlaceOrder>(&command.what)) {
    type = "OrderPlaced";
    payload = {{"customer", place->customer}, {"currency", place->currency}, {"lines", Json::array()}};
    for (const auto& line : place->lines) payload["lines"].push_back(json_of(line));
  } else if (const auto* added = std::get_if<lab::AddLine>(&command.what)) {
    type = "OrderLineAdded";
    payload = json_of(added->line);
  } else if (const auto* pay = std::get_if<lab::PayOrder>(&command.what)) {
    type = "OrderPaid";
    payload = {{"amount", pay->amount}, {"currency", order->currency}};
  } else if (const auto* ship = std::get_if<lab::ShipOrder>(&command.what)) {
    type = "OrderShipped";
    payload = {{"tracking", ship->tracking}};
  } else {
    type = "OrderCancelled";
    payload = {{"reason", std::get<lab::CancelOrder>(command.what).reason}};
  }
  return {command.id, type, current_version(type), payload.dump()};
}

lab::Command command_of(const lab::Event& stored) {
  const lab::Event event = upcast(stored);
  const Json payload = payload_of(event.payload);
  lab::Command command{event.id, event.stream, lab::CancelOrder{}};
  if (event.type == "OrderPlaced") {
    lab::PlaceOrder place{text(payload, "customer"), text(payload, "currency"), {}};
    for (const auto& line : field(payload, "lines", &Json::is_array)) place.lines.push_back(line_of(line));
    command.what = place;
  } else if (event.type == "OrderLineAdded") {
    command.what = lab::AddLine{line_of(payload)};
  } else if (event.type == "OrderPaid") {
    command.what = lab::PayOrder{number(payload, "amount")};
  } else if (event.type == "OrderShipped") {
    command.what = lab::ShipOrder{text(payload, "tracking")};
  } else {
    command.what = lab::CancelOrder{text(payload, "reason")};
  }
  return command;
}

}  // namespace judge
