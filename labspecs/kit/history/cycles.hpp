#pragma once

#include <cstddef>
#include <functional>
#include <optional>
#include <vector>

#include "history/dependency_graph.hpp"

namespace assay::kit::history {

/// A set of kinds of dependencies.
using Admits = std::function<bool(Dependency)>;

/// Of each node, the number of its strongly connected component among the arcs that are admitted (R. E.
/// Tarjan, 1972), without recursion.
[[nodiscard]] std::vector<std::size_t> components(const DependencyGraph& graph, const Admits& admits);

/// What a cycle of one kind is.
struct CycleKind {
  AnomalyKind kind;
  Admits member;   ///< which arcs it may have
  Admits first;    ///< it has an arc of these,
  Admits rest;     ///< and its others are of these
  Admits further;  ///< and one of those is of these; empty: it need not
};

/// A step of a cycle: from whom, and by which arc.
struct CycleStep {
  std::size_t from = 0;
  Arc arc;
};

/// The shortest cycle of a kind in each component that has one.
[[nodiscard]] std::vector<std::vector<CycleStep>> shortest_cycles(const DependencyGraph& graph, const CycleKind& kind);

}  // namespace assay::kit::history
