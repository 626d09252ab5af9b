// What well-known functions do: sleeping, timers, random numbers, limits. Names of
// libraries are facts, where the submission's own names decide nothing.
#pragma once

#include "checks/engine/facts.hpp"

namespace assay::checks::library {

/// Puts the calling thread (or the coroutine that awaits it) to sleep for a given time.
[[nodiscard]] bool sleeps(const Call& call);

/// Waits at most a given time for something else: a condition variable, a future.
[[nodiscard]] bool waits_with_limit(const Call& call);

/// Arms a timer, or has something run after a given time.
[[nodiscard]] bool arms_timer(const Call& call);

/// Waits for another thread without a limit, or asks whether it may go on: locks, conditions.
[[nodiscard]] bool synchronises(const Call& call);

/// Gives a random number.
[[nodiscard]] bool draws(const Call& call);

/// A random number that differs from run to run: std::random_device and its like.
[[nodiscard]] bool is_entropy(const Call& call);

/// rand() and its like, whose seed is set elsewhere.
[[nodiscard]] bool draws_from_global(const Call& call);
[[nodiscard]] bool seeds_global(const Call& call);

/// A type that generates random numbers from a seed.
[[nodiscard]] bool is_engine(const Type& type);

/// pow and its like: the result grows exponentially with `exponent_of`.
[[nodiscard]] bool raises_to_power(const Call& call);

/// min, clamp and their like.
[[nodiscard]] bool limits(const Call& call);

/// Writes for people: logs and streams; no invocation that could be tried again.
[[nodiscard]] bool logs(const Call& call);

/// Fetches the next of many: reading, polling, popping.
[[nodiscard]] bool fetches(const Call& call);

/// A call of the standard library or of C that may fail for a reason outside the process.
[[nodiscard]] bool reaches_out(const Call& call);

/// Asks for the last error: errno, GetLastError.
[[nodiscard]] bool asks_for_error(const Call& call);

/// Makes a copy of what is given, checks nothing, does nothing outside: strings, containers, casts.
[[nodiscard]] bool is_plain(const Call& call);

}  // namespace assay::checks::library
