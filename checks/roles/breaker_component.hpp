// The state that belongs together, as a breaker's does, and the functions that work on it.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/breaker_known.hpp"
#include "checks/roles/flow.hpp"

namespace assay::checks {

/// Classes (or a file's variables) whose state changes in common functions.
struct Component {
  std::set<std::string> storages;         ///< that change after they are initialised
  std::set<std::string> counters;         ///< that something is added to
  std::set<std::string> times;            ///< that a clock's reading is written to
  std::map<std::string, std::set<Constant>> constants;  ///< that are written to a storage
  std::map<std::string, Constant> initial;              ///< what a storage begins with
  std::set<unsigned> functions;           ///< that read or write the state, and their helpers
  std::vector<unsigned> entries;          ///< of those, the ones called from elsewhere
};

/// Every component that counts something or keeps a time.
[[nodiscard]] std::vector<Component> find_components(const Flow& flow);

/// Whether a write's value was added to, and not replaced or taken from.
[[nodiscard]] bool adds(const Flow& flow, Site write);

/// Whether a write lets what was there fade, as an average does.
[[nodiscard]] bool decays(const Flow& flow, Site write);

/// Whether a write replaces one element of several, as in a ring.
[[nodiscard]] bool rotates(const Flow& flow, Site write);

/// Whether a write is of a part, and only therefore of this storage too: `cells[i].count++`.
[[nodiscard]] bool is_of_part(const Flow& flow, Site write);

/// The library call that makes a write, as `push_back` or `store`; its number, if any.
[[nodiscard]] std::optional<unsigned> call_behind(const Function& function, unsigned write);

/// What a write puts there: of an atomic's store only the value, and not the memory order.
[[nodiscard]] const Value& stored_value(const Function& function, unsigned write);

}  // namespace assay::checks
