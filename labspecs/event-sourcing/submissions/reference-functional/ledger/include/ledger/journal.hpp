// The events table: reading streams as ranges, and writing events to free places.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <ranges>
#include <set>
#include <stdexcept>
#include <string>
#include <vector>

#include "lab/dynamodb_errors.hpp"
#include "lab/event.hpp"
#include "ledger/items.hpp"

namespace ledger {

using Version = std::uint64_t;

/// DynamoDB's numbers are read as signed ones.
inline constexpr Version last_place = std::numeric_limits<std::int64_t>::max();

struct Journal {
  Session session;
  std::string table;
};

[[nodiscard]] inline db::AttributeValue number(Version version) { return db::AttributeValue::n(static_cast<std::int64_t>(version)); }

[[nodiscard]] inline db::Item place(const std::string& stream, Version version) {
  return {{"stream", db::AttributeValue::s(stream)}, {"version", number(version)}};
}

[[nodiscard]] inline db::Item to_item(const lab::Event& event) {
  db::Item item = place(event.stream, event.version);
  item.insert({{"id", db::AttributeValue::s(event.id)},
               {"type", db::AttributeValue::s(event.type)},
               {"schema_version", db::AttributeValue::n(event.schema_version)},
               {"payload", db::AttributeValue::b(event.payload)},
               {"recorded_at", db::AttributeValue::n(event.recorded_at.time_since_epoch().count())}});
  return item;
}

[[nodiscard]] inline lab::Event to_event(const db::Item& item) {
  return {item.at("stream").s(), static_cast<Version>(item.at("version").n()),
          item.at("id").s(),     item.at("type").s(),
          static_cast<unsigned>(item.at("schema_version").n()),
          item.at("payload").b(), lab::Time(std::chrono::milliseconds(item.at("recorded_at").n()))};
}

[[nodiscard]] inline db::QueryRequest places(const std::string& table, const std::string& stream, Version first, Version last) {
  if (stream.empty()) throw std::invalid_argument("the stream has no name");
  db::QueryRequest request;
  request.table_name = table;
  request.key_condition_expression = "#stream = :stream AND #version BETWEEN :first AND :last";
  request.expression_attribute_names = {{"#stream", "stream"}, {"#version", "version"}};
  request.expression_attribute_values = {{":stream", db::AttributeValue::s(stream)}, {":first", number(first)}, {":last", number(last)}};
  request.consistent_read = true;
  return request;
}

/// The stream's events from one version to another, as a range that reads as far as it is asked.
[[nodiscard]] inline auto events(const Journal& journal, const std::string& stream, Version first = 1, Version last = last_place) {
  return queried(journal.session, places(journal.table, stream, first, std::max(first, last))) | std::views::transform(to_event);
}

/// The events before the first one that is later.
[[nodiscard]] inline auto until(lab::Time time) {
  return std::views::take_while([time](const lab::Event& event) { return event.recorded_at <= time; });
}

template <typename Range>
[[nodiscard]] std::vector<lab::Event> collected(Range&& range) {
  std::vector<lab::Event> all;
  for (auto&& event : range) all.push_back(std::forward<decltype(event)>(event));
  return all;
}

[[nodiscard]] inline std::vector<lab::Event> events_to(const Journal& journal, const std::string& stream, Version last) {
  return last == 0 ? std::vector<lab::Event>() : collected(events(journal, stream, 1, std::min(last, last_place)));
}

/// 0: it has no events.
[[nodiscard]] inline Version height(const Journal& journal, const std::string& stream) {
  auto request = places(journal.table, stream, 1, last_place);
  request.scan_index_forward = false;
  request.limit = 1;
  const auto page = ask(journal.session, [&](db::Client& client) { return client.query(request); });
  return page.items.empty() ? 0 : to_event(page.items.front()).version;
}

[[nodiscard]] inline bool has(const Journal& journal, const std::string& stream, Version version) {
  return fetched(journal.session, journal.table, place(stream, version)).has_value();
}

/// Of all streams. Reads the whole table.
[[nodiscard]] inline std::set<std::string> stream_names(const Journal& journal) {
  std::set<std::string> names;
  for (const auto& item : scanned(journal.session, journal.table)) names.insert(item.at("stream").s());
  return names;
}

}  // namespace ledger
