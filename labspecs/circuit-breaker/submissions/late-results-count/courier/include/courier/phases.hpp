// The three phases of a circuit. Each knows whether it lets a call through, and which
// phase, if another, a result leads to.
#pragma once

#include <optional>
#include <variant>

#include "courier/window.hpp"
#include "lab/config.hpp"

namespace courier {

/// What a result says of the downstream's health.
enum class Signal { healthy, unhealthy };

struct Closed;
struct Tripped;
struct Trial;
using Phase = std::variant<Closed, Tripped, Trial>;
using Rules = lab::BreakerConfig;

/// Everything passes.
struct Closed {
  [[nodiscard]] bool admit(const Rules&) { return true; }
  [[nodiscard]] std::optional<Phase> settle(Signal signal, lab::SteadyTime now, const Rules& rules);

 private:
  [[nodiscard]] bool is_worn_out(const Rules& rules) const;

  unsigned streak_ = 0;  ///< of unhealthy results
  Window unhealthy_;
};

/// Nothing passes for a while.
struct Tripped {
  explicit Tripped(lab::SteadyTime now) : since_(now) {}

  [[nodiscard]] bool admit(const Rules&) { return false; }
  [[nodiscard]] std::optional<Phase> settle(Signal signal, lab::SteadyTime now, const Rules& rules);
  [[nodiscard]] bool is_over(lab::SteadyTime now, const Rules& rules) const {
    return now >= since_ + rules.open_period;
  }

 private:
  lab::SteadyTime since_;
};

/// A few pass, to find out whether the downstream is back.
struct Trial {
  [[nodiscard]] bool admit(const Rules& rules) {
    if (under_way_ >= rules.half_open_probes) return false;
    ++under_way_;
    return true;
  }
  [[nodiscard]] std::optional<Phase> settle(Signal signal, lab::SteadyTime now, const Rules& rules);

 private:
  unsigned under_way_ = 0;
  unsigned passed_ = 0;
};

inline std::optional<Phase> Closed::settle(Signal signal, lab::SteadyTime now, const Rules& rules) {
  streak_ = signal == Signal::unhealthy ? streak_ + 1 : 0;
  if (rules.window_size != 0) unhealthy_.add(signal == Signal::unhealthy, rules.window_size);
  if (is_worn_out(rules)) return Tripped(now);
  return std::nullopt;
}

inline bool Closed::is_worn_out(const Rules& rules) const {
  if (rules.failure_threshold != 0 && streak_ >= rules.failure_threshold) return true;
  return rules.window_size != 0 && unhealthy_.size() >= rules.minimum_calls &&
         unhealthy_.share() >= rules.failure_ratio;
}

// It stays so until its time is over.
inline std::optional<Phase> Tripped::settle(Signal, lab::SteadyTime, const Rules&) { return std::nullopt; }

inline std::optional<Phase> Trial::settle(Signal signal, lab::SteadyTime now, const Rules& rules) {
  if (under_way_ > 0) --under_way_;
  if (signal == Signal::unhealthy) return Tripped(now);
  if (++passed_ >= rules.half_open_successes) return Closed();
  return std::nullopt;
}

}  // namespace courier
