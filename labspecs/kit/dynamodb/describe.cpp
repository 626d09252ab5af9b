// Requests in words, for scenarios and reports.
#include "dynamodb/request.hpp"

namespace assay::kit::dynamodb {
namespace {

/// A payload is not what one looks for in a line.
constexpr std::size_t longest_value = 60;
constexpr std::size_t most_touches = 6;

std::string cut(std::string text) {
  if (text.size() <= longest_value) return text;
  std::size_t end = longest_value;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;  // not in the middle of a letter
  return text.substr(0, end) + "…";
}

std::string value_text(const Json& value) {
  if (value.is_object() && value.size() == 1 && value.begin()->is_string()) return cut(value.begin()->get<std::string>());
  return cut(value.dump(-1, ' ', false, Json::error_handler_t::replace));
}

std::string key_text(const Json& key) {
  if (!key.is_object()) return "{?}";
  std::string text;
  for (const auto& [name, value] : key.items()) text += (text.empty() ? "" : ", ") + cut(name) + ": " + value_text(value);
  return "{" + text + "}";
}

std::string touch_text(const Touch& touch, bool with_access) {
  std::string text = with_access ? std::string(to_string(touch.access)) + ' ' : std::string();
  text += cut(touch.table) + ' ' + key_text(touch.key);
  return touch.condition.empty() ? text : text + " if " + cut(touch.condition);
}

}  // namespace

std::string_view to_string(Access access) {
  switch (access) {
    case Access::read: return "read";
    case Access::put: return "put";
    case Access::update: return "update";
    case Access::remove: return "remove";
    case Access::check: return "check";
  }
  return "";
}

std::string describe(const Request& request) {
  std::string text = "#" + std::to_string(request.number);
  if (!request.client.empty()) text += ' ' + cut(request.client);
  text += ' ' + (request.operation.empty() ? std::string("what is no request") : request.operation);
  for (std::size_t i = 0; i < request.touches.size() && i < most_touches; ++i) {
    text += (i == 0 ? " " : "; ") + touch_text(request.touches[i], request.touches.size() > 1);
  }
  if (request.touches.size() > most_touches) text += "; and " + std::to_string(request.touches.size() - most_touches) + " more";
  if (request.touches.empty()) {
    for (const auto& table : request.tables) text += ' ' + cut(table);
  }
  if (!request.index.empty()) text += " by " + cut(request.index);
  if (!request.partition.is_null()) text += " of " + value_text(request.partition);
  if (request.continues) text += ", next page";
  if (request.consistent) text += ", consistent";
  return text;
}

}  // namespace assay::kit::dynamodb
