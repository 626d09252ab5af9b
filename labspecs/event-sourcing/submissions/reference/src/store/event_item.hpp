// Events as items of the events table.
#pragma once

#include <cstdint>
#include <string>

#include "lab/dynamodb_values.hpp"
#include "lab/event.hpp"

namespace store {

[[nodiscard]] lab::dynamodb::Item item_of(const lab::Event& event);
[[nodiscard]] lab::Event event_from(const lab::dynamodb::Item& item);

/// The key of the event at a place of a stream.
[[nodiscard]] lab::dynamodb::Item key_of(const std::string& stream, std::uint64_t version);

}  // namespace store
