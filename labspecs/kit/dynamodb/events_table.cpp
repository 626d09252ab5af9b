#include "dynamodb/events_table.hpp"

#include <algorithm>
#include <charconv>

namespace assay::kit::dynamodb {
namespace {

// One attribute after the other off an item; the first that is not as prescribed is the problem.
class AttributeReader {
 public:
  AttributeReader(const Json& item, std::string& problem) : item_(item), problem_(problem) {}

  std::string text(const char* name, const char* type) {
    const auto attribute = item_.find(name);
    if (attribute == item_.end()) return wrong(name, "is missing");
    const auto value = attribute->find(type);
    if (value == attribute->end() || !value->is_string()) return wrong(name, std::string("is not of type ") + type);
    return value->get<std::string>();
  }

  std::string bytes(const char* name) {
    auto decoded = from_base64(text(name, "B"));
    return decoded ? std::move(*decoded) : wrong(name, "is no base64");
  }

  template <typename Number>
  Number number(const char* name, Number least) {
    const std::string digits = text(name, "N");
    Number value{};
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (error != std::errc{} || end != digits.data() + digits.size()) {
      (void)wrong(name, "is no whole number that can be one");
      return Number{};
    }
    if (value < least) (void)wrong(name, "is " + digits);
    return value;
  }

 private:
  std::string wrong(const char* name, const std::string& what) {
    if (problem_.empty()) problem_ = std::string(name) + ' ' + what;
    return {};
  }

  const Json& item_;
  std::string& problem_;
};

}  // namespace

Json to_item(const StoredEvent& event) {
  return {{"stream", {{"S", event.stream}}},
          {"version", {{"N", std::to_string(event.version)}}},
          {"id", {{"S", event.id}}},
          {"type", {{"S", event.type}}},
          {"schema_version", {{"N", std::to_string(event.schema_version)}}},
          {"payload", {{"B", to_base64(event.payload)}}},
          {"recorded_at", {{"N", std::to_string(event.recorded_at)}}}};
}

ReadEvent event_of(const Json& item) {
  ReadEvent read;
  AttributeReader reader(item, read.problem);
  read.event = {.stream = reader.text("stream", "S"),
                .version = reader.number<std::uint64_t>("version", 1),
                .id = reader.text("id", "S"),
                .type = reader.text("type", "S"),
                .schema_version = reader.number<std::uint64_t>("schema_version", 0),
                .payload = reader.bytes("payload"),
                .recorded_at = reader.number<std::int64_t>("recorded_at", std::numeric_limits<std::int64_t>::min())};
  return read;
}

KeySchema EventsTable::key() { return {.hash = "stream", .range = "version", .range_type = "N"}; }

EventsTable::Contents EventsTable::read() {
  Contents contents;
  for (const Json& item : database_.scan(table_)) {
    auto [event, problem] = event_of(item);
    if (!problem.empty()) {
      contents.problems.push_back("stream " + event.stream + ", version " + std::to_string(event.version) + ": " +
                                  problem);
    }
    contents.log[event.stream].push_back(std::move(event));
  }
  for (auto& [stream, events] : contents.log) std::ranges::sort(events, {}, &StoredEvent::version);
  return contents;
}

std::vector<StoredEvent> EventsTable::read(std::string_view stream) {
  std::vector<StoredEvent> events;
  for (const Json& item : database_.query(table_, "stream", {{"S", stream}})) events.push_back(event_of(item).event);
  std::ranges::sort(events, {}, &StoredEvent::version);
  return events;
}

void EventsTable::write(const std::vector<StoredEvent>& events) {
  std::vector<Json> items;
  items.reserve(events.size());
  for (const auto& event : events) items.push_back(to_item(event));
  database_.put_all(table_, items);
}

void EventsTable::remove_last(std::string_view stream, std::size_t count) {
  const auto events = read(stream);
  std::vector<Json> keys;
  for (std::size_t i = events.size() - std::min(count, events.size()); i < events.size(); ++i) {
    keys.push_back({{"stream", {{"S", stream}}}, {"version", {{"N", std::to_string(events[i].version)}}}});
  }
  database_.remove_all(table_, keys);
}

}  // namespace assay::kit::dynamodb
