// Time as the contract counts it.
#pragma once

#include <chrono>

namespace lab {

using Duration = std::chrono::nanoseconds;

/// A moment of the calendar, in whole milliseconds since 1970-01-01 UTC. Someone may set that clock,
/// forward or back, at any time.
using Time = std::chrono::sys_time<std::chrono::milliseconds>;

}  // namespace lab
