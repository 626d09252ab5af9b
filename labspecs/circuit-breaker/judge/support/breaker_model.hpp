// The circuit breaker as README.md defines it, written to be compared with the rules and
// not for speed.
#pragma once

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "lab/config.hpp"
#include "support/words.hpp"

namespace judge {

/// One destination's. Times are since the scenario began.
class BreakerModel {
 public:
  explicit BreakerModel(const lab::BreakerConfig& config) : config_(config) {}

  /// Names the period in which a send was admitted.
  using Permit = unsigned;

  /// Asked directly before a send; nothing if it is refused.
  [[nodiscard]] std::optional<Permit> admit(Duration now);

  /// What became of a send that was admitted.
  void record(Permit permit, bool failed, Duration now);

  /// Its state in words: "the circuit opened at 120ms, after 3 failures in a row, and
  /// stays open until 1.12s".
  [[nodiscard]] std::string describe() const;

  /// "closed", "open" or "half-open".
  [[nodiscard]] std::string_view state() const;

  /// Why the last send was admitted.
  [[nodiscard]] std::string why_admitted() const;

  /// How its state changed since this was last asked: "opens until 1.12s: 3 failures in a
  /// row"; empty where it did not.
  [[nodiscard]] std::string take_change() { return std::exchange(change_, {}); }

 private:
  enum class State { closed, open, half_open };

  void begin_period(State state);
  void open(Duration now, std::string why);
  void half_open();
  void close();
  void record_closed(bool failed, Duration now);
  void record_half_open(bool failed, Duration now);
  [[nodiscard]] std::size_t failures_in_window() const;
  [[nodiscard]] std::string describe_closed() const;

  lab::BreakerConfig config_;
  State state_ = State::closed;
  Permit period_ = 0;
  std::size_t failures_in_a_row_ = 0;
  std::deque<bool> window_;  // true: a failure
  Duration opened_at_{};
  std::string opened_why_;
  std::string change_;
  unsigned probes_in_flight_ = 0;
  unsigned probe_successes_ = 0;
};

}  // namespace judge
