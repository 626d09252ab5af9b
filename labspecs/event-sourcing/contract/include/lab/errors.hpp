// What your code throws, beside std::invalid_argument for arguments that no one may give.
#pragma once

#include <stdexcept>
#include <string>

namespace lab {

/// DynamoDB did not do it in `Config::max_attempts` attempts. Of something that writes it says nothing
/// about whether it was written.
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The log has an event that this program does not know, of a type or a schema version from its future.
struct UnknownEvent : std::runtime_error {
  UnknownEvent(std::string type_, unsigned schema_version_)
      : std::runtime_error("unknown event " + type_ + " of schema version " + std::to_string(schema_version_)),
        type(std::move(type_)), schema_version(schema_version_) {}
  std::string type;
  unsigned schema_version;
};

}  // namespace lab
