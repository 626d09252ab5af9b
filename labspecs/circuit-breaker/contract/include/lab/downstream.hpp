// The broker behind the publisher, as the publisher sees it.
#pragma once

#include <stdexcept>
#include <string>

#include "lab/message.hpp"
#include "lab/time.hpp"

namespace lab {

enum class ReplyStatus {
  ok,
  transient_error,  ///< it could not take the message now; another attempt may succeed
  permanent_error,  ///< it will never take this message: malformed, forbidden, too large
  timeout,          ///< it did not answer in the time it was given
};

struct Reply {
  ReplyStatus status = ReplyStatus::ok;
  std::string body;  ///< of the answer, where `status` is ok
};

/// The connection broke during a send. It counts as a transient error.
struct DownstreamError : std::runtime_error {
  using std::runtime_error::runtime_error;
};

class Downstream {
 public:
  virtual ~Downstream() = default;

  /// Hands the message over and waits for the answer, at most `timeout` (more than zero).
  /// Throws DownstreamError. Any number of threads may be in here at once.
  virtual Reply send(const Message& message, Duration timeout) = 0;
};

}  // namespace lab
