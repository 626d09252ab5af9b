// What a scenario's author writes down: who publishes what and when, and how the
// downstream takes it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "lab/config.hpp"
#include "lab/dead_letter.hpp"
#include "support/conditions.hpp"
#include "support/publisher_model.hpp"

namespace judge {

/// How the downstream is going to answer one send, if its timeout lets it.
struct Answer {
  SendResult result;
  Duration latency{};
  friend bool operator==(const Answer&, const Answer&) = default;
};

inline constexpr Duration quickly = std::chrono::milliseconds{1};
inline constexpr Duration never = std::chrono::hours{24};

inline Answer succeeds(Duration latency = quickly, std::string body = "accepted") {
  return {{false, lab::ReplyStatus::ok, std::move(body)}, latency};
}
inline Answer fails(Duration latency = quickly) { return {{false, lab::ReplyStatus::transient_error, {}}, latency}; }
inline Answer fails_for_good(Duration latency = quickly) {
  return {{false, lab::ReplyStatus::permanent_error, {}}, latency};
}
inline Answer breaks(Duration latency = quickly) { return {{true, lab::ReplyStatus::transient_error, {}}, latency}; }
inline Answer hangs() { return {{false, lab::ReplyStatus::timeout, {}}, never}; }

/// How a publish is to end: delivered, or not for this cause.
struct Ending {
  std::optional<lab::Cause> cause;
  friend bool operator==(const Ending&, const Ending&) = default;
};
inline constexpr Ending delivered{};
inline constexpr Ending turned_away{lab::Cause::bulkhead_full};
inline constexpr Ending refused{lab::Cause::circuit_open};
inline constexpr Ending too_late{lab::Cause::deadline_exceeded};
inline constexpr Ending exhausted{lab::Cause::attempts_exhausted};
inline constexpr Ending rejected{lab::Cause::permanent_error};

/// One call of `publish`.
struct Publish {
  Duration at{};
  std::string to = "orders";
  std::string payload = "hello";
  Duration deadline = std::chrono::hours{1};  ///< since the scenario began; `no_deadline`
  std::vector<Answer> answers{};              ///< to its sends, in order; further ones as the conditions are
  std::optional<Ending> ends{};               ///< checks the script against the model, not the subject
  std::uint64_t luck = 0;                     ///< decides how it fares under the conditions
  friend bool operator==(const Publish&, const Publish&) = default;
};

inline constexpr Duration no_deadline = Duration::max();

/// What a case looks at beside the flow, that is, which message is sent when, and
/// whether it is delivered. A case that is about one property does not fail for another.
struct Watch {
  bool idle_sleeps = false;      ///< no one sleeps who is about to fail
  bool waits = false;            ///< how long a call waits before the next attempt
  bool timeouts = false;         ///< the timeout that each send is given
  bool dead_letters = false;     ///< one for each message that is not delivered, as it was published
  bool causes = false;           ///< what a dead letter names
  bool attempts = false;         ///< how many a dead letter says
  bool fallback = false;         ///< asked once for each message that is not delivered, and its reply returned
  bool fallback_causes = false;  ///< what the fallback is told
  bool order = false;            ///< the dead letter before the fallback
};
inline constexpr Watch everything{true, true, true, true, true, true, true, true, true};

/// Someone sets the wall clock, by so much forward or (if negative) back.
struct WallClockChange {
  Duration at{};
  Duration by{};
  friend bool operator==(const WallClockChange&, const WallClockChange&) = default;
};

/// A whole scenario, as a value.
struct Script {
  lab::Config config;
  std::uint64_t random_seed = 1;  ///< of the publisher's randomness
  std::vector<Publish> calls;
  Conditions conditions;
  std::vector<WallClockChange> wall_clock;
};
[[nodiscard]] bool operator==(const Script& a, const Script& b);

/// "48 calls, 2 faults".
[[nodiscard]] std::string size_of(const Script& script);

}  // namespace judge
