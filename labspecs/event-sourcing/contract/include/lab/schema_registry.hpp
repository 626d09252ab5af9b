// Which changes of an event's schema may be made.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace lab {

enum class FieldType { boolean, integer, number, text, bytes };

struct Field {
  std::string name;
  FieldType type = FieldType::text;
  bool optional = false;     ///< data may lack it
  bool has_default = false;  ///< a reader uses a default where data lacks it
};

struct Schema {
  std::string event_type;
  unsigned version = 1;
  std::vector<Field> fields;  ///< each name once
};

/// Who must be able to read what. A reader can read a writer's data where each field of the reader's that
/// is neither optional nor has a default is one of the writer's that is not optional, and where each field that both have is
/// of the same type, or integer with the writer and number with the reader. Fields that the reader does not have are passed over.
enum class Compatibility {
  none,
  backward,  ///< the new schema reads data of the one before
  forward,   ///< the one before reads data of the new schema
  full,      ///< both
};

struct Registration {
  bool accepted = false;
  std::vector<std::string> fields;  ///< where refused for compatibility: the names of the fields that break it, each once, sorted
};

/// Keeps schemas in memory. Used by one thread.
class SchemaRegistry {
 public:
  virtual ~SchemaRegistry() = default;

  /// Accepts the schema as the next version of its event type: one more than the latest, or 1 for the first, which is
  /// compatible with anything. A refused one changes nothing; a wrong version is refused with no fields.
  virtual Registration add(const Schema& schema, Compatibility compatibility) = 0;
};

/// Yours to write.
std::unique_ptr<SchemaRegistry> make_schema_registry();

}  // namespace lab
