// The publisher's surroundings while it is measured: all in this process, and so cheap that what
// is measured is the publisher.
#pragma once

#include <atomic>
#include <string>

#include "bench/work.hpp"
#include "lab/environment.hpp"

namespace lab::bench {

inline const Work no_work;

/// What a calling thread has seen come out of the message that it publishes. A publisher that
/// uses the environment from another thread leaves no trace, and the digest shows it.
struct Progress {
  const Work* work = &no_work;
  Digest digest{};
};

/// The calling thread's.
[[nodiscard]] Progress& progress();

/// Time stands still but for `sleep_for`, which moves it on at once.
class BenchTime final : public Clock, public Scheduler {
 public:
  [[nodiscard]] SteadyTime steady_now() const override { return SteadyTime(Duration(now_.load())); }
  [[nodiscard]] WallTime wall_now() const override { return WallTime(Duration(now_.load())); }
  void sleep_for(Duration duration) override { now_ += duration.count(); }

 private:
  std::atomic<Duration::rep> now_ = Duration(std::chrono::hours(1)).count();
};

class BenchDownstream final : public Downstream {
 public:
  Reply send(const Message& message, Duration timeout) override;
};

/// Keeps nothing, so that a process's memory is the publisher's.
class BenchDeadLetters final : public DeadLetterQueue {
 public:
  void put(const DeadLetter& letter) override;
};

class BenchFallback final : public Fallback {
 public:
  std::string reply(const Message& message, Cause cause) override;
};

}  // namespace lab::bench
