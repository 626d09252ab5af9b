// What comes before what in a function: reachability, dominance and loops over its blocks.
#pragma once

#include <optional>
#include <set>
#include <span>
#include <vector>

#include "checks/engine/facts.hpp"

namespace assay::checks {

/// A place in a function's control flow: before step number `step` of a block. Past the
/// last step is the block's end.
struct Point {
  unsigned block = 0;
  unsigned step = 0;
  friend auto operator<=>(const Point&, const Point&) = default;
};

/// A natural loop. Loops with the same header are one.
struct Loop {
  unsigned header = 0;
  std::set<unsigned> blocks;              ///< the header among them
  std::vector<unsigned> back;             ///< blocks that lead back to the header
  /// The ways out: a block of the loop and the number of the successor that leaves.
  std::vector<std::pair<unsigned, unsigned>> exits;
};

/// Which edges a way may take.
struct Ways {
  bool exceptions = true;  ///< those of calls that throw
  bool repeats = true;     ///< those back to a loop's header
};

/// Answers for one function; it must outlive this.
class Order {
 public:
  explicit Order(const Function& function);

  /// Whether the function's blocks are known; without, nothing is reachable and there are no loops.
  [[nodiscard]] bool known() const { return !function_.blocks.empty(); }

  [[nodiscard]] Point entry() const { return {function_.entry, 0}; }
  [[nodiscard]] Point exit() const { return {function_.exit, 0}; }

  /// Where a step is taken; nothing for what is not in the control flow (dead code).
  [[nodiscard]] std::optional<Point> point_of(StepKind kind, unsigned index) const;

  /// Where the way number `edge` of a condition leads to.
  [[nodiscard]] std::optional<Point> after(const Guard& guard) const;

  /// Whether a way leads from just after `from` to `to` that takes none of `avoiding`.
  [[nodiscard]] bool reaches(Point from, Point to, std::span<const Point> avoiding = {}, Ways ways = {}) const;

  /// Whether every way from the entry to `later` takes `earlier`.
  [[nodiscard]] bool dominates(Point earlier, Point later) const;

  /// Whether every way from just after `earlier` to the exit takes `later`; ways that a thrown
  /// exception takes are left aside unless `ways` has them.
  [[nodiscard]] bool post_dominates(Point later, Point earlier, Ways ways = {.exceptions = false}) const;

  [[nodiscard]] const std::vector<Loop>& loops() const { return loops_; }

  /// The loops that a point is in, the innermost first, by number in loops().
  [[nodiscard]] std::vector<unsigned> loops_around(Point point) const;

 private:
  [[nodiscard]] bool leads_back(unsigned from, unsigned to) const { return back_.contains({from, to}); }
  void find_loops();

  const Function& function_;
  std::vector<Loop> loops_;
  std::set<std::pair<unsigned, unsigned>> back_;
};

}  // namespace assay::checks
