// The read side: what each customer has ordered, kept in a table of its own.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "lab/config.hpp"
#include "lab/environment.hpp"
#include "lab/errors.hpp"
#include "lab/event.hpp"

namespace lab {

/// Of the customer who placed the orders.
struct CustomerSummary {
  std::uint64_t placed = 0;     ///< orders
  std::uint64_t paid = 0;       ///< of these, paid at some time
  std::uint64_t shipped = 0;
  std::uint64_t cancelled = 0;
  std::int64_t revenue = 0;     ///< the sum of the payments
  friend bool operator==(const CustomerSummary&, const CustomerSummary&) = default;
};

/// Used by one thread at a time; a process may end between any two requests, and the next one goes on. Every method
/// may throw Unavailable; those that take in events, UnknownEvent.
class Projection {
 public:
  virtual ~Projection() = default;

  /// Takes in events as a trigger on the table delivers them: at least once, and those of one stream in their order,
  /// but for repetitions, which may begin at any earlier event. What has been taken in changes nothing.
  virtual void handle(const std::vector<Event>& batch) = 0;

  /// Takes in every event that was appended before the call and has not been taken in, from the table's stream
  /// (DynamoDB Streams). Reads no more than what is new: no Scan.
  virtual void catch_up() = 0;

  /// Forgets everything and takes in the whole log.
  virtual void rebuild() = 0;

  /// All zero: nothing is known of the customer.
  virtual CustomerSummary summary(const std::string& customer) = 0;
};

/// Yours to write.
std::unique_ptr<Projection> make_projection(const Config& config, Environment& environment);

}  // namespace lab
