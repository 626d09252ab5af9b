// Where a message goes that was not delivered, and what its caller is given instead.
#pragma once

#include <string>

#include "lab/message.hpp"

namespace lab {

/// Why a message was not delivered.
enum class Cause {
  bulkhead_full,       ///< too many publishes to its destination were under way
  circuit_open,        ///< its destination's circuit breaker refused the call
  deadline_exceeded,   ///< the caller's deadline was reached, or the next attempt could not begin before it
  attempts_exhausted,  ///< the last attempt that the configuration allows failed
  permanent_error,     ///< the downstream will never take it
};

struct DeadLetter {
  Message message;        ///< as it was given to `publish`
  Cause cause = Cause::attempts_exhausted;
  unsigned attempts = 0;  ///< how often it was sent, that is, calls of Downstream::send
};

/// Keeps what was not delivered, for people to look at. Does not throw; may be used by
/// any number of threads at once.
class DeadLetterQueue {
 public:
  virtual ~DeadLetterQueue() = default;
  virtual void put(const DeadLetter& letter) = 0;
};

/// Gives a reply that is better than none: a cached value, "accepted, will follow". Does
/// not throw; may be used by any number of threads at once.
class Fallback {
 public:
  virtual ~Fallback() = default;
  virtual std::string reply(const Message& message, Cause cause) = 0;
};

}  // namespace lab
