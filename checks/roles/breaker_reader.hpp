// Internal to breaker_machine: reads one component's ways as a breaker's machine.
#pragma once

#include <map>
#include <string>

#include "checks/roles/breaker_machine.hpp"

namespace assay::checks {

class Reader {
 public:
  Reader(const Flow& flow, Component component) : flow_(flow) { machine_.component = std::move(component); }
  Machine run();

 private:
  void walk_all();
  void promote_calls();
  bool promote_own_calls();
  std::set<Site> judged_calls(const Way& way) const;
  void read();
  bool is_initial(const Way& way) const;
  WayList ways_of(unsigned entry) const;
  void find_gates();
  int rank_of(unsigned entry, const WayList& refusing) const;
  void find_open();
  void find_half_open();
  void find_counts();
  void find_outcomes();
  void find_recoveries();
  void take_recoveries();
  bool is_tripping(const Way& way, const Phase& phase) const;
  WayList outcome_ways() const;
  std::set<std::string> counts_of_trips() const;
  std::string polarity(const Way& way) const;

  const Flow& flow_;
  Machine machine_;
  std::map<unsigned, WayList> refusing_;  ///< by gate
};

[[nodiscard]] inline bool is_test(const Event& event, TestKind kind) { return event.kind == EventKind::test && event.test.kind == kind; }

/// Whether a way asks something of a kind and finds it so.
[[nodiscard]] bool has_test(const Way& way, TestKind kind, bool truth);

/// From here on a way is about what happened, and not about the time that went by.
[[nodiscard]] bool is_outcome(const Event& event);

}  // namespace assay::checks
