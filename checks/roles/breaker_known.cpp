#include "checks/roles/breaker_known.hpp"

#include <cmath>

namespace assay::checks {

Constant constant_of(const Literal& literal) {
  if (literal == "true") return "1";
  if (literal == "false" || literal == "nullptr") return "0";
  const auto number = number_of(literal);
  if (!number) return literal;
  if (std::abs(*number) < 1e15 && std::nearbyint(*number) == *number) return std::to_string(static_cast<long long>(*number));
  return std::to_string(*number);
}

Known Known::of(Constant constant) {
  Known result;
  result.constant = std::move(constant);
  result.empty = false;
  return result;
}

void Known::mix(const Known& other) {
  if (other.empty) return;
  if (empty) {
    *this = other;
    return;
  }
  if (constant != other.constant) constant.reset();
  if (exact != other.exact) exact.clear();
  test.reset();
  storages.insert(other.storages.begin(), other.storages.end());
  results.insert(other.results.begin(), other.results.end());
  parameters.insert(other.parameters.begin(), other.parameters.end());
  clocks.insert(other.clocks.begin(), other.clocks.end());
  exception = exception || other.exception;
}

Known negation(Known value) {
  value = truth_of(std::move(value));
  if (value.constant) value.constant = *value.constant == "0" ? "1" : "0";
  if (value.test) value.test->negated = !value.test->negated;
  return value;
}

Known truth_of(Known value) {
  if (value.constant) {
    value.constant = *value.constant == "0" ? "0" : "1";
    return value;
  }
  if (value.test) return value;
  Test test;
  if (!value.exact.empty()) test = {TestKind::mode, value.exact, "0", true, {}, {}, {}, {}, false};
  test.storages = value.storages;
  test.results = value.results;
  test.parameters = value.parameters;
  value.exact.clear();
  value.test = std::move(test);
  return value;
}

}  // namespace assay::checks
