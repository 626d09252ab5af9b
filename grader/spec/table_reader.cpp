#include "spec/table_reader.hpp"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cmath>

#include "spec/edit_distance.hpp"
#include "spec/toml_file.hpp"

namespace assay::spec {
namespace {

const toml::table no_table;

// The shortest text that reads back as the same double has the places its author
// wrote, up to the 15 digits that every double keeps.
std::string shortest(double number) {
  std::array<char, 400> buffer{};
  const auto end = std::to_chars(buffer.data(), buffer.data() + buffer.size(), number, std::chars_format::fixed);
  return {buffer.data(), end.ptr};
}

bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 64 && text.front() != '-' && text.back() != '-' &&
         text.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == text.npos;
}

bool is_one_line(std::string_view text) {
  return std::ranges::none_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7F; });
}

template <typename T>
std::string between(Range<T> range) {
  using core::to_string;
  using std::to_string;
  return "expected " + to_string(range.least) + " to " + to_string(range.most);
}

}  // namespace

std::string_view type_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::none: return "nothing";
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "an array";
    case toml::node_type::string: return "a string";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a float";
    case toml::node_type::boolean: return "a boolean";
    case toml::node_type::date: return "a date";
    case toml::node_type::time: return "a time";
    case toml::node_type::date_time: return "a date and time";
  }
  return "something unknown";
}

TableReader::TableReader(const toml::table& table, const schema::Table& schema, Place place, Diagnostics& diagnostics)
    : table_(&table), schema_(schema), place_(place), diagnostics_(&diagnostics) {
  for (const auto& [key, value] : table) {
    if (std::ranges::find(schema.keys, key.str()) != schema.keys.end()) continue;
    std::string message = "unknown key '" + std::string(key.str()) + "'";
    if (!schema.name.empty()) message += " in [" + std::string(schema.name) + "]";
    if (const auto guess = nearest(key.str(), schema.keys); !guess.empty()) {
      message += "; did you mean '" + std::string(guess) + "'?";
    }
    diagnostics_->add(place_of(key.source()), std::move(message));
  }
}

Place TableReader::place(std::string_view key) const {
  const auto* node = find(key);
  return node == nullptr ? place_ : place_of(node->source());
}

void TableReader::problem_at(Place place, std::string_view key, const std::string& message) {
  const std::string table = schema_.name.empty() ? "" : "[" + std::string(schema_.name) + "] ";
  diagnostics_->add(place, table + std::string(key) + ": " + message);
}

const toml::node* TableReader::find(std::string_view key) const {
  assert(std::ranges::find(schema_.keys, key) != schema_.keys.end());
  return table_->get(key);
}

const toml::node* TableReader::require(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) problem_at(place_, key, "is required and missing");
  return node;
}

void TableReader::wrong_type(std::string_view key, std::string_view expected, const toml::node& found) {
  problem(key, "expected " + std::string(expected) + ", found " + std::string(type_of(found)));
}

std::string TableReader::text(std::string_view key, std::size_t cap) {
  return require(key) == nullptr ? std::string{} : text_or(key, {}, cap);
}

std::string TableReader::text_or(std::string_view key, std::string fallback, std::size_t cap) {
  const auto* node = find(key);
  if (node == nullptr) return fallback;
  const auto* string = node->as_string();
  if (string == nullptr) {
    wrong_type(key, "a string", *node);
    return fallback;
  }
  if (string->get().empty() || string->get().size() > cap || !is_one_line(string->get())) {
    problem(key, "expected one line of 1 to " + std::to_string(cap) + " bytes");
    return fallback;
  }
  return string->get();
}

std::string TableReader::block(std::string_view key, std::size_t cap) {
  const auto* node = require(key);
  if (node == nullptr) return {};
  const auto* string = node->as_string();
  if (string == nullptr) {
    wrong_type(key, "a string", *node);
    return {};
  }
  constexpr const char* white = " \t\r\n";
  const auto& text = string->get();
  const auto begin = std::min(text.find_first_not_of(white), text.size());
  auto result = text.substr(begin, text.find_last_not_of(white) + 1 - begin);
  if (result.empty() || text.size() > cap) problem(key, "expected 1 to " + std::to_string(cap) + " bytes");
  return result;
}

std::string TableReader::id(std::string_view key) {
  std::string value = text(key);
  if (!value.empty() && !is_id(value)) {
    problem(key, "'" + value + "' is not an id: expected 1 to 64 of a-z, 0-9 and '-', and no '-' at an end");
  }
  return value;
}

std::optional<std::size_t> TableReader::word(std::string_view key, std::span<const std::string_view> words) {
  const std::string value = text(key);
  const auto found = std::ranges::find(words, value);
  if (value.empty()) return std::nullopt;
  if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
  std::string expected;
  for (const auto word : words) expected += (expected.empty() ? "\"" : ", \"") + std::string(word) + "\"";
  std::string message = "'" + value + "' is none of " + expected;
  if (const auto guess = nearest(value, words); !guess.empty()) {
    message += "; did you mean \"" + std::string(guess) + "\"?";
  }
  problem(key, message);
  return std::nullopt;
}

