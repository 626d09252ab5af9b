// A store's settings. The caller keeps to the ranges given here.
#pragma once

#include <string>

#include "lab/time.hpp"

namespace lab {

/// The names of a store's tables.
struct Tables {
  std::string events;      ///< keys and attributes as the README gives them
  std::string snapshots;   ///< yours to lay out
  std::string projection;  ///< yours to lay out
};

struct Config {
  Tables tables;
  unsigned max_attempts = 1;  ///< of one request to DynamoDB, the first included; from 1 on
  Duration base_delay{};      ///< before the second attempt; above zero
  Duration max_delay{};       ///< before any attempt; at least base_delay
};

}  // namespace lab
