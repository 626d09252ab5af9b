#include "judge/patience.hpp"

#include <algorithm>

namespace assay::kit {

Patience::Patience(core::Duration whole, unsigned cases)
    : left_(whole), part_(cases == 0 ? core::Duration{} : whole / 2 / cases), to_come_(cases) {}

void Patience::begin_case() {
  if (to_come_ > 0) --to_come_;
}

void Patience::spend(core::Duration waited) {
  if (left_ != core::Duration::max()) left_ -= std::min(left_, waited);
}

core::Duration Patience::left() const { return std::max(core::Duration::zero(), left_ - part_ * to_come_); }

Patience& patience() {
  static Patience running;
  return running;
}

}  // namespace assay::kit
