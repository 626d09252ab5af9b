#pragma once

#include <cstdint>
#include <vector>

#include "lab/event.hpp"
#include "store/event_table.hpp"

namespace store {

/// Puts the events of one stream, from its first one on, into a table that has none of the stream or has the
/// first of them from a copy that was interrupted; gives how many there are. Throws std::invalid_argument where the table has
/// other events of the stream.
std::uint64_t copy_stream(const std::vector<lab::Event>& events, EventTable& target);

}  // namespace store
