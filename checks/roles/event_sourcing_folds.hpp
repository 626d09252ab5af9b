#pragma once

#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

/// Every fold over events of a family.
[[nodiscard]] std::vector<Fold> find_folds(const Flow& flow, const EventFamily& family);

/// Every place where an event of the family is added to a container, or, where `outside`
/// says that events are read from there, written to a file or database.
[[nodiscard]] std::vector<Append> find_appends(const Flow& flow, const EventFamily& family,
                                               const std::set<std::string>& stores, bool outside);

/// A local pointer is set to point elsewhere; what it pointed to stays as it is.
[[nodiscard]] bool moves_pointer(const Function& function, const Write& write);

/// Whether a value's origins are outside of the program: a file, a database, a foreign call.
[[nodiscard]] bool is_outside_read(const Call& call);

}  // namespace assay::checks
