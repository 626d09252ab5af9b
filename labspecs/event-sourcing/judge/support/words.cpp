#include "support/words.hpp"

#include <array>

namespace judge {
namespace {

constexpr std::size_t longest_text = 120;

std::string event_name(const lab::NewEvent& event) { return event.id + ":" + event.type; }

struct CommandWords {
  std::string operator()(const lab::PlaceOrder& what) const {
    std::string lines;
    for (const auto& line : what.lines) lines += text_of(" ", line.quantity, "x", line.sku, "@", line.price);
    return text_of("place for ", what.customer, " in ", what.currency, ":", lines);
  }
  std::string operator()(const lab::AddLine& what) const {
    return text_of("add ", what.line.quantity, "x", what.line.sku, "@", what.line.price);
  }
  std::string operator()(const lab::PayOrder& what) const { return text_of("pay ", what.amount); }
  std::string operator()(const lab::ShipOrder& what) const { return "ship " + what.tracking; }
  std::string operator()(const lab::CancelOrder& what) const { return "cancel " + what.reason; }
};

std::string name_of(lab::OrderStatus status) {
  constexpr std::array<const char*, 4> names{"placed", "paid", "shipped", "cancelled"};
  const auto index = static_cast<std::size_t>(status);
  return index < names.size() ? names[index] : "of no status that there is";
}

}  // namespace

std::string in_quotes(std::string_view text) {
  std::string result = "\"";
  for (const char c : text.substr(0, longest_text)) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') {
      result += {'\\', c};
    } else if (byte < 0x20 || byte == 0x7f) {
      result += text_of("\\x", "0123456789abcdef"[byte >> 4], "0123456789abcdef"[byte & 15]);
    } else {
      result += c;
    }
  }
  result += '"';
  if (text.size() > longest_text) result += text_of(" and ", text.size() - longest_text, " bytes more");
  return result;
}

std::string lane_of(std::uint32_t client) { return "client-" + std::to_string(client); }

std::string in_words(const assay::kit::dynamodb::Exchange& exchange) {
  std::string text = describe(exchange.request);
  if (!exchange.fired.empty()) text += " [" + to_text(exchange.decision) + "]";
  if (exchange.status == 0) return text + ": no answer";
  if (!exchange.error.empty()) return text + ": " + exchange.error;
  if (exchange.request.is_query_or_scan()) {
    text += text_of(": ", exchange.items, " items", exchange.has_more ? ", and there are more" : "");
  }
  return text;
}

std::string in_words(const lab::StreamAppend& append) {
  std::string events;
  constexpr std::size_t most = 6;
  for (std::size_t i = 0; i < append.events.size() && i < most; ++i) events += (i ? ", " : "") + event_name(append.events[i]);
  if (append.events.size() > most) events += text_of(" … ", append.events.size(), " events");
  return text_of("append to ", in_quotes(append.stream), " after ", append.expected_version, ": ", events);
}

std::string in_words(const lab::AppendResult& result) {
  if (result.appended) return "appended";
  return text_of("conflict: ", in_quotes(result.conflicting_stream), " has version ", result.actual_version);
}

std::string in_words(const lab::Command& command) {
  return text_of(command.id, " on ", in_quotes(command.order), ": ", std::visit(CommandWords{}, command.what));
}

std::string in_words(lab::Rejection rejection) {
  constexpr std::array<const char*, 9> names{"none", "no_such_order", "already_placed", "invalid", "cancelled",
                                             "already_shipped", "already_paid", "not_paid", "wrong_amount"};
  const auto index = static_cast<std::size_t>(rejection);
  return index < names.size() ? names[index] : "a rejection that there is not";
}

std::string in_words(const lab::CommandResult& result) {
  if (result.rejection != lab::Rejection::none) return "refused: " + in_words(result.rejection);
  return text_of("done, as version ", result.version);
}

std::string in_words(const lab::Event& event) {
  return text_of(in_quotes(event.stream), "@", event.version, " ", event.id, ":", event.type, "v", event.schema_version, " ", in_quotes(event.payload));
}

std::string in_words(const std::vector<lab::Event>& events) {
  if (events.empty()) return "no events";
  std::string text = text_of(events.size(), " events:");
  constexpr std::size_t most = 8;
  for (std::size_t i = 0; i < events.size() && i < most; ++i) text += text_of(" ", events[i].version, "=", events[i].id);
  return events.size() > most ? text + " …" : text;
}

std::string in_words(const lab::Order& order) {
  std::string lines;
  for (const auto& line : order.lines) lines += text_of(" ", line.quantity, "x", line.sku, "@", line.price);
  return text_of("version ", order.version, ", ", name_of(order.status), ", for ", in_quotes(order.customer), " in ", order.currency, ":", lines, order.tracking.empty() ? "" : ", tracking " + in_quotes(order.tracking), order.reason.empty() ? "" : ", reason " + in_quotes(order.reason));
}

std::string in_words(const std::optional<lab::Order>& order) { return order ? in_words(*order) : "no order"; }

std::string in_words(const lab::CustomerSummary& summary) {
  return text_of("placed ", summary.placed, ", paid ", summary.paid, ", shipped ", summary.shipped, ", cancelled ", summary.cancelled, ", revenue ", summary.revenue);
}

std::string in_words(const lab::Schema& schema) {
  constexpr std::array<const char*, 5> types{"boolean", "integer", "number", "text", "bytes"};
  std::string fields;
  for (const auto& field : schema.fields) {
    fields += text_of(" ", field.name, ":", types.at(static_cast<std::size_t>(field.type)), field.optional ? "?" : "", field.has_default ? "=default" : "");
  }
  return text_of(schema.event_type, " version ", schema.version, " with", fields.empty() ? " no fields" : fields);
}

std::string in_words(const lab::Registration& registration) {
  if (registration.accepted) return "accepted";
  std::string fields;
  for (const auto& field : registration.fields) fields += (fields.empty() ? "" : ", ") + in_quotes(field);
  return "refused" + (fields.empty() ? std::string() : " for " + fields);
}

}  // namespace judge
