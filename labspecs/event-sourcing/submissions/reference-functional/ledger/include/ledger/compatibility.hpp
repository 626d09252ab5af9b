// Which schema can read what another one writes.
#pragma once

#include <algorithm>
#include <ranges>
#include <set>
#include <string>

#include "lab/schema_registry.hpp"

namespace ledger {

[[nodiscard]] inline bool understands(const lab::Field& reader, const lab::Field& writer) {
  return reader.type == writer.type || (reader.type == lab::FieldType::number && writer.type == lab::FieldType::integer);
}

[[nodiscard]] inline bool is_readable(const lab::Field& field, const lab::Schema& writer) {
  const bool dispensable = field.optional || field.has_default;
  const auto written = std::ranges::find(writer.fields, field.name, &lab::Field::name);
  if (written == writer.fields.end()) return dispensable;
  return understands(field, *written) && (dispensable || !written->optional);
}

using Names = std::set<std::string>;

[[nodiscard]] inline Names unreadable(const lab::Schema& reader, const lab::Schema& writer) {
  Names names;
  for (const auto& field : reader.fields) {
    if (!is_readable(field, writer)) names.insert(field.name);
  }
  return names;
}

[[nodiscard]] inline Names both(Names some, Names others) {
  some.merge(others);
  return some;
}

[[nodiscard]] inline Names broken(const lab::Schema& older, const lab::Schema& newer, lab::Compatibility promise) {
  switch (promise) {
    case lab::Compatibility::none: return {};
    case lab::Compatibility::backward: return unreadable(newer, older);
    case lab::Compatibility::forward: return unreadable(older, newer);
    case lab::Compatibility::full: break;
  }
  return both(unreadable(newer, older), unreadable(older, newer));
}

}  // namespace ledger
