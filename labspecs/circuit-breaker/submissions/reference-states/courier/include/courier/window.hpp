#pragma once

#include <cstddef>
#include <vector>

namespace courier {

/// The last so many yes-or-no samples, a bit each, and how many of them were yes.
class Window {
 public:
  /// The oldest sample makes room once there are `capacity` of them.
  void add(bool sample, std::size_t capacity) {
    if (samples_.size() < capacity) {
      samples_.push_back(sample);
    } else {
      if (samples_[oldest_]) --hits_;
      samples_[oldest_] = sample;
      oldest_ = (oldest_ + 1) % capacity;
    }
    if (sample) ++hits_;
  }

  [[nodiscard]] std::size_t size() const { return samples_.size(); }

  /// Of no samples at all, there is none.
  [[nodiscard]] double share() const {
    return samples_.empty() ? 0 : static_cast<double>(hits_) / static_cast<double>(samples_.size());
  }

 private:
  std::vector<bool> samples_;
  std::size_t oldest_ = 0;
  std::size_t hits_ = 0;
};

}  // namespace courier
