// What this lab asks for.
#pragma once

#include <memory>
#include <string>

#include "lab/config.hpp"
#include "lab/environment.hpp"
#include "lab/message.hpp"
#include "lab/time.hpp"

namespace lab {

struct PublishResult {
  bool delivered = false;
  std::string reply;  ///< the downstream's body where delivered, else the fallback's reply
};

class Publisher {
 public:
  virtual ~Publisher() = default;

  /// Returns when it is decided whether the message was delivered. Throws nothing. Called
  /// by any number of threads at once. A deadline of SteadyTime::max() means none.
  virtual PublishResult publish(const Message& message, SteadyTime deadline) = 0;
};

/// Yours to write.
std::unique_ptr<Publisher> make_publisher(const Config& config, Environment& environment);

}  // namespace lab
