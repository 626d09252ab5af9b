#include "store/event_item.hpp"

namespace store {

using lab::dynamodb::AttributeValue;
using lab::dynamodb::Item;

Item key_of(const std::string& stream, std::uint64_t version) {
  return {{"stream", AttributeValue::s(stream)}, {"version", AttributeValue::n(static_cast<std::int64_t>(version))}};
}

Item item_of(const lab::Event& event) {
  Item item = key_of(event.stream, event.version);
  item.emplace("id", AttributeValue::s(event.id));
  item.emplace("type", AttributeValue::s(event.type));
  item.emplace("schema_version", AttributeValue::n(event.schema_version));
  item.emplace("payload", AttributeValue::b(event.payload));
  item.emplace("recorded_at", AttributeValue::n(event.recorded_at.time_since_epoch().count()));
  return item;
}

lab::Event event_from(const Item& item) {
  return {.stream = item.at("stream").s(),
          .version = static_cast<std::uint64_t>(item.at("version").n()),
          .id = item.at("id").s(),
          .type = item.at("type").s(),
          .schema_version = static_cast<unsigned>(item.at("schema_version").n()),
          .payload = item.at("payload").b(),
          .recorded_at = lab::Time(lab::Time::duration(item.at("recorded_at").n()))};
}

}  // namespace store
