#pragma once

#include <cstdint>
#include <string>

namespace lab {

/// What is to be published.
struct Message {
  std::uint64_t id = 0;
  std::string destination;  ///< the queue or topic: "orders"
  std::string payload;      ///< any bytes, perhaps none
  friend bool operator==(const Message&, const Message&) = default;
};

}  // namespace lab
