#include "checks/roles/event_sourcing_snapshots.hpp"

#include <algorithm>

#include "checks/roles/event_sourcing_writers.hpp"
#include "checks/roles/order.hpp"

namespace assay::checks {
namespace {

class Search {
 public:
  Search(const Flow& flow, const EventSourcing& found, const Aggregate& aggregate) : flow_(flow), found_(found), aggregate_(aggregate) {
    records_ = aggregate.owners;
    find_records();
    find_positions();
    find_kept();
  }

  std::vector<SnapshotLoad> run() {
    for (const auto& [storage, taken] : kept_)
      for (unsigned f = 0; f < flow_.function_count(); ++f)
        if (const auto replay = replay_in(f); replay && reads_storage(f, storage)) judge(f, *replay, storage, taken);
    return std::move(result_);
  }

 private:
  bool reads_state(unsigned f, const Value& value) const { return reads(flow_, aggregate_.state, f, value); }

  /// Classes that are given back filled with the aggregate's fields.
  void find_records() {
    for (unsigned f = 0; f < flow_.function_count(); ++f) {
      const auto& record = flow_.function(f).result.record;
      if (!flow_.facts().classes.contains(record) || found_.family.records.contains(record)) continue;
      for (const auto& write : flow_.function(f).writes) {
        const auto known = flow_.facts().storages.find(write.storage);
        if (known != flow_.facts().storages.end() && known->second.owner == record && reads_state(f, write.value)) records_.insert(record);
      }
    }
  }

  /// Numbers that say how many events a state has seen.
  void find_positions() {
    positions_ = aggregate_.counters;
    for (const auto& [storage, sites] : flow_.writes()) {
      const auto known = flow_.facts().storages.find(storage);
      if (known == flow_.facts().storages.end() || !known->second.type.is_number || !records_.contains(known->second.owner)) continue;
      for (const auto& site : sites) {
        const auto origins = storages_in(flow_.reach(site.function, flow_.write(site).value, {}));
        if (std::ranges::any_of(origins, [&](const auto& s) { return aggregate_.counters.contains(s) || found_.stores.contains(s); }))
          positions_.insert(storage);
      }
    }
  }

  bool holds_record(const Type& type) const {
    return records_.contains(type.record) ||
           std::ranges::any_of(type.arguments, [&](const auto& argument) { return records_.contains(argument); });
  }

  bool gives_state(Site site) const {
    const auto& value = flow_.write(site).value;
    const auto& function = flow_.function(site.function);
    return std::ranges::any_of(value, [&](const Source& source) {
      if (source.kind == SourceKind::storage) return aggregate_.state.contains(source.symbol);
      if (source.kind == SourceKind::local) return holds_record(function.locals[source.index].type);
      return source.kind == SourceKind::result && holds_record(function.calls[source.index].type);
    });
  }

  /// What belongs to a variable, as a request to a database does, is kept no longer than it.
  bool is_of_variable(const Function& function, const Write& write) const {
    Value open = write.target;
    std::set<unsigned> seen;
    while (!open.empty()) {
      const auto source = open.back();
      open.pop_back();
      if (source.kind == SourceKind::local && !source.control) {
        const auto& type = function.locals[source.index].type;
        if (flow_.facts().classes.contains(type.record) && !type.is_reference && !type.is_pointer) return true;
      }
      // `request.item["name"]`
      if (source.kind == SourceKind::result && function.calls[source.index].of_std && seen.insert(source.index).second)
        open.insert(open.end(), function.calls[source.index].receiver.begin(), function.calls[source.index].receiver.end());
    }
    return false;
  }

  void find_kept() {
    for (const auto& [storage, sites] : flow_.writes()) {
      const auto known = flow_.facts().storages.find(storage);
      if (known == flow_.facts().storages.end() || (!known->second.is_field && !known->second.is_static)) continue;
      if (aggregate_.state.contains(storage) || aggregate_.counters.contains(storage) || found_.stores.contains(storage)) continue;
      if (records_.contains(known->second.owner) && known->second.type.is_number) continue;
      const bool same_type = std::ranges::any_of(aggregate_.state, [&](const auto& state) {
        return flow_.facts().storages.at(state).type.name == known->second.type.name && !known->second.type.is_number && !known->second.type.is_bool;
      });
      if (!holds_record(known->second.type) && !same_type) continue;
      for (const auto& site : sites) {
        const auto& function = flow_.function(site.function);
        if (flow_.write(site).initialises || function.is_constructor || aggregate_.applies.contains(site.function)) continue;
        if (is_of_variable(function, flow_.write(site))) continue;
        if (gives_state(site)) kept_.emplace(storage, flow_.write(site).at);
      }
    }
  }

  /// The function's own fold, or its call of one: what it is given, and where it stands.
  struct Replay {
    Place at;
    std::optional<unsigned> call;
    const Fold* fold = nullptr;
  };

