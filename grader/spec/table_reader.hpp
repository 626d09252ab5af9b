// Reads one TOML table: what is wrong goes to Diagnostics with its place, and reading
// goes on with a neutral value.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <toml++/toml.h>

#include "core/bytes.hpp"
#include "core/duration.hpp"
#include "core/points.hpp"
#include "spec/diagnostics.hpp"
#include "spec/schema.hpp"

namespace assay::spec {

/// Both ends belong to it.
template <typename T>
struct Range {
  T least;
  T most;
};

/// A string and where it stands.
struct Text {
  std::string value;
  Place place;
};

/// A function without a fallback requires its key. The table must outlive the reader.
class TableReader {
 public:
  /// Reports every key that `schema` does not know.
  TableReader(const toml::table& table, const schema::Table& schema, Place place, Diagnostics& diagnostics);

  [[nodiscard]] bool has(std::string_view key) const { return table_->contains(key); }
  /// Where the key's value is; where the key is absent, where the table is.
  [[nodiscard]] Place place(std::string_view key) const;
  [[nodiscard]] Place place() const { return place_; }
  /// Reports a problem of this key's value: "[lab] id: …".
  void problem(std::string_view key, const std::string& message) { problem_at(place(key), key, message); }
  void problem_at(Place place, std::string_view key, const std::string& message);

  /// One line of 1 to `cap` bytes.
  [[nodiscard]] std::string text(std::string_view key, std::size_t cap = 200);
  /// 1 to `cap` bytes of one or more lines, without the white space around them.
  [[nodiscard]] std::string block(std::string_view key, std::size_t cap);
  [[nodiscard]] std::string text_or(std::string_view key, std::string fallback, std::size_t cap = 200);
  /// [a-z0-9-], 1 to 64 characters, no '-' at either end.
  [[nodiscard]] std::string id(std::string_view key);
  /// The index of the one of `words`; none where it is not.
  [[nodiscard]] std::optional<std::size_t> word(std::string_view key, std::span<const std::string_view> words);
  [[nodiscard]] std::vector<Text> texts(std::string_view key);
  [[nodiscard]] bool flag(std::string_view key, bool fallback);
  [[nodiscard]] double number(std::string_view key);
  [[nodiscard]] std::uint64_t count(std::string_view key, std::uint64_t fallback, Range<std::uint64_t> range);
  [[nodiscard]] core::Duration duration(std::string_view key, core::Duration fallback, Range<core::Duration> range);
  [[nodiscard]] core::Bytes bytes(std::string_view key, core::Bytes fallback, Range<core::Bytes> range);
  /// An integer, a decimal with at most two places, or either as a string.
  [[nodiscard]] core::Points points(std::string_view key);

  /// The sub-table; an empty one at this table's place where the key is absent.
  [[nodiscard]] TableReader table(std::string_view key, const schema::Table& schema);
  /// The elements of an array of tables; none where the key is absent.
  [[nodiscard]] std::vector<TableReader> tables(std::string_view key, const schema::Table& schema);
  /// A sub-table whose keys are the lab's own, read by hand.
  [[nodiscard]] const toml::table* free_table(std::string_view key);

 private:
  [[nodiscard]] const toml::node* find(std::string_view key) const;
  [[nodiscard]] const toml::node* require(std::string_view key);
  void wrong_type(std::string_view key, std::string_view expected, const toml::node& found);

  const toml::table* table_;
  schema::Table schema_;
  Place place_;
  Diagnostics* diagnostics_;
};

/// What TOML calls the node's type, with its article: "an integer".
[[nodiscard]] std::string_view type_of(const toml::node& node);

}  // namespace assay::spec
