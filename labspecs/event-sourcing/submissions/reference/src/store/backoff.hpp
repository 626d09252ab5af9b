#pragma once

#include <string>

#include "lab/config.hpp"
#include "lab/environment.hpp"

namespace store {

/// The pauses between the attempts of one request: each is twice as long as the one before, up to the longest.
class Backoff {
 public:
  Backoff(const lab::Config& config, lab::Sleeper& sleeper) : config_(config), sleeper_(sleeper) {}

  /// To be called after an attempt has failed. Throws lab::Unavailable, for the reason given, if that was the last one.
  void pause(const std::string& reason);

 private:
  const lab::Config& config_;
  lab::Sleeper& sleeper_;
  unsigned failed_ = 0;
  lab::Duration delay_{};
};

}  // namespace store
