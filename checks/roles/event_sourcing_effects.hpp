// What a call does beside giving back a value.
#pragma once

#include <optional>
#include <string>

#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

enum class EffectKind { output, clock, chance, service, thread, append, unknown };

struct Effect {
  EffectKind kind = EffectKind::unknown;
  std::string what;  ///< "writes to a file"
};

/// Of the call itself, not of the submission's functions that it runs.
[[nodiscard]] std::optional<Effect> effect_of(const Flow& flow, const EventSourcing& found, Site call);

}  // namespace assay::checks
