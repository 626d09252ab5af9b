#include "judge/virtual_time.hpp"

#include <algorithm>
#include <utility>

namespace assay::kit {

void VirtualTime::at(core::Duration time, Action action) {
  events_.push({std::max(time, now_), asked_for_++, std::move(action)});
}

bool VirtualTime::step() {
  if (events_.empty()) return false;
  const Event event = events_.top();
  events_.pop();
  now_ = event.time;
  event.action();
  return true;
}

}  // namespace assay::kit
