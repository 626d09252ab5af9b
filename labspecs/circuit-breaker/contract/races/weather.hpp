// The environment in a storm: real time, and a downstream of this process whose replies are
// drawn at random. Nothing here orders two threads: what they share they only read, or
// count with relaxed atomics, which ThreadSanitizer takes for no order at all.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

#include "lab/environment.hpp"
#include "races/storm.hpp"

namespace lab::storm {

/// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
class Generator {
 public:
  explicit Generator(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    state_ += 0x9e3779b97f4a7c15;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>(next() % bound); }

 private:
  std::uint64_t state_;
};

/// The calling thread's own, or null in a thread that is not the host's.
extern thread_local Generator* caller;

/// All six parts of the environment.
class StormEnvironment final : Clock, Scheduler, Random, Downstream, DeadLetterQueue, Fallback {
 public:
  explicit StormEnvironment(const Storm& storm) : storm_(storm) {}
  [[nodiscard]] Environment parts() { return {*this, *this, *this, *this, *this, *this}; }
  void note_exception() { threw_.fetch_add(1, std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t threw() const { return threw_.load(std::memory_order_relaxed); }
  [[nodiscard]] std::uint64_t overfull() const { return overfull_.load(std::memory_order_relaxed); }

 private:
  SteadyTime steady_now() const override;
  WallTime wall_now() const override;
  void sleep_for(Duration duration) override;
  std::uint64_t next() override;
  Reply send(const Message& message, Duration timeout) override;
  void put(const DeadLetter& letter) override;
  std::string reply(const Message& message, Cause cause) override;

  [[nodiscard]] const Weather& weather_now() const;
  [[nodiscard]] Reply draw_reply(Generator& generator, Duration timeout) const;
  [[nodiscard]] Generator& whoever_calls() const;

  const Storm& storm_;
  std::atomic<std::uint64_t> threw_ = 0;
  std::atomic<std::uint64_t> overfull_ = 0;
  static constexpr std::size_t counted_destinations = 64;
  std::array<std::atomic<unsigned>, counted_destinations> inside_{};
};

}  // namespace lab::storm
