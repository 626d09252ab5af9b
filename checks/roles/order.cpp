#include "checks/roles/order.hpp"

#include <algorithm>
#include <map>

namespace assay::checks {

Order::Order(const Function& function) : function_(function) { find_loops(); }

std::optional<Point> Order::point_of(StepKind kind, unsigned index) const {
  const Step wanted{kind, index};
  for (unsigned b = 0; b < function_.blocks.size(); ++b) {
    const auto& steps = function_.blocks[b].steps;
    const auto found = std::ranges::find(steps, wanted);
    if (found != steps.end()) return Point{b, static_cast<unsigned>(found - steps.begin())};
  }
  return std::nullopt;
}

std::optional<Point> Order::after(const Guard& guard) const {
  for (const auto& block : function_.blocks)
    if (block.condition == guard.condition && guard.edge < block.successors.size() && block.successors[guard.edge])
      return Point{block.successors[guard.edge]->to, 0};
  return std::nullopt;
}

bool Order::reaches(Point from, Point to, std::span<const Point> avoiding, Ways ways) const {
  if (!known()) return false;
  // Walks one block from a step on; true where `to` is met before anything to avoid.
  std::set<unsigned> seen;
  std::vector<unsigned> open;
  const auto walk = [&](unsigned block, unsigned first) {
    unsigned stop = ~0U;
    for (const auto& point : avoiding)
      if (point.block == block && point.step >= first) stop = std::min(stop, point.step);
    if (to.block == block && to.step >= first && to.step <= stop) return to.step < stop || stop == ~0U;
    if (stop != ~0U) return false;
    for (const auto& edge : function_.blocks[block].successors) {
      if (!edge || (edge->exceptional && !ways.exceptions)) continue;
      if (!ways.repeats && leads_back(block, edge->to)) continue;
      if (seen.insert(edge->to).second) open.push_back(edge->to);
    }
    return false;
  };
  if (walk(from.block, from.step + 1)) return true;
  while (!open.empty()) {
    const unsigned block = open.back();
    open.pop_back();
    if (walk(block, 0)) return true;
  }
  return false;
}

bool Order::dominates(Point earlier, Point later) const {
  if (!known() || earlier == later) return known();
  if (earlier == entry()) return true;
  // The entry block is empty: a way from it is a way from before everything.
  return !reaches(entry(), later, std::span(&earlier, 1));
}

bool Order::post_dominates(Point later, Point earlier, Ways ways) const {
  if (!known() || earlier == later) return known();
  return !reaches(earlier, exit(), std::span(&later, 1), ways);
}

std::vector<unsigned> Order::loops_around(Point point) const {
  std::vector<unsigned> result;
  for (unsigned i = 0; i < loops_.size(); ++i)
    if (loops_[i].blocks.contains(point.block)) result.push_back(i);
  std::ranges::stable_sort(result, {}, [&](unsigned i) { return loops_[i].blocks.size(); });
  return result;
}

// An edge leads back where it closes a cycle of a depth-first search from the entry; for
// the structured code that C++ has (goto aside), those are the back edges of natural loops.
void Order::find_loops() {
  if (!known()) return;
  const auto& blocks = function_.blocks;
  std::vector<std::vector<unsigned>> predecessors(blocks.size());
  std::vector<char> state(blocks.size(), 0);  // 1 on the path, 2 done
  std::vector<std::pair<unsigned, std::size_t>> path{{function_.entry, 0}};
  state[function_.entry] = 1;
  while (!path.empty()) {
    auto& [block, next] = path.back();
    if (next == blocks[block].successors.size()) {
      state[block] = 2;
      path.pop_back();
      continue;
    }
    const auto& edge = blocks[block].successors[next++];
    if (!edge) continue;
    predecessors[edge->to].push_back(block);
    if (state[edge->to] == 1) back_.insert({block, edge->to});
    if (state[edge->to] != 0) continue;
    state[edge->to] = 1;
    path.emplace_back(edge->to, 0);
  }
  std::map<unsigned, Loop> by_header;
  for (const auto& [from, header] : back_) {
    auto& loop = by_header[header];
    loop.header = header;
    loop.back.push_back(from);
    loop.blocks.insert(header);
    std::vector<unsigned> open{from};
    while (!open.empty()) {
      const unsigned block = open.back();
      open.pop_back();
      if (!loop.blocks.insert(block).second) continue;
      for (const unsigned before : predecessors[block]) open.push_back(before);
    }
  }
  for (auto& [header, loop] : by_header) {
    for (const unsigned block : loop.blocks)
      for (unsigned i = 0; i < blocks[block].successors.size(); ++i)
        if (const auto& edge = blocks[block].successors[i]; edge && !loop.blocks.contains(edge->to))
          loop.exits.emplace_back(block, i);
    loops_.push_back(std::move(loop));
  }
}

}  // namespace assay::checks
