#include "orders/snapshots.hpp"

#include <cstdint>
#include <exception>

#include "orders/json.hpp"

namespace orders {
namespace {

namespace db = lab::dynamodb;
using nlohmann::json;

/// Of the state's form. A snapshot of another one is not read: the next one replaces it.
constexpr std::int64_t format = 1;

std::string text_of(const OrderState& state) {
  const lab::Order& order = state.order();
  return written({{"version", order.version},
                  {"event", state.last_event_id()},
                  {"status", static_cast<int>(order.status)},
                  {"customer", order.customer},
                  {"currency", order.currency},
                  {"lines", json_of(order.lines)},
                  {"tracking", order.tracking},
                  {"reason", order.reason}});
}

OrderState state_from(const std::string& text) {
  return read(text, [](const json& state) {
    const lab::Order order{state.at("version"),  static_cast<lab::OrderStatus>(state.at("status").get<int>()),
                           state.at("customer"), state.at("currency"),
                           lines_from(state.at("lines")), state.at("tracking"),
                           state.at("reason")};
    return OrderState(order, state.at("event"));
  });
}

/// FNV-1a: against damage, not against forgery.
std::string checksum(const std::string& order, const std::string& text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char byte : std::to_string(format) + '\0' + order + '\0' + text) {
    hash = (hash ^ static_cast<unsigned char>(byte)) * 0x100000001b3;
  }
  return std::to_string(hash);
}

}  // namespace

std::optional<OrderState> Snapshots::find(const std::string& order) const {
  const auto item = client_.get_item({table_, {{"order", db::AttributeValue::s(order)}}, true});
  if (!item) return std::nullopt;
  try {
    const std::string& text = item->at("state").b();
    if (item->at("format").n() != format || item->at("checksum").s() != checksum(order, text)) return std::nullopt;
    return state_from(text);
  } catch (const std::exception&) {
    return std::nullopt;  // damaged, or of another program: the log has all that is needed
  }
}

void Snapshots::store(const std::string& order, const OrderState& state) {
  const std::string text = text_of(state);
  client_.put_item({table_,
                    {{"order", db::AttributeValue::s(order)},
                     {"format", db::AttributeValue::n(format)},
                     {"state", db::AttributeValue::b(text)},
                     {"checksum", db::AttributeValue::s(checksum(order, text))}},
                    {}, {}, {}});
}

}  // namespace orders
