#include "checks/engine/control_dependence.hpp"

#include <algorithm>
#include <set>

namespace assay::checks {
namespace {

constexpr unsigned none = FlowGraph::none;

using Adjacency = std::vector<std::vector<unsigned>>;

Adjacency reversed(const FlowGraph& graph) {
  Adjacency result(graph.successors.size());
  for (unsigned node = 0; node < graph.successors.size(); ++node)
    for (const unsigned next : graph.successors[node])
      if (next != none) result[next].push_back(node);
  return result;
}

/// Nodes from which `root` can be reached, each after those it was reached through.
std::vector<unsigned> reverse_postorder(const Adjacency& edges, unsigned root) {
  std::vector<unsigned> order;
  std::vector<bool> seen(edges.size(), false);
  std::vector<std::pair<unsigned, std::size_t>> stack{{root, 0}};
  seen[root] = true;
  while (!stack.empty()) {
    auto& [node, next] = stack.back();
    if (next == edges[node].size()) {
      order.push_back(node);
      stack.pop_back();
      continue;
    }
    const unsigned child = edges[node][next++];
    if (seen[child]) continue;
    seen[child] = true;
    stack.emplace_back(child, 0);
  }
  std::ranges::reverse(order);
  return order;
}

/// Immediate post-dominators (Cooper, Harvey and Kennedy 2001); `none` where the exit
/// cannot be reached.
std::vector<unsigned> post_dominators(const FlowGraph& graph) {
  const std::size_t count = graph.successors.size();
  const auto order = reverse_postorder(reversed(graph), graph.exit);
  std::vector<unsigned> position(count, none);
  for (unsigned i = 0; i < order.size(); ++i) position[order[i]] = i;
  std::vector<unsigned> immediate(count, none);
  immediate[graph.exit] = graph.exit;
  const auto common = [&](unsigned a, unsigned b) {
    while (a != b) {
      while (position[a] > position[b]) a = immediate[a];
      while (position[b] > position[a]) b = immediate[b];
    }
    return a;
  };
  for (bool changed = true; changed;) {
    changed = false;
    for (const unsigned node : order) {
      if (node == graph.exit) continue;
      unsigned best = none;
      for (const unsigned next : graph.successors[node]) {
        if (next == none || immediate[next] == none) continue;
        best = best == none ? next : common(best, next);
      }
      if (best == immediate[node]) continue;
      immediate[node] = best;
      changed = true;
    }
  }
  return immediate;
}

std::vector<std::vector<BranchEdge>> direct_dependences(const FlowGraph& graph) {
  const auto immediate = post_dominators(graph);
  std::vector<std::vector<BranchEdge>> result(graph.successors.size());
  for (unsigned node = 0; node < graph.successors.size(); ++node) {
    const auto& next = graph.successors[node];
    if (next.size() < 2) continue;
    for (unsigned edge = 0; edge < next.size(); ++edge) {
      unsigned runner = next[edge];
      while (runner != none && runner != immediate[node] && runner != graph.exit) {
        result[runner].emplace_back(node, edge);
        runner = immediate[runner];
      }
    }
  }
  return result;
}

/// The graph of a single turn of every loop: an edge back to a node that is still being
/// visited leaves the function instead.
FlowGraph without_back_edges(FlowGraph graph, unsigned entry) {
  enum class Mark { unseen, open, done };
  std::vector<Mark> marks(graph.successors.size(), Mark::unseen);
  std::vector<std::pair<unsigned, std::size_t>> stack{{entry, 0}};
  marks[entry] = Mark::open;
  while (!stack.empty()) {
    const unsigned node = stack.back().first;
    if (stack.back().second == graph.successors[node].size()) {
      marks[node] = Mark::done;
      stack.pop_back();
      continue;
    }
    unsigned& next = graph.successors[node][stack.back().second++];
    if (next == none) continue;
    if (marks[next] == Mark::open) next = graph.exit;
    if (marks[next] != Mark::unseen) continue;
    marks[next] = Mark::open;
    stack.emplace_back(next, 0);
  }
  return graph;
}

}  // namespace

std::vector<std::vector<unsigned>> nodes_before(const FlowGraph& looping, const std::vector<unsigned>& nodes) {
  const auto graph = without_back_edges(looping, looping.entry);
  std::vector<std::vector<unsigned>> result(graph.successors.size());
  for (const unsigned node : nodes) {
    std::vector<bool> seen(graph.successors.size(), false);
    std::vector<unsigned> open = graph.successors[node];
    while (!open.empty()) {
      const unsigned at = open.back();
      open.pop_back();
      if (at == none || seen[at]) continue;
      seen[at] = true;
      result[at].push_back(node);
      open.insert(open.end(), graph.successors[at].begin(), graph.successors[at].end());
    }
  }
  return result;
}

std::vector<std::vector<BranchEdge>> control_dependences(const FlowGraph& looping) {
  const auto graph = without_back_edges(looping, looping.entry);
  const auto direct = direct_dependences(graph);
  std::vector<std::vector<BranchEdge>> result(direct.size());
  for (unsigned node = 0; node < direct.size(); ++node) {
    std::set<BranchEdge> found;
    std::vector<BranchEdge> open = direct[node];
    while (!open.empty()) {
      const auto edge = open.back();
      open.pop_back();
      if (!found.insert(edge).second) continue;
      open.insert(open.end(), direct[edge.first].begin(), direct[edge.first].end());
    }
    result[node].assign(found.begin(), found.end());
  }
  return result;
}

}  // namespace assay::checks
