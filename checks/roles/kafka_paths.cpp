#include "checks/roles/kafka_paths.hpp"

#include <algorithm>

namespace assay::checks::kafka {

const Order& Paths::order(unsigned function) const {
  auto& known = orders_[function];
  if (!known) known = std::make_unique<Order>(flow_.function(function));
  return *known;
}

const std::set<unsigned>& Paths::below(unsigned function) const {
  const auto [entry, is_new] = below_.try_emplace(function);
  if (!is_new) return entry->second;
  std::set<unsigned> found;
  std::vector<unsigned> open{function};
  while (!open.empty()) {
    const unsigned at = open.back();
    open.pop_back();
    if (!found.insert(at).second) continue;
    for (unsigned c = 0; c < flow_.function(at).calls.size(); ++c) {
      for (const unsigned target : flow_.targets({at, c})) open.push_back(target);
      if (flow_.call({at, c}).runs_in_place)
        for (const unsigned handed : flow_.handed({at, c})) open.push_back(handed);
    }
  }
  return below_[function] = std::move(found);
}

std::set<unsigned> Paths::run_by(Site call) const {
  std::set<unsigned> result;
  const auto add = [&](unsigned function) {
    const auto& more = below(function);
    result.insert(more.begin(), more.end());
  };
  for (const unsigned target : flow_.targets(call)) add(target);
  if (flow_.call(call).runs_in_place)
    for (const unsigned handed : flow_.handed(call)) add(handed);
  return result;
}

bool Paths::leads_to(Site call, const std::set<Site>& sites) const {
  if (sites.contains(call)) return true;
  const auto functions = run_by(call);
  return std::ranges::any_of(sites, [&](const Site& site) { return functions.contains(site.function); });
}

std::vector<Site> Paths::calls_in(unsigned function, const Loop& loop) const {
  std::vector<Site> result;
  const auto& blocks = flow_.function(function).blocks;
  for (const unsigned block : loop.blocks)
    for (const auto& step : blocks[block].steps)
      if (step.kind == StepKind::call) result.push_back({function, step.index});
  return result;
}

std::set<Site> sites_of(const std::vector<SiteUse>& uses) {
  std::set<Site> result;
  for (const auto& one : uses) result.insert(one.site);
  return result;
}

}  // namespace assay::checks::kafka
