// Stored requests that are handled again, instead of stored events.
#pragma once

#include <optional>

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// A request is stored as it comes, and a replay runs the handler that may refuse it.
struct CommandJournal {
  Place stored;
  Place handled;
  Place replayed;
  Place refused;
};

[[nodiscard]] std::optional<CommandJournal> find_command_journal(const Flow& flow);

}  // namespace assay::checks
