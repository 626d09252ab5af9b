// What librdkafka knows of configuration: its properties with their scope, range and default.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace assay::checks::kafka {

enum class Scope { both, consumer, producer };
enum class Kind { text, integer, real, boolean, choice, flags, callback };
enum class Level { global, topic, both };  ///< which of the two configurations it belongs to

/// A row of librdkafka's CONFIGURATION.md (2.6 and later, without share consumers).
struct Property {
  std::string_view name;
  Scope scope = Scope::both;
  Kind kind = Kind::text;
  Level level = Level::global;
  double low = 0;   ///< of a number
  double high = 0;
  std::string_view choices;  ///< the words that are allowed, separated by commas
  std::string_view alias_of;
  std::string_view standard; ///< the default
};

/// The property of that name; null where there is none.
[[nodiscard]] const Property* find_property(std::string_view name);

/// The name without aliases: "acks" is "request.required.acks".
[[nodiscard]] std::string canonical(std::string_view name);

/// What is wrong with a value, as the end of "the value …"; nothing where it is allowed.
[[nodiscard]] std::optional<std::string> wrong_value(const Property& property, std::string_view value);

/// The known name that a misspelt one is nearest to, if one is near.
[[nodiscard]] std::optional<std::string> nearest_property(std::string_view name);

/// "true", "t", "1", in any case; nothing for what is no truth value.
[[nodiscard]] std::optional<bool> truth_of(std::string_view value);

}  // namespace assay::checks::kafka