  std::optional<Replay> replay_in(unsigned f) const {
    for (const auto& fold : aggregate_.folds)
      if (fold.function == f) return Replay{fold.at, fold.call, &fold};
    for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c)
      for (const unsigned target : flow_.targets({f, c}))
        for (const auto& fold : aggregate_.folds)
          if (fold.function == target && !aggregate_.applies.contains(f)) return Replay{flow_.call({f, c}).at, c, nullptr};
    return std::nullopt;
  }

  bool holds(unsigned f, const Value& value, const std::string& storage) const {
    return std::ranges::any_of(value, [&](const Source& s) { return s.kind == SourceKind::storage && s.symbol == storage; }) ||
           storages_in(flow_.reach(f, value, {})).contains(storage);
  }

  bool reads_storage(unsigned f, const std::string& storage) const {
    const auto& function = flow_.function(f);
    const auto in = [&](const Value& value) {
      return std::ranges::any_of(value, [&](const Source& s) { return s.kind == SourceKind::storage && s.symbol == storage; });
    };
    return std::ranges::any_of(function.local_writes, [&](const LocalWrite& w) { return in(w.value); }) ||
           std::ranges::any_of(function.writes, [&](const Write& w) { return in(w.value) && w.storage != storage; }) ||
           std::ranges::any_of(function.conditions, [&](const Condition& c) { return in(c.value); }) ||
           std::ranges::any_of(function.returns, [&](const Return& r) { return in(r.value); }) ||
           std::ranges::any_of(function.calls, [&](const Call& c) {
             return (in(c.receiver) && !c.returns_void) || std::ranges::any_of(c.arguments, in);
           });
  }

  void judge(unsigned f, const Replay& replay, const std::string& storage, const Place& taken) {
    if (const auto early = leaves_without(f, replay, storage)) {
      result_.push_back({taken, *early, TailKind::skipped});
      return;
    }
    const bool later = knows_position(f) || (replay.fold == nullptr && called_knows_position(f, replay));
    result_.push_back({taken, replay.at, later ? TailKind::later_only : TailKind::from_start});
  }

  bool is_position(unsigned f, const Value& value) const {
    return std::ranges::any_of(storages_in(flow_.reach(f, value, {})), [&](const auto& s) { return positions_.contains(s); });
  }

  /// A position says where to begin: in a call, as a loop's start, or in a comparison.
  bool knows_position(unsigned f) const {
    const auto& function = flow_.function(f);
    for (const auto& call : function.calls) {
      if (call.kind == CallKind::construction) continue;
      for (unsigned i = 0; i < call.arguments.size(); ++i)
        if (call.argument_types[i].is_number && !call.argument_types[i].is_reference && is_position(f, call.arguments[i])) return true;
    }
    for (const auto& write : function.local_writes)
      if (write.initialises && function.locals[write.local].type.is_number && is_position(f, write.value)) return true;
    for (const auto& operation : function.operations)
      if (!operation.assigns && (is_position(f, operation.left) || is_position(f, operation.right))) return true;
    return std::ranges::any_of(function.compares, [&](const Compare& compare) {
      return is_position(f, compare.left) || is_position(f, compare.right);
    });
  }

  bool called_knows_position(unsigned f, const Replay& replay) const {
    return replay.call && std::ranges::any_of(flow_.targets({f, *replay.call}), [&](unsigned g) { return knows_position(g); });
  }

  /// The snapshot is given back on a way that applies nothing.
  std::optional<Place> leaves_without(unsigned f, const Replay& replay, const std::string& storage) const {
    const auto& function = flow_.function(f);
    const Order order(function);
    const auto at = replay.call ? order.point_of(StepKind::call, *replay.call) : std::nullopt;
    if (!at || function.result.name == "void") return std::nullopt;
    for (unsigned r = 0; r < function.returns.size(); ++r) {
      const auto& leave = function.returns[r];
      const auto point = order.point_of(StepKind::leave, r);
      if (!point || order.reaches(*at, *point) || !has_origin(leave.value)) continue;
      const bool by_snapshot = std::ranges::any_of(leave.guards, [&](const Guard& guard) {
        return holds(f, function.conditions[guard.condition].value, storage);
      });
      if (by_snapshot && holds(f, leave.value, storage)) return leave.at;
    }
    return std::nullopt;
  }

  const Flow& flow_;
  const EventSourcing& found_;
  const Aggregate& aggregate_;
  std::set<std::string> records_;
  std::set<std::string> positions_;
  std::map<std::string, Place> kept_;
  std::vector<SnapshotLoad> result_;
};

}  // namespace

std::vector<SnapshotLoad> find_snapshot_loads(const Flow& flow, const EventSourcing& found) {
  std::vector<SnapshotLoad> result;
  for (const auto* aggregate : found.deciding()) {
    auto loads = Search(flow, found, *aggregate).run();
    std::ranges::move(loads, std::back_inserter(result));
  }
  return result;
}

}  // namespace assay::checks
