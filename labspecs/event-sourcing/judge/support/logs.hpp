// Logs that the judge writes and reads beneath the subject, and what it holds loaded events against.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "lab/event.hpp"
#include "support/client.hpp"
#include "support/world.hpp"

namespace judge {

/// The events "<id>1", "<id>2", … of type "Noted" with a payload each.
[[nodiscard]] std::vector<lab::NewEvent> new_events(const std::string& id, std::size_t count);

/// As they are to be stored, behind `expected_version`.
[[nodiscard]] std::vector<lab::Event> stored(const lab::StreamAppend& append, Time at);

/// A long stream of the judge's own: event n is recorded n milliseconds after `from`.
[[nodiscard]] std::vector<lab::Event> long_stream(const std::string& stream, std::size_t events, Time from);

/// An order's log: OrderPlaced and then so many OrderLineAdded of few SKUs.
[[nodiscard]] std::vector<lab::Event> long_order(const std::string& order, std::size_t lines, Time from);

/// Puts them into the table, past the subject.
void plant(dynamodb::EventsTable table, const std::vector<lab::Event>& events);

/// The stream as the table has it. A Violation where an item is not as the README prescribes.
[[nodiscard]] std::vector<lab::Event> log_of(dynamodb::EventsTable table, const std::string& stream);

/// All of them, by stream.
[[nodiscard]] std::map<std::string, std::vector<lab::Event>> logs_of(dynamodb::EventsTable table);

/// A Violation where they are not the same, which names the first difference.
void expect_events(const std::string& whose, const std::vector<lab::Event>& expected, const std::vector<lab::Event>& actual);

/// The subject's log holds exactly these events of this stream.
void expect_log(World& world, const std::string& stream, const std::vector<lab::Event>& expected);

/// Every version from 1 on is there once, and the order that the judge makes of it obeys the rules: each event is one that
/// could be decided where it stands.
void expect_lawful_order(const std::string& order, const std::vector<lab::Event>& log);

/// The subject's order is the judge's fold of the log in the table.
void expect_order_is_its_log(World& world, const Client& client, const std::string& order);

}  // namespace judge
