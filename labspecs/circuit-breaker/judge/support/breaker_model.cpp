#include "support/breaker_model.hpp"

#include <algorithm>
#include <utility>

namespace judge {

std::optional<BreakerModel::Permit> BreakerModel::admit(Duration now) {
  if (state_ == State::open && now >= opened_at_ + config_.open_period) half_open();
  switch (state_) {
    case State::closed:
      return period_;
    case State::open:
      return std::nullopt;
    case State::half_open:
      if (probes_in_flight_ == config_.half_open_probes) return std::nullopt;
      ++probes_in_flight_;
      return period_;
  }
  return std::nullopt;
}

void BreakerModel::record(Permit permit, bool failed, Duration now) {
  if (permit != period_) return;
  if (state_ == State::closed) record_closed(failed, now);
  if (state_ == State::half_open) record_half_open(failed, now);
}

void BreakerModel::record_closed(bool failed, Duration now) {
  failures_in_a_row_ = failed ? failures_in_a_row_ + 1 : 0;
  if (config_.failure_threshold > 0 && failures_in_a_row_ >= config_.failure_threshold) {
    return open(now, counted(failures_in_a_row_, "failure") + " in a row");
  }
  if (config_.window_size == 0) return;
  window_.push_back(failed);
  if (window_.size() > config_.window_size) window_.pop_front();
  const auto failures = failures_in_window();
  const double ratio = static_cast<double>(failures) / static_cast<double>(window_.size());
  if (window_.size() >= config_.minimum_calls && ratio >= config_.failure_ratio) {
    open(now, counted(failures, "failure") + " among the last " + counted(window_.size(), "result"));
  }
}

void BreakerModel::record_half_open(bool failed, Duration now) {
  --probes_in_flight_;
  if (failed) return open(now, "a probe failed");
  if (++probe_successes_ == config_.half_open_successes) close();
}

void BreakerModel::open(Duration now, std::string why) {
  begin_period(State::open);
  opened_at_ = now;
  change_ = "opens until " + to_string(now + config_.open_period) + ": " + why;
  opened_why_ = std::move(why);
}

void BreakerModel::half_open() {
  begin_period(State::half_open);
  change_ = "is half-open: its open period is over";
}

void BreakerModel::close() {
  begin_period(State::closed);
  change_ = "closes: " + counted(config_.half_open_successes, "probe") + " succeeded";
}

void BreakerModel::begin_period(State state) {
  state_ = state;
  ++period_;
  failures_in_a_row_ = 0;
  window_.clear();
  probes_in_flight_ = 0;
  probe_successes_ = 0;
}

std::size_t BreakerModel::failures_in_window() const {
  return static_cast<std::size_t>(std::count(window_.begin(), window_.end(), true));
}

std::string_view BreakerModel::state() const {
  switch (state_) {
    case State::closed: return "closed";
    case State::open: return "open";
    case State::half_open: return "half-open";
  }
  return {};
}

std::string BreakerModel::why_admitted() const {
  if (state_ != State::half_open) return describe();
  return "the circuit is half-open, and this probe is number " + std::to_string(probes_in_flight_) + " of at most " +
         std::to_string(config_.half_open_probes) + " in flight";
}

std::string BreakerModel::describe_closed() const {
  std::string text = "the circuit is closed";
  if (config_.failure_threshold > 0) {
    text += ": " + counted(failures_in_a_row_, "failure") + " in a row (failure_threshold " +
            std::to_string(config_.failure_threshold) + ")";
  }
  if (config_.window_size > 0) {
    text += (config_.failure_threshold > 0 ? ", " : ": ") + counted(failures_in_window(), "failure") +
            " among the last " + counted(window_.size(), "result") + " (failure_ratio " +
            share(config_.failure_ratio) + ", window_size " + std::to_string(config_.window_size) +
            ", minimum_calls " + std::to_string(config_.minimum_calls) + ")";
  }
  return text;
}

std::string BreakerModel::describe() const {
  switch (state_) {
    case State::closed:
      return describe_closed();
    case State::open:
      return "the circuit opened at " + to_string(opened_at_) + " after " + opened_why_ + ", and stays open until " +
             to_string(opened_at_ + config_.open_period);
    case State::half_open:
      return "the circuit is half-open: " + std::to_string(probes_in_flight_) + " of at most " +
             counted(config_.half_open_probes, "probe") + " in flight, " + std::to_string(probe_successes_) + " of " +
             std::to_string(config_.half_open_successes) + " successes";
  }
  return {};
}

}  // namespace judge
