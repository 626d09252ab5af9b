// The ways that lead through a function of a breaker, each with what it asks and changes.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/breaker_component.hpp"
#include "checks/roles/breaker_known.hpp"

namespace assay::checks {

enum class EventKind {
  test,   ///< a branch is taken
  write,  ///< a storage is changed
  call,   ///< the downstream, or what may be it, is called
  raise,  ///< an exception is thrown
  wait,   ///< the thread sleeps or waits
};

struct Event {
  EventKind kind = EventKind::test;
  Place at;
  unsigned function = 0;
  Test test;
  bool truth = false;        ///< the mode is the constant, the time is over, the count is reached
  Site site;                 ///< of the write or the call
  std::string storage;       ///< that is written
  Known value;
  bool adds = false;         ///< to what was there
  bool replaces = false;     ///< what was there is gone
  bool swaps = false;        ///< by a compare-and-swap that succeeded
  bool fails = false;        ///< a call that an exception ended
  bool certain = false;      ///< a call that is certainly given from outside
  std::set<std::string> locks;  ///< held here
};

/// What a storage must have held at the start for this way to be taken.
struct Constraint {
  std::optional<Constant> is;
  std::set<Constant> is_not;
};

enum class WayEnd { returned, threw };

struct Way {
  unsigned entry = 0;
  std::vector<Event> events;
  std::map<std::string, Constraint> start;
  std::map<std::string, Known> end_state;  ///< of what was written
  WayEnd end = WayEnd::returned;
  Known result;
  Place left_at;  ///< where the entry function was left
  bool endless = false;  ///< it stays in a loop, which was not followed further
};

struct Walked {
  std::vector<Way> ways;
  bool complete = true;  ///< no way was given up, and every function on them was read as a whole
  unsigned stretches = 0;  ///< straight pieces that were followed: what the walk cost
};

/// Follows every way through `entry`, into the functions that work on the component.
[[nodiscard]] Walked walk(const Flow& flow, const Component& component, unsigned entry);

/// Whether a storage may hold a constant at the start of a way.
[[nodiscard]] bool may_start_with(const Way& way, const std::string& storage, const Constant& constant);

/// Of a storage that is a word of flags: one flag of it.
[[nodiscard]] std::string flag_of(const std::string& storage, const Constant& mask);

}  // namespace assay::checks
