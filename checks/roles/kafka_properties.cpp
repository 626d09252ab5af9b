#include "checks/roles/kafka_properties.hpp"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <vector>

#include "checks/roles/kafka_property_table.hpp"

namespace assay::checks::kafka {
namespace {

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

bool is_choice(std::string_view choices, std::string_view value) {
  for (std::size_t begin = 0; begin <= choices.size();) {
    const auto end = std::min(choices.find(',', begin), choices.size());
    if (lower(choices.substr(begin, end - begin)) == lower(trimmed(value))) return true;
    begin = end + 1;
  }
  return false;
}

std::optional<double> number_in(std::string_view text) {
  text = trimmed(text);
  double result = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), result);
  if (error != std::errc{}) return std::nullopt;
  return result;
}

/// Edits from one word to the other; swapped neighbours count as one.
unsigned distance(std::string_view a, std::string_view b) {
  std::vector<std::vector<unsigned>> cost(a.size() + 1, std::vector<unsigned>(b.size() + 1));
  for (unsigned i = 0; i <= a.size(); ++i) cost[i][0] = i;
  for (unsigned j = 0; j <= b.size(); ++j) cost[0][j] = j;
  for (unsigned i = 1; i <= a.size(); ++i)
    for (unsigned j = 1; j <= b.size(); ++j) {
      const unsigned change = a[i - 1] == b[j - 1] ? 0 : 1;
      cost[i][j] = std::min({cost[i - 1][j] + 1, cost[i][j - 1] + 1, cost[i - 1][j - 1] + change});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        cost[i][j] = std::min(cost[i][j], cost[i - 2][j - 2] + 1);
    }
  return cost[a.size()][b.size()];
}

}  // namespace

const Property* find_property(std::string_view name) {
  const auto found = std::ranges::find(property_table, name, &Property::name);
  return found == std::end(property_table) ? nullptr : found;
}

std::string canonical(std::string_view name) {
  const auto* property = find_property(name);
  if (name == "auto.commit.enable") return "enable.auto.commit";
  if (property == nullptr || property->alias_of.empty() || name == "enable.auto.commit") return std::string(name);
  return std::string(property->alias_of);
}

std::optional<bool> truth_of(std::string_view value) {
  const auto text = lower(trimmed(value));
  if (text == "true" || text == "t" || text == "1") return true;
  if (text == "false" || text == "f" || text == "0") return false;
  return std::nullopt;
}

std::optional<std::string> wrong_value(const Property& property, std::string_view value) {
  switch (property.kind) {
    case Kind::boolean:
      if (truth_of(value)) return std::nullopt;
      return "is neither true nor false";
    case Kind::integer:
    case Kind::real: {
      if (!property.choices.empty() && is_choice(property.choices, value)) return std::nullopt;
      const auto number = number_in(value);
      if (!number) return "is no number";
      if (*number >= property.low && *number <= property.high) return std::nullopt;
      const auto text = [](double bound) { return std::to_string(static_cast<long long>(bound)); };
      return "is outside " + text(property.low) + " to " + text(property.high);
    }
    case Kind::choice:
      if (is_choice(property.choices, value)) return std::nullopt;
      return "is none of " + std::string(property.choices);
    case Kind::callback:
    case Kind::flags:
    case Kind::text: return std::nullopt;
  }
  return std::nullopt;
}

std::optional<std::string> nearest_property(std::string_view name) {
  const Property* best = nullptr;
  unsigned least = 4;
  for (const auto& property : property_table)
    if (const unsigned edits = distance(lower(name), property.name); edits < least) {
      least = edits;
      best = &property;
    }
  if (best == nullptr) return std::nullopt;
  return std::string(best->name);
}

}  // namespace assay::checks::kafka
