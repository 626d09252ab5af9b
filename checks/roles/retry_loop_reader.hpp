// Reads one function's loops as retries; see retry_loops.cpp and retry_loop_outcomes.cpp.
#pragma once

#include <map>
#include <set>
#include <vector>

#include "checks/roles/retry_parts.hpp"

namespace assay::checks {

class LoopReader {
 public:
  LoopReader(RetryParts& parts, unsigned function)
      : parts_(parts), flow_(parts.flow()), index_(function), function_(flow_.function(function)),
        order_(parts.order(function)) {}

  void run(std::vector<Retry>& found) {
    if (!order_.known() || order_.loops().empty()) return;
    place_calls();
    for (const auto& loop : order_.loops()) read(loop, found);
  }

 private:
  void place_calls();
  void read(const Loop& whole, std::vector<Retry>& found);
  bool is_accident(unsigned block, const Edge& edge) const;
  Loop without_accidents(const Loop& whole) const;
  std::vector<Fork> forks_of(const Loop& loop) const;
  bool by_outcome(Fork& fork, Site call, const Loop& loop);
  bool by_flag(const Fork& fork, Site call, const Loop& loop);
  bool is_counted(unsigned local, const Loop& loop) const;
  bool is_never_set_back(const Fork& fork, const Loop& loop) const;
  bool guarded_by_outcome(const Guards& guards, Site call) const;
  bool asks_same_object(const Fork& fork, Site call) const;
  bool repeats_the_same(Site call, const Loop& loop, bool waits);
  bool is_counter(const Value& value, const Loop& loop) const;
  bool carries_over(const LocalWrite& write, const Loop& loop) const;
  std::set<unsigned> changing_locals(Site call, const Loop& loop);
  bool counts(const Fork& fork, const Loop& loop);
  bool is_number(const std::string& storage) const;
  bool compares_numbers(const Fork& fork) const;
  bool skips_waiting_after_zero(const Retry& retry, const Fork& fork) const;
  bool is_polled_callable(Site call, const Retry& retry, const Loop& loop);
  void add_waits(Retry& retry, const Loop& loop);
  bool accepts(Retry& retry, Site call, const Loop& loop);
  bool goes_on(Retry& retry, Site call, const Loop& loop);
  void keep_one(std::vector<Retry>& candidates) const;
  bool is_in(const Loop& loop, StepKind kind, unsigned index) const;

  RetryParts& parts_;
  const Flow& flow_;
  unsigned index_;
  const Function& function_;
  const Order& order_;
  std::map<unsigned, unsigned> block_of_call_;
  std::map<Step, unsigned> block_of_step_;
};

}  // namespace assay::checks
