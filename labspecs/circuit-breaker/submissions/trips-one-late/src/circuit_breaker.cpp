#include "circuit_breaker.hpp"

std::optional<CircuitBreaker::Permit> CircuitBreaker::try_acquire() {
  const std::lock_guard lock(mutex_);
  if (state_ == State::open) {
    if (clock_.steady_now() < opened_at_ + config_.open_period) return std::nullopt;
    enter(State::half_open);
  }
  if (state_ == State::half_open) {
    if (probes_in_flight_ >= config_.half_open_probes) return std::nullopt;
    ++probes_in_flight_;
  }
  return Permit{period_};
}

void CircuitBreaker::record(Permit permit, Result result) {
  const std::lock_guard lock(mutex_);
  if (permit.period != period_) return;
  if (state_ == State::half_open) {
    record_half_open(result);
  } else {
    record_closed(result);
  }
}

void CircuitBreaker::record_half_open(Result result) {
  --probes_in_flight_;
  if (result == Result::failure) {
    enter(State::open);
  } else if (++probe_successes_ >= config_.half_open_successes) {
    enter(State::closed);
  }
}

void CircuitBreaker::record_closed(Result result) {
  consecutive_failures_ = result == Result::failure ? consecutive_failures_ + 1 : 0;
  if (config_.window_size > 0) {
    if (window_.size() == config_.window_size) {
      if (window_.front() == Result::failure) --window_failures_;
      window_.pop_front();
    }
    window_.push_back(result);
    if (result == Result::failure) ++window_failures_;
  }
  if (must_trip()) enter(State::open);
}

bool CircuitBreaker::must_trip() const {
  if (config_.failure_threshold > 0 && consecutive_failures_ > config_.failure_threshold) return true;
  if (window_.empty() || window_.size() < config_.minimum_calls) return false;
  return static_cast<double>(window_failures_) / static_cast<double>(window_.size()) >= config_.failure_ratio;
}

// Every period starts with nothing counted.
void CircuitBreaker::enter(State state) {
  state_ = state;
  ++period_;
  consecutive_failures_ = 0;
  window_.clear();
  window_failures_ = 0;
  probes_in_flight_ = 0;
  probe_successes_ = 0;
  if (state == State::open) opened_at_ = clock_.steady_now();
}
