// Everything outside your code. DynamoDB, time and sleep come from here and from nowhere else;
// that is what makes it testable.
#pragma once

#include "lab/dynamodb.hpp"
#include "lab/time.hpp"

namespace lab {

class Clock {
 public:
  virtual ~Clock() = default;
  /// May be before what it said last.
  [[nodiscard]] virtual Time now() const = 0;
};

class Sleeper {
 public:
  virtual ~Sleeper() = default;
  /// Lets the calling thread sleep.
  virtual void sleep_for(Duration duration) = 0;
};

/// Outlives what is made with it. Any number of threads may use it at once.
struct Environment {
  dynamodb::Client& client;
  Clock& clock;
  Sleeper& sleeper;
};

}  // namespace lab
