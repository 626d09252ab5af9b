#include "support/logs.hpp"

#include <algorithm>
#include <utility>

#include "support/order_model.hpp"

namespace judge {
namespace {

lab::Event from_table(const dynamodb::StoredEvent& event) {
  return {event.stream, event.version, event.id, event.type, static_cast<unsigned>(event.schema_version), event.payload,
          Time(Time::duration(event.recorded_at))};
}

dynamodb::StoredEvent to_table(const lab::Event& event) {
  return {event.stream, event.version, event.id, event.type, event.schema_version, event.payload,
          event.recorded_at.time_since_epoch().count()};
}

std::string difference(const lab::Event& expected, const lab::Event& actual) {
  if (actual.stream != expected.stream) return "its stream is " + in_quotes(actual.stream);
  if (actual.version != expected.version) return text_of("its version is ", actual.version);
  if (actual.id != expected.id) return "its id is " + in_quotes(actual.id);
  if (actual.type != expected.type) return "its type is " + in_quotes(actual.type);
  if (actual.schema_version != expected.schema_version) return text_of("its schema version is ", actual.schema_version);
  if (actual.payload != expected.payload) {
    return text_of("its payload is ", in_quotes(actual.payload), ", ", actual.payload.size(), " bytes");
  }
  return "it was recorded at " + to_text(actual.recorded_at);
}

}  // namespace

std::vector<lab::NewEvent> new_events(const std::string& id, std::size_t count) {
  std::vector<lab::NewEvent> events;
  for (std::size_t i = 1; i <= count; ++i) {
    events.push_back({text_of(id, i), "Noted", 1, text_of("{\"note\":\"", id, "-", i, "\"}")});
  }
  return events;
}

std::vector<lab::Event> stored(const lab::StreamAppend& append, Time at) {
  std::vector<lab::Event> events;
  for (std::uint64_t version = append.expected_version; const auto& event : append.events) {
    events.push_back({append.stream, ++version, event.id, event.type, event.schema_version, event.payload, at});
  }
  return events;
}

std::vector<lab::Event> long_stream(const std::string& stream, std::size_t events, Time from) {
  std::vector<lab::Event> log;
  for (std::size_t n = 1; n <= events; ++n) {
    log.push_back({stream, n, text_of(stream, "-", n), "Noted", 1, text_of("{\"n\":", n, "}"), from + std::chrono::milliseconds(n)});
  }
  return log;
}

std::vector<lab::Event> long_order(const std::string& order, std::size_t lines, Time from) {
  const Json placed{{"customer", "ada"}, {"currency", "EUR"}, {"lines", Json::array({Json{{"sku", "pen"}, {"quantity", 1}, {"price", 250}}})}};
  std::vector<lab::Event> log{{order, 1, order + "-1", "OrderPlaced", 3, placed.dump(), from}};
  constexpr std::size_t skus = 7;
  for (std::size_t n = 2; n <= lines + 1; ++n) {
    const Json line{{"sku", text_of("sku-", n % skus)}, {"quantity", 1 + n % 3}, {"price", static_cast<std::int64_t>(100 * (n % skus))}};
    log.push_back({order, n, text_of(order, "-", n), "OrderLineAdded", 1, line.dump(), from + std::chrono::milliseconds(n)});
  }
  return log;
}

void plant(dynamodb::EventsTable table, const std::vector<lab::Event>& events) {
  std::vector<dynamodb::StoredEvent> items;
  items.reserve(events.size());
  for (const auto& event : events) items.push_back(to_table(event));
  table.write(items);
}

std::vector<lab::Event> log_of(dynamodb::EventsTable table, const std::string& stream) {
  auto all = logs_of(std::move(table));
  return std::move(all[stream]);
}

std::map<std::string, std::vector<lab::Event>> logs_of(dynamodb::EventsTable table) {
  const auto contents = table.read();
  if (!contents.problems.empty()) {
    throw assay::kit::Violation{"each item of the event table has the attributes that the README gives", contents.problems.front()};
  }
  std::map<std::string, std::vector<lab::Event>> logs;
  for (const auto& [stream, events] : contents.log) {
    for (const auto& event : events) logs[stream].push_back(from_table(event));
  }
  return logs;
}

void expect_events(const std::string& whose, const std::vector<lab::Event>& expected, const std::vector<lab::Event>& actual) {
  const auto [wanted, given] = std::ranges::mismatch(expected, actual);
  if (wanted == expected.end() && given == actual.end()) return;
  if (given == actual.end()) {
    throw assay::kit::Violation{text_of(whose, " gives ", expected.size(), " events"),
                                text_of("it gives ", actual.size(), "; the first one that is missing is ", in_words(*wanted))};
  }
  if (wanted == expected.end()) {
    throw assay::kit::Violation{text_of(whose, " gives ", expected.size(), " events"),
                                text_of("it gives ", actual.size(), "; the first one too many is ", in_words(*given))};
  }
  throw assay::kit::Violation{text_of(whose, " gives, in the place ", wanted - expected.begin() + 1, ", ", in_words(*wanted)),
                              difference(*wanted, *given)};
}

void expect_log(World& world, const std::string& stream, const std::vector<lab::Event>& expected) {
  expect_events("the event table, read by the judge,", expected, log_of(world.log(), stream));
}

void expect_lawful_order(const std::string& order, const std::vector<lab::Event>& log) {
  std::optional<lab::Order> state;
  std::uint64_t version = 0;
  for (const auto& event : log) {
    ++version;
    expect(event.version == version, text_of("the log of ", in_quotes(order), " has version ", version),
           text_of("after ", version - 1, " comes ", event.version));
    try {
      expect(decide(state, command_of(event)) == lab::Rejection::none, "no event is stored that the rules do not allow where it stands",
             text_of(in_words(event), " follows ", in_words(state)));
      evolve(state, event);
    } catch (const BadEvent& bad) {
      throw assay::kit::Violation{"each stored event is one of its schema", in_words(event) + ": " + bad.why};
    }
  }
}

void expect_order_is_its_log(World& world, const Client& client, const std::string& order) {
  const auto log = log_of(world.log(), order);
  expect_lawful_order(order, log);
  const auto expected = fold(log);
  const auto reply = client.order(order);
  expect(value_of(reply) == expected, "the order is what its log makes of it: " + in_words(expected), in_words(reply.value));
}

}  // namespace judge
