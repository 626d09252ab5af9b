#include "schemas/schema_registry.hpp"

#include <algorithm>

namespace schemas {
namespace {

using lab::Compatibility;
using lab::FieldType;

const lab::Field* find(const lab::Schema& schema, const std::string& name) {
  const auto field = std::find_if(schema.fields.begin(), schema.fields.end(),
                                  [&](const lab::Field& candidate) { return candidate.name == name; });
  return field == schema.fields.end() ? nullptr : &*field;
}

bool can_read(FieldType reader, FieldType writer) {
  return reader == writer || (reader == FieldType::number && writer == FieldType::integer);
}

bool can_read(const lab::Field& field, const lab::Field* written) {
  const bool may_be_missing = field.optional || field.has_default;
  if (written == nullptr) return may_be_missing;
  return (may_be_missing || !written->optional) && can_read(field.type, written->type);
}

std::set<std::string> breaking_fields(const lab::Schema& older, const lab::Schema& newer, Compatibility compatibility) {
  std::set<std::string> fields;
  if (compatibility == Compatibility::backward || compatibility == Compatibility::full) {
    fields.merge(unreadable_fields(newer, older));
  }
  if (compatibility == Compatibility::forward || compatibility == Compatibility::full) {
    fields.merge(unreadable_fields(older, newer));
  }
  return fields;
}

}  // namespace

std::set<std::string> unreadable_fields(const lab::Schema& reader, const lab::Schema& writer) {
  std::set<std::string> names;
  for (const auto& field : reader.fields) {
    if (!can_read(field, find(writer, field.name))) names.insert(field.name);
  }
  return names;
}

lab::Registration InMemoryRegistry::add(const lab::Schema& schema, lab::Compatibility compatibility) {
  const auto before = latest_.find(schema.event_type);
  const unsigned next = before == latest_.end() ? 1 : before->second.version + 1;
  if (schema.version != next) return {};
  if (before != latest_.end()) {
    const auto fields = breaking_fields(before->second, schema, compatibility);
    if (!fields.empty()) return {false, {fields.begin(), fields.end()}};
  }
  latest_[schema.event_type] = schema;
  return {true, {}};
}

}  // namespace schemas

std::unique_ptr<lab::SchemaRegistry> lab::make_schema_registry() { return std::make_unique<schemas::InMemoryRegistry>(); }
