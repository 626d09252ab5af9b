// Writes and reads the fields of a value as a JSON object. A type lists its fields
// once, in a function that either a FieldWriter or a FieldReader is handed to, so that
// the two directions cannot drift apart.
#pragma once

#include <cmath>
#include <concepts>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "core/bytes.hpp"
#include "core/duration.hpp"
#include "core/timestamp.hpp"
#include "core/utf8.hpp"
#include "core/verdict.hpp"

namespace assay::core {

/// Specialised for each enumeration that is stored: `static constexpr std::array` of
/// pairs of a value and its name.
template <typename T>
struct StoredNames;

template <typename T>
concept StoredEnum = requires { StoredNames<T>::names; };

class FieldWriter;
class FieldReader;

/// A type with `template <typename Fields> void list_fields(Fields&, maybe-const T&)`.
template <typename T>
concept StoredObject = requires(FieldWriter& writer, const T& value) { list_fields(writer, value); };

class FieldWriter {
 public:
  template <typename T>
  void operator()(const char* key, const T& value) {
    object_[key] = write(value);
  }
  /// Absent where there is no value.
  template <typename T>
  void operator()(const char* key, const std::optional<T>& value) {
    if (value) object_[key] = write(*value);
  }

  template <StoredObject T>
  static nlohmann::json write(const T& value) {
    FieldWriter writer;
    list_fields(writer, value);
    return std::move(writer.object_);
  }

 private:
  static nlohmann::json write(bool value) { return value; }
  // JSON has no infinity and no NaN: a figure that is not finite is no figure.
  static nlohmann::json write(double value) { return std::isfinite(value) ? nlohmann::json(value) : nlohmann::json(); }
  static nlohmann::json write(std::unsigned_integral auto value) { return value; }
  static nlohmann::json write(const std::string& value) { return valid_utf8(value); }
  static nlohmann::json write(Duration value) { return value.count(); }
  static nlohmann::json write(Bytes value) { return value.count; }
  static nlohmann::json write(Timestamp value) { return to_string(value); }
  static nlohmann::json write(Verdict value) { return to_string(value); }
  static nlohmann::json write(StoredEnum auto value) {
    for (const auto& [candidate, name] : StoredNames<decltype(value)>::names) {
      if (candidate == value) return name;
    }
    std::unreachable();
  }
  template <typename T>
  static nlohmann::json write(const std::vector<T>& values) {
    auto array = nlohmann::json::array();
    for (const T& value : values) array.push_back(write(value));
    return array;
  }
  // JSON has no infinity and no NaN: a figure that is not finite is no figure.
  static nlohmann::json write(const std::map<std::string, double>& figures) {
    auto object = nlohmann::json::object();
    for (const auto& [name, figure] : figures) {
      if (std::isfinite(figure)) object[valid_utf8(name)] = figure;
    }
    return object;
  }

  nlohmann::json object_ = nlohmann::json::object();
};

/// Reads field by field; after the first one that is wrong, `problem` says which and why.
/// Fields that are absent, and fields of the JSON that no one asks for, are left alone.
class FieldReader {
 public:
  explicit FieldReader(const nlohmann::json& object) : object_(object) {
    if (!object.is_object()) problem_ = "expected an object, found " + type_of(object);
  }

  template <typename T>
  void operator()(const char* key, T& value) {
    if (!problem_.empty()) return;
    const auto field = object_.find(key);
    if (field == object_.end()) return;
    std::string problem = read(*field, value);
    if (!problem.empty()) problem_ = std::string(key) + ": " + problem;
  }

  [[nodiscard]] const std::string& problem() const { return problem_; }

  /// Empty, or what is wrong with `json`.
  template <StoredObject T>
  [[nodiscard]] static std::string read(const nlohmann::json& json, T& value) {
    FieldReader reader(json);
    list_fields(reader, value);
    return reader.problem_;
  }

 private:
  static std::string type_of(const nlohmann::json& json) { return json.type_name(); }
  static std::string expected(const char* what, const nlohmann::json& json) {
    return std::string("expected ") + what + ", found " + type_of(json);
  }

  static std::string read(const nlohmann::json& json, bool& value) {
    if (!json.is_boolean()) return expected("true or false", json);
    value = json.get<bool>();
    return {};
  }
  template <std::unsigned_integral T>
  static std::string read(const nlohmann::json& json, T& value) {
    // A parser holds 3 as unsigned, a program that wrote `json = 3` as signed.
    const bool natural = json.is_number_unsigned() || (json.is_number_integer() && json.get<std::int64_t>() >= 0);
    if (!natural) return expected("a whole number from 0", json);
    const auto number = json.get<std::uint64_t>();
    if (number > std::numeric_limits<T>::max()) return std::to_string(number) + " is too large";
    value = static_cast<T>(number);
    return {};
  }
  static std::string read(const nlohmann::json& json, double& value) {
    if (json.is_null()) {
      value = std::numeric_limits<double>::quiet_NaN();
      return {};
    }
    if (!json.is_number()) return expected("a number", json);
    value = json.get<double>();
    return {};
  }
  static std::string read(const nlohmann::json& json, std::string& value) {
    if (!json.is_string()) return expected("a string", json);
    value = json.get<std::string>();
    return {};
  }
  static std::string read(const nlohmann::json& json, Duration& value) {
    const bool fits = json.is_number_integer() &&
                      (!json.is_number_unsigned() ||
                       json.get<std::uint64_t>() <= std::uint64_t{std::numeric_limits<std::int64_t>::max()});
    if (!fits) return expected("whole nanoseconds in 64 bits", json);
    value = Duration{json.get<std::int64_t>()};
    return {};
  }
  static std::string read(const nlohmann::json& json, Bytes& value) { return read(json, value.count); }
  static std::string read(const nlohmann::json& json, Timestamp& value) {
    if (!json.is_string()) return expected("an RFC 3339 time", json);
    const auto time = parse_timestamp(json.get_ref<const std::string&>());
    if (!time) return time.error().message;
    value = *time;
    return {};
  }
  static std::string read(const nlohmann::json& json, Verdict& value) {
    if (!json.is_string()) return expected("a verdict", json);
    const auto verdict = parse_verdict(json.get_ref<const std::string&>());
    if (!verdict) return "no verdict is called '" + json.get<std::string>() + "'";
    value = *verdict;
    return {};
  }
  template <StoredEnum T>
  static std::string read(const nlohmann::json& json, T& value) {
    if (!json.is_string()) return expected("a name", json);
    for (const auto& [candidate, name] : StoredNames<T>::names) {
      if (name == json.get_ref<const std::string&>()) {
        value = candidate;
        return {};
      }
    }
    return "unknown name '" + json.get<std::string>() + "'";
  }
  template <typename T>
  static std::string read(const nlohmann::json& json, std::optional<T>& value) {
    return read(json, value.emplace());
  }
  template <typename T>
  static std::string read(const nlohmann::json& json, std::vector<T>& values) {
    if (!json.is_array()) return expected("an array", json);
    values.clear();
    for (const auto& element : json) {
      const std::string problem = read(element, values.emplace_back());
      if (!problem.empty()) return "[" + std::to_string(values.size() - 1) + "]: " + problem;
    }
    return {};
  }
  static std::string read(const nlohmann::json& json, std::map<std::string, double>& figures) {
    if (!json.is_object()) return expected("an object of numbers", json);
    figures.clear();
    for (const auto& [name, figure] : json.items()) {
      const std::string problem = read(figure, figures[name]);
      if (!problem.empty()) return name + ": " + problem;
    }
    return {};
  }

  const nlohmann::json& object_;
  std::string problem_;
};

}  // namespace assay::core
