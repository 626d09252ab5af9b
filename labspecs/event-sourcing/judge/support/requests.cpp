#include "support/requests.hpp"

#include <algorithm>

#include "support/words.hpp"

namespace judge {
namespace {

using assay::kit::Violation;
using dynamodb::Access;

// A condition under which a put cannot replace what is there. What else it says can only make it stricter, unless
// it is an alternative.
bool keeps_what_is_there(const std::string& condition) {
  std::string text;
  for (const char c : condition) {
    if (c != ' ') text += c;
  }
  std::string lower = text;
  std::ranges::transform(lower, lower.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  if (condition.find(" OR ") != std::string::npos || condition.find(" or ") != std::string::npos) return false;
  for (const char* key : {"attribute_not_exists(version)", "attribute_not_exists(stream)", "attribute_not_exists(id)",
                          "attribute_not_exists(type)", "attribute_not_exists(payload)", "attribute_not_exists(schema_version)",
                          "attribute_not_exists(recorded_at)"}) {
    if (lower.find(key) != std::string::npos && lower.find(std::string("not") + key) == std::string::npos) return true;
  }
  return false;
}

}  // namespace

EventsRead events_read(World& world) {
  EventsRead read;
  for (const auto& exchange : world.proxy().record()) {
    const auto& request = exchange.request;
    if (!request.names_table(world.tables().events) || request.writes()) continue;
    ++read.requests;
    read.events += std::max(exchange.items, exchange.scanned);
    if (request.operation == "Scan") ++read.scans;
  }
  return read;
}

std::vector<Exchange> writes_to(World& world, const std::string& table) {
  std::vector<Exchange> writes;
  for (auto& exchange : world.proxy().record()) {
    const bool touches = std::ranges::any_of(exchange.request.touches, [&](const dynamodb::Touch& touch) {
      return touch.table == table && is_write(touch.access);
    });
    if (touches) writes.push_back(std::move(exchange));
  }
  return writes;
}

void expect_append_only(World& world, const lab::Tables& tables) {
  for (const auto& exchange : writes_to(world, tables.events)) {
    for (const auto& touch : exchange.request.touches) {
      if (touch.table != tables.events || !is_write(touch.access)) continue;
      const std::string request = describe(exchange.request);
      if (touch.access == Access::update) throw Violation{"the event table is only put to", "it is updated: " + request};
      if (touch.access == Access::remove) throw Violation{"the event table is only put to", "an event is deleted: " + request};
      if (exchange.request.operation == "BatchWriteItem" || touch.condition.empty()) {
        throw Violation{"each event is put on condition that its place is free", "it is put without a condition: " + request};
      }
      if (!keeps_what_is_there(touch.condition)) {
        throw Violation{"each event is put on condition that its place is free, as attribute_not_exists(version)",
                        "the condition is " + in_quotes(touch.condition) + ": " + request};
      }
    }
  }
}

void expect_no_scan(World& world, const std::string& when) {
  for (const auto& exchange : world.proxy().record()) {
    if (exchange.request.operation == "Scan" && exchange.request.names_table(world.tables().events)) {
      throw Violation{"the event table is not scanned " + when, describe(exchange.request)};
    }
  }
}

}  // namespace judge
