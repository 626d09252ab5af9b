#pragma once

#include <cstdint>
#include <deque>
#include <mutex>
#include <optional>

#include "lab/config.hpp"
#include "lab/environment.hpp"

/// Watches the calls to one destination, and refuses them while it does not work.
class CircuitBreaker {
 public:
  CircuitBreaker(const lab::BreakerConfig& config, const lab::Clock& clock) : config_(config), clock_(clock) {}

  /// Belongs to one call. It names the period in which the call was admitted, so that a
  /// result that comes late is not taken for one of the present period.
  struct Permit {
    std::uint64_t period;
  };

  enum class Result { success, failure };

  /// Nothing while the circuit is open, or half-open with all its probes in flight.
  [[nodiscard]] std::optional<Permit> try_acquire();

  /// To be called once for each permit.
  void record(Permit permit, Result result);

 private:
  enum class State { closed, open, half_open };

  void enter(State state);
  void record_closed(Result result);
  void record_half_open(Result result);
  [[nodiscard]] bool must_trip() const;

  const lab::BreakerConfig config_;
  const lab::Clock& clock_;

  std::mutex mutex_;  // guards what follows; never held while the downstream is called
  State state_ = State::closed;
  std::uint64_t period_ = 0;
  unsigned consecutive_failures_ = 0;
  std::deque<Result> window_;
  unsigned window_failures_ = 0;
  lab::SteadyTime last_failure_{};
  unsigned probes_in_flight_ = 0;
  unsigned probe_successes_ = 0;
};
