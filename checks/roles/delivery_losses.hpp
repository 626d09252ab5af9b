// Ways on which a message that could not be processed is let go of.
#pragma once

#include "checks/roles/delivery_dead_letters.hpp"
#include "checks/roles/delivery_failures.hpp"

namespace assay::checks {

/// Fills `losses` and `paths_known`: the ways after the processing's failure that neither put
/// the message anywhere nor tell anybody. `puts` are all of the processing, retries too.
void find_losses(const Paths& paths, const Stores& stores, const std::vector<const FailurePut*>& puts, DeadLetters& letters);

}  // namespace assay::checks
