// Whether an append is refused where the stream is not as it was when the event was decided.
#pragma once

#include "checks/roles/event_sourcing.hpp"

namespace assay::checks {

enum class VersionCheckKind {
  together,  ///< compared and appended in one step
  apart,     ///< compared, and then a lock is taken to append
  none,
  buffer,    ///< nothing is stored here yet: the event waits to be
  emptied,   ///< …in a buffer that is emptied once its events are stored elsewhere
  unclear,
};

struct VersionCheck {
  VersionCheckKind kind = VersionCheckKind::unclear;
  Place at;
};

[[nodiscard]] VersionCheck version_check_of(const Flow& flow, const EventSourcing& found, const Append& append);

}  // namespace assay::checks
