#pragma once

#include <map>
#include <mutex>
#include <string>

#include "bulkhead.hpp"
#include "circuit_breaker.hpp"
#include "log.hpp"
#include "lab/publisher.hpp"

/// Publishes through a bulkhead, a circuit breaker and retries, and gives each message
/// that is not delivered to the dead letters and its caller the fallback.
class ResilientPublisher final : public lab::Publisher {
 public:
  ResilientPublisher(const lab::Config& config, lab::Environment& environment)
      : config_(config), environment_(environment) {}

  lab::PublishResult publish(const lab::Message& message, lab::SteadyTime deadline) override;

 private:
  struct Destination {
    Destination(const lab::Config& config, const lab::Clock& clock)
        : bulkhead(config.max_concurrent), breaker(config.breaker, clock) {}
    Bulkhead bulkhead;
    CircuitBreaker breaker;
  };

  Destination& destination(const std::string& name);
  lab::PublishResult attempt_all(Destination& destination, const lab::Message& message, lab::SteadyTime deadline);
  lab::Reply send_once(Destination& destination, CircuitBreaker::Permit permit, const lab::Message& message,
                       lab::SteadyTime deadline);
  lab::PublishResult give_up(const lab::Message& message, lab::Cause cause, unsigned attempts);

  const lab::Config config_;
  lab::Environment& environment_;
  Log log_;
  std::mutex mutex_;                                 // guards the map, not what is in it
  std::map<std::string, Destination> destinations_;  // its elements never move
};
