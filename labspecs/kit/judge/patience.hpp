// How long a suite waits for programs that do not answer.
#pragma once

#include "core/duration.hpp"

namespace assay::kit {

/// Shares a suite's time among its cases, so that a program that hangs in each of them, or
/// answers ever so slowly, is judged in each and does not use up the suite's own limit,
/// which would leave it without a grade. Half of the time is kept in equal parts for the
/// cases to come; the rest goes to who needs it first.
class Patience {
 public:
  Patience() = default;  ///< without end, for a judge that is run by hand
  Patience(core::Duration whole, unsigned cases);

  void begin_case();
  void spend(core::Duration waited);

  /// For the running case; zero where it has had its time.
  [[nodiscard]] core::Duration left() const;

 private:
  core::Duration left_ = core::Duration::max();
  core::Duration part_{};  ///< kept for each case to come
  unsigned to_come_ = 0;
};

/// The running judge's; set once, before any test.
[[nodiscard]] Patience& patience();

}  // namespace assay::kit
