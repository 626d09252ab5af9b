#pragma once

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>

#include "lab/config.hpp"
#include "lab/environment.hpp"

namespace courier {

/// How long to hold back before a message is tried again.
class Pacing {
 public:
  Pacing(const lab::RetryConfig& rules, lab::Random& random) : rules_(rules), random_(random) {}

  /// After `failed` failures of the message, from 1 on.
  [[nodiscard]] lab::Duration pause(unsigned failed) const {
    const lab::Duration longest = ceiling(failed - 1);
    const double share = std::ldexp(static_cast<double>(random_.next()), -64) * rules_.jitter;
    const lab::Duration off(static_cast<lab::Duration::rep>(static_cast<double>(longest.count()) * share));
    return longest - std::min(off, longest);
  }

 private:
  // Divides where the definition multiplies: base_delay * 2^doublings need not fit.
  [[nodiscard]] lab::Duration ceiling(unsigned doublings) const {
    if (doublings >= std::numeric_limits<lab::Duration::rep>::digits) return rules_.max_delay;
    const auto factor = lab::Duration::rep{1} << doublings;
    return rules_.base_delay > rules_.max_delay / factor ? rules_.max_delay : rules_.base_delay * factor;
  }

  const lab::RetryConfig rules_;
  lab::Random& random_;
};

}  // namespace courier
