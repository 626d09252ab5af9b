#pragma once

#include <cstddef>
#include <utility>
#include <vector>

namespace assay::checks {

/// A branching node and the number of the successor taken.
using BranchEdge = std::pair<unsigned, unsigned>;

/// A control flow graph by numbers. Edge i of node n leads to successors[n][i]; a
/// successor of `none` is an edge that cannot be taken.
struct FlowGraph {
  static constexpr unsigned none = ~0U;
  std::vector<std::vector<unsigned>> successors;
  unsigned entry = 0;
  unsigned exit = 0;
};

/// For each node every branch edge that it depends on, directly or through the branches
/// that those depend on (Ferrante, Ottenstein and Warren 1987, from post-dominators).
/// Loops count as a single turn: what happens in one turn does not depend on the last
/// one's branches, or everything in a retry loop would depend on everything else in it.
[[nodiscard]] std::vector<std::vector<BranchEdge>> control_dependences(const FlowGraph& looping);

/// For each node those of `nodes` that it may come after within a single turn of every loop.
[[nodiscard]] std::vector<std::vector<unsigned>> nodes_before(const FlowGraph& looping,
                                                              const std::vector<unsigned>& nodes);

}  // namespace assay::checks
