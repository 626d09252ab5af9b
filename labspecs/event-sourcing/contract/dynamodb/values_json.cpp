#include "dynamodb/values_json.hpp"

#include <stdexcept>
#include <string>
#include <utility>

#include "dynamodb/base64.hpp"

namespace lab::dynamodb {
namespace {

using nlohmann::json;

json to_json(const AttributeValue::List& list) {
  json values = json::array();
  for (const auto& value : list) values.push_back(to_json(value));
  return values;
}

std::string text_from(json& value) { return std::move(value.get_ref<std::string&>()); }

std::string bytes_from(json& value) {
  auto bytes = from_base64(value.get_ref<const std::string&>());
  if (!bytes) throw std::runtime_error("a value of the type B is not Base64");
  return *std::move(bytes);
}

AttributeValue::List list_from(json& list) {
  AttributeValue::List values;
  for (auto& value : list) values.push_back(value_from(value));
  return values;
}

}  // namespace

json to_json(const AttributeValue& value) {
  if (value.is_s()) return {{"S", value.s()}};
  if (value.is_n()) return {{"N", value.number_text()}};
  if (value.is_b()) return {{"B", to_base64(value.b())}};
  if (value.is_boolean()) return {{"BOOL", value.boolean()}};
  if (value.is_list()) return {{"L", to_json(value.list())}};
  if (value.is_map()) return {{"M", to_json(value.map())}};
  return {{"NULL", true}};
}

json to_json(const Item& item) {
  json attributes = json::object();
  for (const auto& [name, value] : item) attributes[name] = to_json(value);
  return attributes;
}

AttributeValue value_from(json& typed) {
  if (!typed.is_object() || typed.size() != 1) throw std::runtime_error("a value has not one type");
  const std::string& type = typed.begin().key();
  json& value = typed.begin().value();
  if (type == "S") return AttributeValue::s(text_from(value));
  if (type == "N") return AttributeValue::number_text(text_from(value));
  if (type == "B") return AttributeValue::b(bytes_from(value));
  if (type == "BOOL") return AttributeValue::boolean(value.get<bool>());
  if (type == "NULL") return {};
  if (type == "L") return AttributeValue::list(list_from(value));
  if (type == "M") return AttributeValue::map(item_from(value));
  throw std::runtime_error("a value has the type " + type + ", which this client does not know");
}

Item item_from(json& attributes) {
  Item item;
  for (auto& [name, value] : attributes.get_ref<json::object_t&>()) item.emplace(name, value_from(value));
  return item;
}

}  // namespace lab::dynamodb
