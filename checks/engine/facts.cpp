#include "checks/engine/facts.hpp"

#include <algorithm>
#include <charconv>

namespace assay::checks {

void Facts::merge(Facts other) {
  // What a sound unit knows of a class replaces what a broken one does.
  for (auto& [id, record] : other.classes) {
    const auto known = classes.find(id);
    if (known != classes.end() && known->second.damaged && !record.damaged) known->second = std::move(record);
  }
  for (auto& [id, function] : other.functions) {
    const auto known = functions.find(id);
    if (known != functions.end() && known->second.damaged && !function.damaged) known->second = std::move(function);
  }
  functions.merge(other.functions);
  storages.merge(other.storages);
  classes.merge(other.classes);
  for (auto& header : other.missing_headers)
    if (std::ranges::find(missing_headers, header) == missing_headers.end()) missing_headers.push_back(std::move(header));
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

bool has_origin(const Value& value) {
  return std::ranges::any_of(value, [](const Source& source) { return !is_detail(source.kind); });
}

std::vector<Literal> literals_of(const Value& value) {
  std::vector<Literal> result;
  for (const auto& source : value)
    if (source.kind == SourceKind::literal) result.push_back(source.symbol);
  return result;
}

std::optional<std::string> text_of(const Literal& literal) {
  if (literal.empty() || literal.front() != '"') return std::nullopt;
  return literal.substr(1);
}

std::optional<double> number_of(const Literal& literal) {
  if (literal.empty() || literal.front() == '"') return std::nullopt;
  std::string_view text = literal;
  if (text.front() == '#') {
    const auto equals = text.rfind('=');
    if (equals == std::string_view::npos) return std::nullopt;
    text.remove_prefix(equals + 1);
  }
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Value as_control(Value value) {
  for (auto& source : value) source.control = true;
  normalise(value);
  return value;
}

}  // namespace assay::checks
