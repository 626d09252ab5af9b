#pragma once

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

  /// Whether a call may be made now.
  [[nodiscard]] bool admit(lab::SteadyTime now) {
    return phase_.with([&](Phase& phase) {
      const auto* tripped = std::get_if<Tripped>(&phase);
      if (tripped != nullptr && tripped->is_over(now, rules_)) phase = Trial();
      return std::visit([&](auto& present) { return present.admit(rules_); }, phase);
    });
  }

  /// How a call went that was admitted.
  void settle(Signal signal, lab::SteadyTime now) {
    phase_.with([&](Phase& phase) {
      auto next = std::visit([&](auto& present) { return present.settle(signal, now, rules_); }, phase);
      if (next) phase = std::move(*next);
    });
  }

 private:
  const Rules rules_;
  Guarded<Phase> phase_;
};

}  // namespace courier
