#include "history/list_append.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

#include "history/cycles.hpp"
#include "history/list_anomalies.hpp"

namespace assay::kit::history {
namespace {

bool is_write(Dependency dependency) { return dependency == Dependency::ww; }
bool is_read(Dependency dependency) { return dependency == Dependency::wr; }
bool is_anti(Dependency dependency) { return dependency == Dependency::rw; }
bool no_reads(Dependency dependency) { return !is_read(dependency) && !is_anti(dependency); }
bool no_anti(Dependency dependency) { return !is_anti(dependency); }
bool any(Dependency) { return true; }

std::vector<CycleKind> kinds() {
  return {{AnomalyKind::g0, no_reads, is_write, no_reads, {}},
          {AnomalyKind::g1c, no_anti, is_read, no_anti, {}},
          {AnomalyKind::g_single, any, is_anti, no_anti, {}},
          {AnomalyKind::g2, any, is_anti, any, is_anti}};
}

Anomaly described(AnomalyKind kind, const std::vector<CycleStep>& cycle, const ListIndex& index) {
  Anomaly anomaly{.kind = kind};
  for (const auto& [from, arc] : cycle) {
    std::string why = reason_of(index, from, arc);
    anomaly.what += (anomaly.what.empty() ? "" : "; ") + why;
    anomaly.transactions.push_back(from);
    anomaly.cycle.push_back({from, arc.to, arc.dependency, arc.key == nullptr ? "" : *arc.key, std::move(why)});
  }
  return anomaly;
}

}  // namespace

ListAppendResult check_list_append(const std::vector<Transaction>& transactions, const ListAppendOptions& options) {
  const ListIndex index(transactions, options);
  ListAppendResult result;
  find_broken_lists(index, result.anomalies);
  find_contradictions(index, result.anomalies);
  find_dirty_reads(index, result.anomalies);
  find_lost(index, result.anomalies);
  const DependencyGraph graph = dependencies(index, options.real_time);
  for (const CycleKind& kind : kinds()) {
    for (const auto& cycle : shortest_cycles(graph, kind)) {
      result.anomalies.push_back(described(kind.kind, cycle, index));
    }
  }
  std::ranges::stable_sort(result.anomalies, {}, [](const Anomaly& anomaly) {
    return std::tuple(anomaly.kind, anomaly.transactions.empty() ? 0 : anomaly.transactions.front());
  });
  return result;
}

}  // namespace assay::kit::history
