#include "checks/roles/held_locks.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

/// Longer ways are no longer of one story.
constexpr std::size_t max_way = 8;

class Walk {
 public:
  explicit Walk(const Flow& flow) : flow_(flow) {}

  std::vector<HeldAround> run(Site call) {
    visit(call, {}, {});
    return std::move(found_);
  }

 private:
  void visit(Site site, std::set<std::string> released, std::vector<Site> way);
  [[nodiscard]] bool is_let_go_elsewhere(const HeldLock& lock, unsigned function) const;

  const Flow& flow_;
  std::set<std::pair<Site, std::set<std::string>>> seen_;
  std::vector<HeldAround> found_;
};

/// A mutex locked by hand may be let go of in another function on the way.
bool Walk::is_let_go_elsewhere(const HeldLock& lock, unsigned function) const {
  for (unsigned f = 0; f < flow_.function_count(); ++f) {
    if (f == function) continue;
    for (const auto& key : flow_.function(f).unlocks)
      if (!key.empty() && (key == lock.guard || key == lock.mutex)) return true;
  }
  return false;
}

void Walk::visit(Site site, std::set<std::string> released, std::vector<Site> way) {
  if (way.size() >= max_way || !seen_.emplace(site, released).second) return;
  const auto& call = flow_.call(site);
  way.push_back(site);
  const bool whole = std::ranges::none_of(way, [&](Site at) { return flow_.function(at.function).damaged; });
  for (const auto& lock : call.held) {
    if (released.contains(lock.guard) || released.contains(lock.mutex)) continue;
    const bool certain = whole && lock.always && lock.at.line != 0 && !is_let_go_elsewhere(lock, site.function);
    found_.push_back({lock, certain, way});
  }
  released.insert(call.released.begin(), call.released.end());
  for (const auto& caller : flow_.callers(site.function))
    if (caller.in_place) visit(caller.call, released, way);
}

}  // namespace

std::vector<HeldAround> locks_around(const Flow& flow, Site call) { return Walk(flow).run(call); }

}  // namespace assay::checks
