#include "checks/event_sourcing/family.hpp"

#include <array>

#include "checks/event_sourcing/es_append_only.hpp"
#include "checks/event_sourcing/es_apply_pure.hpp"
#include "checks/event_sourcing/es_command_sourcing.hpp"
#include "checks/event_sourcing/es_decide_apart.hpp"
#include "checks/event_sourcing/es_expected_version.hpp"
#include "checks/event_sourcing/es_immutable_events.hpp"
#include "checks/event_sourcing/es_replay_same_apply.hpp"
#include "checks/event_sourcing/es_role.hpp"
#include "checks/event_sourcing/es_snapshot_tail.hpp"
#include "checks/event_sourcing/es_unknown_events.hpp"
#include "checks/event_sourcing/es_versioned_events.hpp"
#include "checks/event_sourcing/es_writes_in_apply.hpp"

namespace assay::checks::event_sourcing {

std::span<const Check> checks() {
  static constexpr std::array table{
      Check{"es-role", "An aggregate is rebuilt by applying stored events.", check_role},
      Check{"es-immutable-events", "An event does not change once it is made.", check_immutable_events},
      Check{"es-append-only", "Stored events are only added to.", check_append_only},
      Check{"es-expected-version", "An append compares the version it expects with the stream's, in one step.", check_expected_version},
      Check{"es-writes-in-apply", "Only what applies events writes the aggregate's fields.", check_writes_in_apply},
      Check{"es-apply-pure", "Applying an event has no effect but on the aggregate's fields.", check_apply_pure},
      Check{"es-replay-same-apply", "Replay and new events run the same code.", check_replay_same_apply},
      Check{"es-snapshot-tail", "A snapshot is followed by exactly the events that came after it.", check_snapshot_tail},
      Check{"es-versioned-events", "Stored events say the version of their schema.", check_versioned_events},
      Check{"es-decide-apart", "What may happen is decided before the event is made, not while it is applied.", check_decide_apart},
      Check{"es-command-sourcing", "What is stored are events, not commands that are executed again.", check_command_sourcing},
      Check{"es-unknown-events", "An event of an unknown kind is not dropped silently.", check_unknown_events},
  };
  return table;
}

}  // namespace assay::checks::event_sourcing
