// How a rule says what it found.
#pragma once

#include <string>
#include <vector>

#include "checks/engine/facts.hpp"
#include "core/finding.hpp"

namespace assay::checks {

/// The place with a note: "the lock is taken here".
[[nodiscard]] core::Location noted(Place place, std::string note);

/// A finding with a verdict; `message` is one sentence for the student that names what was
/// looked at. Places without a line are left out.
[[nodiscard]] core::Finding satisfied(std::string message, std::vector<core::Location> places);
[[nodiscard]] core::Finding violated(std::string message, std::vector<core::Location> places);
[[nodiscard]] core::Finding cannot_tell(std::string message, std::vector<core::Location> places = {});

/// One finding for several things of a kind, as for each of several breakers: the first
/// violated one, else the first that cannot tell, else the first; `absent` where there are none.
[[nodiscard]] core::Finding worst_of(std::vector<core::Finding> findings, core::Finding absent);

}  // namespace assay::checks
