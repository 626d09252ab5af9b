#include "dynamodb/canonical.hpp"

#include <algorithm>

namespace assay::kit::dynamodb {
namespace {

std::string canonical_number(const std::string& text) {
  if (text.empty() || text.find_first_not_of("+-.0123456789") != std::string::npos) return text;  // an exponent: rare
  const bool negative = text.front() == '-';
  std::string digits = text.substr(negative || text.front() == '+' ? 1 : 0);
  if (digits.find('.') != std::string::npos) {
    digits.erase(digits.find_last_not_of('0') + 1);
    if (digits.ends_with('.')) digits.pop_back();
  }
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.empty() || digits.front() == '.') digits.insert(digits.begin(), '0');
  return negative && digits != "0" ? "-" + digits : digits;
}

}  // namespace

Json canonical(const Json& key) {
  if (!key.is_object()) return key;
  Json result = key;
  for (auto& [name, value] : result.items()) {
    if (name == "N" && value.is_string()) {
      value = canonical_number(value.get<std::string>());
    } else if (value.is_object()) {
      value = canonical(value);
    }
  }
  return result;
}

}  // namespace assay::kit::dynamodb
