#pragma once

#include <cstdint>
#include <optional>
#include <utility>
#include <variant>

#include "courier/guarded.hpp"
#include "courier/phases.hpp"
#include "lab/config.hpp"

namespace courier {

/// Decides who may call one downstream, from how earlier calls went. It reads no clock:
/// its callers say what time it is.
class Circuit {
 public:
  explicit Circuit(const Rules& rules) : rules_(rules) {}

  /// Allows one call. Which phase it was given in is written on it.
  class Pass {
   public:
    explicit Pass(std::uint64_t epoch) : epoch_(epoch) {}

   private:
    friend class Circuit;
    std::uint64_t epoch_;
  };

  [[nodiscard]] std::optional<Pass> admit(lab::SteadyTime now) {
    return live_.with([&](Live& live) -> std::optional<Pass> {
      const auto* tripped = std::get_if<Tripped>(&live.phase);
      if (tripped != nullptr && tripped->is_over(now, rules_)) live.move_to(Trial());
      const bool admitted = std::visit([&](auto& phase) { return phase.admit(rules_); }, live.phase);
      if (!admitted) return std::nullopt;
      return Pass(live.epoch);
    });
  }

  /// How the call went that the pass was for; once for each pass. A pass from an earlier
  /// phase is void: what it has to tell is of the past.
  void settle(Pass pass, Signal signal, lab::SteadyTime now) {
    live_.with([&](Live& live) {
      if (pass.epoch_ != live.epoch) return;
      auto next = std::visit([&](auto& phase) { return phase.settle(signal, now, rules_); }, live.phase);
      if (next) live.move_to(std::move(*next));
    });
  }

 private:
  struct Live {
    Phase phase;
    std::uint64_t epoch = 0;

    void move_to(Phase next) {
      phase = std::move(next);
      ++epoch;
    }
  };

  const Rules rules_;
  Guarded<Live> live_;
};

}  // namespace courier
