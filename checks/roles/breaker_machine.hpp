// A circuit breaker read as a state machine: which modes it has, what leads from one to the
// next, and on which ways a call is refused. Found from the class alone: the guarded call
// may be made elsewhere, or by nobody in these files.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/breaker_ways.hpp"

namespace assay::checks {

/// A mode, as what a storage holds.
struct Phase {
  std::string storage;
  Constant constant;  ///< "*" for anything but what it begins with
  friend auto operator<=>(const Phase&, const Phase&) = default;
};

using WayList = std::vector<const Way*>;

/// The one part that keeps a machine from being a breaker.
enum class Lack {
  nothing,
  threshold,    ///< it opens on any single failure
  open_period,  ///< no time that passes ends the open mode
};

struct Machine {
  Component component;
  std::vector<std::unique_ptr<Walked>> walked;
  std::vector<unsigned> gates;       ///< functions that refuse
  bool calls_within = false;         ///< the guarded call is made in the gate's own ways
  unsigned stretches = 0;            ///< what walking it cost
  Lack lack = Lack::nothing;
  bool complete = true;              ///< every way was followed to its end

  std::set<Phase> open;              ///< stored modes in which calls are refused until a time
  bool derived = false;              ///< open is what a count says, and no stored mode
  bool timed = false;                ///< open is what a stored time says
  std::set<Phase> half_open;         ///< modes entered when the time is over, for trials
  std::map<std::string, Constant> on_trial;  ///< what is stored once the first trial was let through
  std::set<std::string> counts;      ///< counters whose comparison trips
  std::set<std::string> times;       ///< where the end of the open period is kept

  WayList refusals;    ///< of the gate, while open
  WayList admissions;  ///< of the gate, while closed
  WayList elapsed;     ///< of the gate, from open, the time being over: let through
  WayList trials;      ///< of the gate, from half open
  WayList trips;       ///< that make it open, from closed
  WayList failures;    ///< outcomes that count against
  WayList successes;   ///< outcomes that count in favour
  WayList timers;      ///< that wait and then end the open mode
  std::vector<Event> recoveries;     ///< comparisons of a stored time with now that end the open period

  [[nodiscard]] bool starts_closed(const Way& way) const;
  [[nodiscard]] bool starts_open(const Way& way) const;
  [[nodiscard]] bool starts_on_trial(const Way& way) const;
  [[nodiscard]] bool opens(const Way& way) const;   ///< it writes an open mode
  [[nodiscard]] bool closes(const Way& way) const;  ///< it writes back what open modes began with
  [[nodiscard]] bool admits(const Way& way) const;
  /// Enough was recognised to call it a circuit breaker.
  [[nodiscard]] bool is_breaker() const;
  [[nodiscard]] std::vector<unsigned> functions() const;  ///< of all ways
  /// All of them were read as a whole, and every way through them was followed.
  [[nodiscard]] bool is_whole(const Flow& flow) const;
  /// Only those of one entry, and what they call.
  [[nodiscard]] bool is_whole(const Flow& flow, unsigned entry) const;

  std::set<Constant> admitting;      ///< what the gate gives back where it lets through
};

/// The machines in a submission, whether they are breakers or not.
[[nodiscard]] std::vector<Machine> read_machines(const Flow& flow);

/// What a way gives back, in a form to compare: "call", "throw", a constant.
[[nodiscard]] Constant outcome_of(const Way& way);

[[nodiscard]] bool calls_downstream(const Way& way);
/// The way from its guarded call on, or all of it where it makes none: a window that slides
/// before the call tells nothing of how the call ends.
[[nodiscard]] Way after_call(const Way& way);
[[nodiscard]] bool adds_to(const Way& way, const std::set<std::string>& storages);

}  // namespace assay::checks
