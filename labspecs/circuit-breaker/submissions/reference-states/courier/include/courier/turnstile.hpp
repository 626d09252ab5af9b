#pragma once

#include <atomic>
#include <utility>

namespace courier {

/// Lets so many in at once, and turns the others away. Without a lock: it is one number.
class Turnstile {
 public:
  explicit Turnstile(unsigned seats) : seats_(seats) {}

  /// Held by who is inside; perhaps by no one.
  class Seat {
   public:
    Seat() = default;
    explicit Seat(std::atomic<unsigned>& taken) : taken_(&taken) {}
    Seat(Seat&& other) noexcept : taken_(std::exchange(other.taken_, nullptr)) {}
    Seat& operator=(Seat&&) = delete;
    ~Seat() {
      if (taken_ != nullptr) taken_->fetch_sub(1, std::memory_order_release);
    }
    explicit operator bool() const { return taken_ != nullptr; }

   private:
    std::atomic<unsigned>* taken_ = nullptr;
  };

  [[nodiscard]] Seat take() {
    unsigned taken = taken_.load(std::memory_order_relaxed);
    while (taken < seats_) {
      if (taken_.compare_exchange_weak(taken, taken + 1, std::memory_order_acquire, std::memory_order_relaxed)) {
        return Seat(taken_);
      }
    }
    return {};
  }

 private:
  const unsigned seats_;
  std::atomic<unsigned> taken_ = 0;
};

}  // namespace courier
