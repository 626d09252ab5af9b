#pragma once

#include <map>
#include <set>
#include <string>

#include "lab/schema_registry.hpp"

namespace schemas {

/// The latest schema of each event type.
class InMemoryRegistry final : public lab::SchemaRegistry {
 public:
  lab::Registration add(const lab::Schema& schema, lab::Compatibility compatibility) override;

 private:
  std::map<std::string, lab::Schema> latest_;  // by event type
};

/// The fields because of which `reader` cannot read what was written by `writer`.
[[nodiscard]] std::set<std::string> unreadable_fields(const lab::Schema& reader, const lab::Schema& writer);

}  // namespace schemas
