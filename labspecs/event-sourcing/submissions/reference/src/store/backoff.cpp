#include "store/backoff.hpp"

#include "lab/errors.hpp"

namespace store {

void Backoff::pause(const std::string& reason) {
  if (++failed_ >= config_.max_attempts) throw lab::Unavailable(reason);
  if (failed_ == 1) {
    delay_ = config_.base_delay;
  } else {
    // Compared before doubling: twice the longest delay could overflow.
    delay_ = delay_ > config_.max_delay / 2 ? config_.max_delay : delay_ * 2;
  }
  sleeper_.sleep_for(delay_);
}

}  // namespace store
