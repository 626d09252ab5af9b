// DynamoDB's values: the data types S, N, B, BOOL, NULL, L and M.
#pragma once

#include <cstdint>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace lab::dynamodb {

/// A value has another type than it was taken for.
struct WrongType : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// One attribute's value.
class AttributeValue {
 public:
  using List = std::vector<AttributeValue>;
  using Map = std::map<std::string, AttributeValue>;

 private:
  using Value = std::variant<std::monostate, std::string, std::string, std::string, bool, List, Map>;

  explicit AttributeValue(Value value) : value_(std::move(value)) {}

  template <std::size_t index>
  [[nodiscard]] const auto& get(const char* type) const {
    if (const auto* held = std::get_if<index>(&value_)) return *held;
    throw WrongType(std::string("an attribute's value is not of the type ") + type);
  }

 public:
  /// NULL.
  AttributeValue() = default;

  static AttributeValue s(std::string text) { return AttributeValue(Value(std::in_place_index<1>, std::move(text))); }
  static AttributeValue n(std::int64_t number) { return number_text(std::to_string(number)); }
  /// A number as DynamoDB writes it: "12.5".
  static AttributeValue number_text(std::string text) { return AttributeValue(Value(std::in_place_index<2>, std::move(text))); }
  static AttributeValue b(std::string bytes) { return AttributeValue(Value(std::in_place_index<3>, std::move(bytes))); }
  static AttributeValue boolean(bool value) { return AttributeValue(Value(std::in_place_index<4>, value)); }
  static AttributeValue list(List values) { return AttributeValue(Value(std::in_place_index<5>, std::move(values))); }
  static AttributeValue map(Map values) { return AttributeValue(Value(std::in_place_index<6>, std::move(values))); }

  [[nodiscard]] bool is_null() const { return value_.index() == 0; }
  [[nodiscard]] bool is_s() const { return value_.index() == 1; }
  [[nodiscard]] bool is_n() const { return value_.index() == 2; }
  [[nodiscard]] bool is_b() const { return value_.index() == 3; }
  [[nodiscard]] bool is_boolean() const { return value_.index() == 4; }
  [[nodiscard]] bool is_list() const { return value_.index() == 5; }
  [[nodiscard]] bool is_map() const { return value_.index() == 6; }

  // What it holds; each throws WrongType where it holds something else.
  [[nodiscard]] const std::string& s() const { return get<1>("S"); }
  [[nodiscard]] const std::string& number_text() const { return get<2>("N"); }
  /// Throws WrongType where the number is not one of this type.
  [[nodiscard]] std::int64_t n() const {
    std::size_t used = 0;
    try {
      const std::int64_t number = std::stoll(number_text(), &used);
      if (used == number_text().size()) return number;
    } catch (const std::logic_error&) {
    }
    throw WrongType("the number " + number_text() + " is not a whole one of 64 bits");
  }
  [[nodiscard]] const std::string& b() const { return get<3>("B"); }
  [[nodiscard]] bool boolean() const { return get<4>("BOOL"); }
  [[nodiscard]] const List& list() const { return get<5>("L"); }
  [[nodiscard]] const Map& map() const { return get<6>("M"); }

  friend bool operator==(const AttributeValue&, const AttributeValue&) = default;

 private:
  Value value_;
};

/// An item, or its key.
using Item = std::map<std::string, AttributeValue>;

}  // namespace lab::dynamodb
