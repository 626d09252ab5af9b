// Time as the contract counts it.
#pragma once

#include <chrono>

namespace lab {

using Duration = std::chrono::nanoseconds;

/// A moment of a clock that never goes back, for measuring how long something takes.
using SteadyTime = std::chrono::time_point<std::chrono::steady_clock, Duration>;

/// A moment of the calendar. Someone may set that clock, forward or back, at any time.
using WallTime = std::chrono::time_point<std::chrono::system_clock, Duration>;

}  // namespace lab
