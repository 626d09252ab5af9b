// Machines that are breakers but for one part.
#pragma once

#include "checks/roles/breaker_machine.hpp"

namespace assay::checks {

/// The part that a machine, which is no breaker, lacks; nothing where more than one is
/// missing, or where it may well be something else.
[[nodiscard]] Lack lack_of(const Machine& machine);

}  // namespace assay::checks
