// What the proxy changes in a request on its way to the engine, and in the answer on its way back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "dynamodb/faults.hpp"
#include "dynamodb/request.hpp"

namespace assay::kit::dynamodb {

/// A request as the engine gets it.
struct Outgoing {
  Json body;
  bool hides_capacity = false;  ///< the subject has not asked for what the proxy asks
  bool limited = false;         ///< its pages are smaller than the subject wanted
  Json held_back = Json::object();  ///< of a batch, as RequestItems; none of it goes to the engine
  bool nothing_left = false;    ///< all of the batch is held back
};

/// What a decision has to do with the request itself.
[[nodiscard]] Outgoing outgoing(const Request& request, Json body, const Decision& decision);

/// What an answer says of the work done.
struct Metrics {
  double capacity = 0;
  std::uint64_t items = 0;
  std::uint64_t scanned = 0;
  std::uint64_t unprocessed = 0;
  bool has_more = false;
};

/// Takes the metrics off a successful answer and makes of it what the subject is sent.
[[nodiscard]] Metrics incoming(const Request& request, const Outgoing& sent, Answer& answer);

/// The answer where nothing of a batch was forwarded.
[[nodiscard]] Answer all_held_back(const Request& request);

/// The first fault of this kind; null where there is none.
template <typename Kind>
[[nodiscard]] const Kind* find(const Decision& decision) {
  for (const Fault& fault : decision) {
    if (const auto* kind = std::get_if<Kind>(&fault)) return kind;
  }
  return nullptr;
}

}  // namespace assay::kit::dynamodb
