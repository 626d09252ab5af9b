// What has happened, as it is stored.
#pragma once

#include <cstdint>
#include <string>

#include "lab/time.hpp"

namespace lab {

/// An event that is to be appended.
struct NewEvent {
  std::string id;              ///< the caller's, unique in the whole store, never empty
  std::string type;            ///< "OrderPlaced"; never empty
  unsigned schema_version = 1; ///< of the payload; from 1 on
  std::string payload;         ///< any bytes, perhaps none
  friend bool operator==(const NewEvent&, const NewEvent&) = default;
};

/// An event of the log.
struct Event {
  std::string stream;
  std::uint64_t version = 0;   ///< its place in the stream: 1, 2, 3 …
  std::string id;
  std::string type;
  unsigned schema_version = 1;
  std::string payload;
  Time recorded_at{};          ///< what the clock said when it was appended
  friend bool operator==(const Event&, const Event&) = default;
};

}  // namespace lab
