#pragma once

#include <cstdint>
#include <mutex>

class CircuitBreaker;

/// Figures over all destinations, for whoever is on call.
class HealthBoard {
 public:
  void circuit_changed();
  void call_refused(const CircuitBreaker& by);

  struct Figures {
    std::uint64_t changes = 0;           ///< of any circuit's state
    std::uint64_t refused_open = 0;      ///< calls that an open circuit refused
    std::uint64_t refused_probing = 0;   ///< calls that a half-open circuit had no probe for
  };
  [[nodiscard]] Figures figures() const;

 private:
  mutable std::mutex mutex_;
  Figures figures_;
};
