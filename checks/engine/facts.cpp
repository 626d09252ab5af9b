#include "checks/engine/facts.hpp"

#include <algorithm>

namespace assay::checks {

void Facts::merge(Facts other) {
  functions.merge(other.functions);
  storages.merge(other.storages);
  incomplete = incomplete || other.incomplete;
}

void normalise(Value& value) {
  std::ranges::sort(value);
  const auto repeated = std::ranges::unique(value);
  value.erase(repeated.begin(), repeated.end());
}

void append(Value& value, const Value& more) {
  value.insert(value.end(), more.begin(), more.end());
  normalise(value);
}

Value as_control(Value value) {
  for (auto& source : value) source.control = true;
  normalise(value);
  return value;
}

}  // namespace assay::checks
