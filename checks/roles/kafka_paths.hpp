// What runs when: functions reached by calls, loops around calls, across functions.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <vector>

#include "checks/roles/flow.hpp"
#include "checks/roles/kafka.hpp"
#include "checks/roles/order.hpp"

namespace assay::checks::kafka {

/// Answers about a submission's control flow; it must not outlive the flow.
class Paths {
 public:
  explicit Paths(const Flow& flow) : flow_(flow) {}

  [[nodiscard]] const Flow& flow() const { return flow_; }
  [[nodiscard]] const Order& order(unsigned function) const;
  [[nodiscard]] std::optional<Point> point(Site call) const { return order(call.function).point_of(StepKind::call, call.index); }

  /// The functions that a call runs in place, directly or not.
  [[nodiscard]] const std::set<unsigned>& below(unsigned function) const;
  [[nodiscard]] std::set<unsigned> run_by(Site call) const;

  /// Whether a call is one of the sites, or runs a function that has one.
  [[nodiscard]] bool leads_to(Site call, const std::set<Site>& sites) const;

  /// The calls of a function within a loop.
  [[nodiscard]] std::vector<Site> calls_in(unsigned function, const Loop& loop) const;

 private:
  const Flow& flow_;
  mutable std::map<unsigned, std::unique_ptr<Order>> orders_;
  mutable std::map<unsigned, std::set<unsigned>> below_;
};

[[nodiscard]] std::set<Site> sites_of(const std::vector<SiteUse>& uses);

}  // namespace assay::checks::kafka
