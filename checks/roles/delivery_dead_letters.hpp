// Recognises where messages go that could not be processed.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/delivery_paths.hpp"
#include "checks/roles/delivery_stores.hpp"

namespace assay::checks {

/// A place where a message is put, and the failure that leads there.
struct DeadLetters {
  std::string store;                  ///< as in StoreAccess, or "call:…" for what another's function takes
  std::string name;                   ///< for people
  bool external = false;              ///< it is given to another's function
  std::vector<Site> puts;
  std::optional<Site> processing;     ///< the call that failed
  unsigned function = 0;              ///< where its outcome is looked at
  std::vector<unsigned> functions;    ///< everything between the failure and the put
  std::set<std::string> sources;      ///< stores that the message came from, or goes back to
  Place put_at;

  enum class Bound { counted, sorted, first, first_though_counted, once, never, unknown };
  Bound bound = Bound::unknown;
  Place bound_at;

  bool keeps_payload = false;
  bool keeps_reason = false;
  bool tells_reason = false;          ///< what went wrong is at least told beside the put

  enum class Redrive { back, handed_out, none, unknown };
  Redrive redrive = Redrive::unknown;
  Place redrive_at;

  std::vector<Place> losses;          ///< where a failed message is let go of
  std::optional<Place> eviction;      ///< where the store forgets letters, unreported
  bool paths_known = false;           ///< the ways after the failure were followed
};

[[nodiscard]] std::vector<DeadLetters> find_dead_letters(const Paths& paths, const Stores& stores);

}  // namespace assay::checks