std::vector<Text> TableReader::texts(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return {};
  const auto* array = node->as_array();
  if (array == nullptr) {
    wrong_type(key, "an array of strings", *node);
    return {};
  }
  std::vector<Text> values;
  for (const auto& element : *array) {
    const Place where = place_of(element.source());
    if (const auto* string = element.as_string()) {
      values.push_back({string->get(), where});
    } else {
      problem_at(where, key, "expected a string, found " + std::string(type_of(element)));
    }
  }
  return values;
}

bool TableReader::flag(std::string_view key, bool fallback) {
  const auto* node = find(key);
  if (node == nullptr) return fallback;
  if (const auto* value = node->as_boolean()) return value->get();
  wrong_type(key, "true or false", *node);
  return fallback;
}

double TableReader::number(std::string_view key) {
  const auto* node = require(key);
  if (node == nullptr) return 0;
  const auto value = node->value<double>();
  if (!node->is_number() || !value || !std::isfinite(*value)) {
    problem(key, "expected a finite number");
    return 0;
  }
  return *value;
}

std::uint64_t TableReader::count(std::string_view key, std::uint64_t fallback, Range<std::uint64_t> range) {
  const auto* node = find(key);
  if (node == nullptr) return fallback;
  const auto* integer = node->as_integer();
  if (integer == nullptr) {
    wrong_type(key, "a whole number", *node);
    return fallback;
  }
  const bool fits = integer->get() >= 0 && static_cast<std::uint64_t>(integer->get()) >= range.least &&
                    static_cast<std::uint64_t>(integer->get()) <= range.most;
  if (fits) return static_cast<std::uint64_t>(integer->get());
  problem(key, std::to_string(integer->get()) + " is out of range: " + between(range));
  return fallback;
}

core::Duration TableReader::duration(std::string_view key, core::Duration fallback, Range<core::Duration> range) {
  if (!has(key)) return fallback;
  const std::string value = text(key);
  if (value.empty()) return fallback;
  const auto parsed = core::parse_duration(value);
  if (parsed && *parsed >= range.least && *parsed <= range.most) return *parsed;
  problem(key, parsed ? value + " is out of range: " + between(range) : parsed.error().message);
  return fallback;
}

core::Bytes TableReader::bytes(std::string_view key, core::Bytes fallback, Range<core::Bytes> range) {
  if (!has(key)) return fallback;
  const std::string value = text(key);
  if (value.empty()) return fallback;
  const auto parsed = core::parse_bytes(value);
  if (parsed && *parsed >= range.least && *parsed <= range.most) return *parsed;
  problem(key, parsed ? value + " is out of range: " + between(range) : parsed.error().message);
  return fallback;
}

core::Points TableReader::points(std::string_view key) {
  const auto* node = require(key);
  if (node == nullptr) return {};
  std::string text;
  if (const auto* integer = node->as_integer()) {
    text = std::to_string(integer->get());
  } else if (const auto* decimal = node->as_floating_point()) {
    text = shortest(decimal->get());
  } else if (const auto* string = node->as_string()) {
    text = string->get();
  } else {
    wrong_type(key, "a number of points", *node);
    return {};
  }
  const auto parsed = core::parse_points(text);
  if (parsed) return *parsed;
  problem(key, parsed.error().message);
  return {};
}

TableReader TableReader::table(std::string_view key, const schema::Table& schema) {
  const auto* found = free_table(key);
  return found == nullptr ? TableReader(no_table, schema, place_, *diagnostics_)
                          : TableReader(*found, schema, place_of(found->source()), *diagnostics_);
}

std::vector<TableReader> TableReader::tables(std::string_view key, const schema::Table& schema) {
  const auto* node = find(key);
  if (node == nullptr) return {};
  const auto* array = node->as_array();
  if (array == nullptr) {
    wrong_type(key, "[[" + std::string(schema.name) + "]] tables", *node);
    return {};
  }
  std::vector<TableReader> readers;
  for (const auto& element : *array) {
    if (const auto* table = element.as_table()) {
      readers.emplace_back(*table, schema, place_of(table->source()), *diagnostics_);
    } else {
      problem_at(place_of(element.source()), key, "expected a table, found " + std::string(type_of(element)));
    }
  }
  return readers;
}

const toml::table* TableReader::free_table(std::string_view key) {
  const auto* node = find(key);
  if (node == nullptr) return nullptr;
  if (const auto* table = node->as_table()) return table;
  wrong_type(key, "a table", *node);
  return nullptr;
}

}  // namespace assay::spec
