// Values as JSON. nlohmann-json finds these functions by the values' namespaces.
#pragma once

#include <stdexcept>
#include <string>

#include <nlohmann/json.hpp>

#include "ledger/happenings.hpp"

namespace lab {

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(OrderLine, sku, quantity, price)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Order, version, status, customer, currency, lines, tracking, reason)

}  // namespace lab

namespace ledger {

using Json = nlohmann::json;

NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Placed, customer, currency, lines)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Paid, amount, currency)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Shipped, tracking)
NLOHMANN_DEFINE_TYPE_NON_INTRUSIVE(Cancelled, reason)
inline void to_json(Json& json, const LineAdded& added) { json = added.line; }
inline void from_json(const Json& json, LineAdded& added) { json.get_to(added.line); }

/// Throws std::invalid_argument where a text is not UTF-8.
[[nodiscard]] inline std::string text_of(const Json& json) {
  try {
    return json.dump();
  } catch (const Json::exception& problem) {
    throw std::invalid_argument(problem.what());
  }
}

/// Throws std::runtime_error where the text is not what `use` takes.
template <typename Use>
auto parsed(const std::string& text, const Use& use) {
  try {
    return use(Json::parse(text));
  } catch (const Json::exception& problem) {
    throw std::runtime_error(std::string("what is stored cannot be read: ") + problem.what());
  }
}

}  // namespace ledger
