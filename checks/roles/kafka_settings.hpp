// What the submission sets in configurations, followed through helpers, lambdas, loops over
// tables and maps.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/flow.hpp"
#include "checks/roles/kafka_vocabulary.hpp"

namespace assay::checks::kafka {

/// A key that is given a value.
struct Entry {
  Place at;
  std::string key;
  std::vector<std::string> values;  ///< the texts that it may have
  bool known = false;               ///< …and no other
  bool varies = false;              ///< it is made of chance, of the time or of the process
  bool topic_level = false;
  unsigned function = 0;
};

/// What tells one configuration from another: where it was made, and the variables that hold it.
using Identities = std::set<Origin>;

struct Assignment {
  std::vector<Entry> entries;
  Identities object;
  bool resolved = true;  ///< its keys are known
  unsigned function = 0;
};

/// Reads what is set; it must not outlive its arguments.
class Settings {
 public:
  Settings(const Flow& flow, const Vocabulary& vocabulary);

  [[nodiscard]] const std::vector<Assignment>& assignments() const { return assignments_; }

  /// The configurations that a value is.
  [[nodiscard]] Identities identities(unsigned function, const Value& value) const;

  /// Pairs of a key and a value that were written into what has these origins.
  [[nodiscard]] std::vector<Entry> pairs_in(const Origins& keys, const Origins& values) const;

 private:
  /// A value in the function whose sources it names.
  struct Bound {
    unsigned function = 0;
    Value value;
    bool made = false;  ///< the result of a call that makes it
  };
  struct Triple {
    Bound key;
    Bound value;
    Bound object;
    Place at;
    bool topic_level = false;
  };

  [[nodiscard]] std::vector<Entry> rows_of(const Origins& keys) const;
  void read(Site site, const Use& use);
  void expand(Triple triple, unsigned function, unsigned depth);
  void add(const Triple& triple);
  [[nodiscard]] Bound seen_by(const Bound& bound, unsigned function, Site caller) const;
  [[nodiscard]] bool has_parameter(const Bound& bound, unsigned function) const;
  [[nodiscard]] bool uses_chance(unsigned function) const;
  void fill_value(Entry& entry, unsigned function, const Value& value) const;
  [[nodiscard]] Identities identities(const Origins& origins) const;
  [[nodiscard]] bool is_topic_level(const Identities& object) const;

  const Flow& flow_;
  const Vocabulary& vocabulary_;
  std::vector<Assignment> assignments_;
};

/// A literal as the text of a value: "true", "5", the text itself.
[[nodiscard]] std::string spelled(const Literal& literal);

}  // namespace assay::checks::kafka
