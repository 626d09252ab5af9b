#include "history/cycles.hpp"

#include <algorithm>
#include <deque>
#include <limits>
#include <map>
#include <set>
#include <utility>

namespace assay::kit::history {
namespace {

constexpr std::size_t none = std::numeric_limits<std::size_t>::max();
constexpr std::size_t most_beginnings = 1'000;

class Tarjan {
 public:
  Tarjan(const DependencyGraph& graph, const Admits& admits)
      : graph_(graph), admits_(admits), number_(graph.size(), none), low_(graph.size()), component_(graph.size(), none) {}

  std::vector<std::size_t> run() {
    for (std::size_t node = 0; node < graph_.size(); ++node) {
      if (number_[node] == none) visit(node);
    }
    return std::move(component_);
  }

 private:
  struct Frame {
    std::size_t node;
    std::size_t next_arc;
  };

  void enter(std::size_t node) {
    number_[node] = low_[node] = entered_++;
    open_.push_back(node);
    frames_.push_back({node, 0});
  }

  void visit(std::size_t root) {
    enter(root);
    while (!frames_.empty()) {
      const std::size_t node = frames_.back().node;
      if (frames_.back().next_arc < graph_[node].size()) {
        follow(node, graph_[node][frames_.back().next_arc++]);
        continue;
      }
      frames_.pop_back();
      if (!frames_.empty()) low_[frames_.back().node] = std::min(low_[frames_.back().node], low_[node]);
      if (low_[node] == number_[node]) close(node);
    }
  }

  void follow(std::size_t node, const Arc& arc) {
    if (!admits_(arc.dependency)) return;
    if (number_[arc.to] == none) {
      enter(arc.to);
    } else if (component_[arc.to] == none) {
      low_[node] = std::min(low_[node], number_[arc.to]);
    }
  }

  void close(std::size_t node) {
    for (;;) {
      const std::size_t member = open_.back();
      open_.pop_back();
      component_[member] = components_;
      if (member == node) break;
    }
    ++components_;
  }

  const DependencyGraph& graph_;
  const Admits& admits_;
  std::vector<std::size_t> number_, low_, component_, open_;
  std::vector<Frame> frames_;
  std::size_t entered_ = 0;
  std::size_t components_ = 0;
};

using Path = std::vector<CycleStep>;

/// The shortest way from `from` to `to` within a component, by breadth; whether a `further` arc has
/// been taken is part of where one is.
class Way {
 public:
  Way(const DependencyGraph& graph, const CycleKind& kind, const std::vector<std::size_t>& component)
      : graph_(graph), kind_(kind), component_(component) {}

  Path find(std::size_t from, std::size_t to) const {
    const std::pair<std::size_t, bool> goal{to, static_cast<bool>(kind_.further)};
    std::map<Place, std::pair<Place, Arc>> came;
    std::deque<Place> open{{from, false}};
    came.emplace(open.front(), std::pair{open.front(), Arc{}});
    while (!open.empty() && !came.contains(goal)) {
      const Place at = open.front();
      open.pop_front();
      for (const Arc& arc : graph_[at.first]) {
        if (component_[arc.to] != component_[from] || !kind_.rest(arc.dependency)) continue;
        const Place next{arc.to, at.second || (kind_.further && kind_.further(arc.dependency))};
        if (came.emplace(next, std::pair{at, arc}).second) open.push_back(next);
      }
    }
    return came.contains(goal) ? unwind(came, {from, false}, goal) : Path{};
  }

 private:
  using Place = std::pair<std::size_t, bool>;

  static Path unwind(const std::map<Place, std::pair<Place, Arc>>& came, Place from, Place at) {
    Path path;
    while (at != from) {
      const auto& [before, arc] = came.at(at);
      path.push_back({before.first, arc});
      at = before;
    }
    std::ranges::reverse(path);
    return path;
  }

  const DependencyGraph& graph_;
  const CycleKind& kind_;
  const std::vector<std::size_t>& component_;
};

/// A way that comes by a place twice is two cycles, each of a simpler kind.
bool simple(const Path& cycle) {
  std::set<std::size_t> nodes;
  return std::ranges::all_of(cycle, [&](const CycleStep& step) { return nodes.insert(step.from).second; });
}

}  // namespace

std::vector<std::size_t> components(const DependencyGraph& graph, const Admits& admits) {
  return Tarjan(graph, admits).run();
}

std::vector<std::vector<CycleStep>> shortest_cycles(const DependencyGraph& graph, const CycleKind& kind) {
  const auto component = components(graph, kind.member);
  const Way way(graph, kind, component);
  std::map<std::size_t, Path> shortest;
  std::map<std::size_t, std::size_t> begun;
  for (std::size_t from = 0; from < graph.size(); ++from) {
    for (const Arc& arc : graph[from]) {
      if (component[from] != component[arc.to] || !kind.first(arc.dependency)) continue;
      Path& best = shortest[component[from]];
      if (best.size() == 2 || ++begun[component[from]] > most_beginnings) continue;
      Path cycle = way.find(arc.to, from);
      if (cycle.empty()) continue;
      cycle.insert(cycle.begin(), {from, arc});
      if (simple(cycle) && (best.empty() || cycle.size() < best.size())) best = std::move(cycle);
    }
  }
  std::vector<Path> cycles;
  for (auto& [number, cycle] : shortest) {
    if (!cycle.empty()) cycles.push_back(std::move(cycle));
  }
  return cycles;
}

}  // namespace assay::kit::history
