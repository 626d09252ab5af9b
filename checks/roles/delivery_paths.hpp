// Where values come from and what a call's outcome decides, for the roles about delivery.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "checks/roles/flow.hpp"
#include "checks/roles/order.hpp"

namespace assay::checks {

struct Tracing {
  std::set<Site> stop;     ///< calls whose results are not looked into
  bool callers = true;     ///< parameters are what callers give
  bool control = false;    ///< what decides which value there is
};

/// Everything that a value is made of, details as well; unlike Flow::reach() it looks into
/// no more of a called function than what it gives back, and stops where it is told to.
[[nodiscard]] Origins trace(const Flow& flow, unsigned function, const Value& value, const Tracing& tracing = {});

/// Of origins, those that tell one message from another: results, parameters, variables.
[[nodiscard]] Origins identity_of(const Flow& flow, const Origins& origins);
[[nodiscard]] bool overlap(const Origins& a, const Origins& b);

/// Which outcome of a call a way of a condition stands for.
enum class Outcome { none, success, failure, unknown };

/// Answers about several functions, some of them worked out when asked for.
class Paths {
 public:
  explicit Paths(const Flow& flow) : flow_(flow) {}

  [[nodiscard]] const Flow& flow() const { return flow_; }
  [[nodiscard]] const Order& order(unsigned function) const;

  /// Whether running `from` may run `to` before it ends; a function runs itself.
  [[nodiscard]] bool runs(unsigned from, unsigned to) const;

  /// The calls of `function` that are `call`, or run the function that it stands in.
  [[nodiscard]] std::vector<unsigned> steps_to(unsigned function, Site call) const;

  /// Whether a way leads from after one call to another of the same function, past none of `avoiding`.
  [[nodiscard]] bool leads(unsigned function, unsigned from, unsigned to, const std::vector<unsigned>& avoiding = {}) const;

  /// Which outcome of the call the guard, of the same function, stands for.
  [[nodiscard]] Outcome outcome_of(Site call, const Guard& guard) const;

 private:
  Outcome of_value(Site call, const Value& value, unsigned depth) const;

  const Flow& flow_;
  mutable std::map<unsigned, std::unique_ptr<Order>> orders_;
  mutable std::map<unsigned, std::set<unsigned>> runs_;
};

/// Whether two places are one.
[[nodiscard]] bool same_place(const Place& a, const Place& b);

/// Whether a call writes a log or a console line.
[[nodiscard]] bool is_logging(const Flow& flow, Site call);

}  // namespace assay::checks
