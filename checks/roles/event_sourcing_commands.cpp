#include "checks/roles/event_sourcing_commands.hpp"

#include <algorithm>
#include <array>

#include "checks/roles/event_sourcing.hpp"
#include "checks/roles/event_sourcing_writers.hpp"
#include "checks/roles/order.hpp"

namespace assay::checks {
namespace {

bool stores(const Call& call) {
  static constexpr std::array names{"push_back", "emplace_back", "insert", "emplace", "operator<<", "fwrite", "fputs", "write"};
  if (!call.of_std && call.simple != "fwrite" && call.simple != "fputs") return false;
  return std::ranges::find(names, call.simple) != names.end();
}

std::set<unsigned> parameters_in(const Flow& flow, unsigned f, const Value& value) {
  std::set<unsigned> result;
  for (const auto& source : value) {
    if (source.kind == SourceKind::parameter) result.insert(source.index);
    // What is moved or made of a parameter is still it.
    if (source.kind != SourceKind::result || !flow.function(f).calls[source.index].of_std) continue;
    const auto& call = flow.function(f).calls[source.index];
    for (const auto& inner : call.receiver)
      if (inner.kind == SourceKind::parameter) result.insert(inner.index);
    for (const auto& argument : call.arguments)
      for (const auto& inner : argument)
        if (inner.kind == SourceKind::parameter) result.insert(inner.index);
  }
  return result;
}

std::set<unsigned> given_parameters(const Flow& flow, unsigned f, const Call& call) {
  std::set<unsigned> result = parameters_in(flow, f, call.receiver);
  for (const auto& argument : call.arguments) result.merge(parameters_in(flow, f, argument));
  return result;
}

class Search {
 public:
  explicit Search(const Flow& flow) : flow_(flow) {}

  std::optional<CommandJournal> run() {
    for (unsigned f = 0; f < flow_.function_count(); ++f) {
      if (flow_.function(f).simple == "main") continue;
      const Order order(flow_.function(f));
      if (order.loops().empty()) continue;
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c) {
        const auto at = order.point_of(StepKind::call, c);
        if (!at || order.loops_around(*at).empty() || !reads_stored(f, c)) continue;
        if (auto found = judge(f, c)) return found;
      }
    }
    return std::nullopt;
  }

 private:
  /// The replayed item comes out of a container or a file.
  bool reads_stored(unsigned f, unsigned c) const {
    const auto& call = flow_.call({f, c});
    Value given = call.receiver;
    for (const auto& argument : call.arguments) append(given, argument);
    return std::ranges::any_of(flow_.reach(f, given, {}), [&](const Origin& origin) {
      if (origin.source.kind == SourceKind::storage) {
        const auto known = flow_.facts().storages.find(origin.source.symbol);
        return known != flow_.facts().storages.end() && (is_std_container(known->second.type) || known->second.type.class_name == "std::basic_ifstream");
      }
      if (origin.source.kind == SourceKind::parameter) {
        const auto& parameters = flow_.function(origin.function).parameters;
        return origin.source.index < parameters.size() && is_std_container(parameters[origin.source.index].type);
      }
      if (origin.source.kind != SourceKind::result) return false;
      return flow_.call({origin.function, origin.source.index}).simple == "getline";
    });
  }

  std::optional<CommandJournal> judge(unsigned f, unsigned c) const {
    const auto handled = run_by(flow_, {f, c});
    if (handled.empty()) return std::nullopt;
    auto live = handled;
    for (const unsigned target : flow_.targets({f, c}))
      for (const auto& caller : flow_.callers(target)) live.insert(caller.call.function);
    live.erase(f);
    for (const unsigned g : live) {
      if (!is_entry(g, f)) continue;
      if (auto found = judge_live(f, c, g, handled)) return found;
    }
    return std::nullopt;
  }

  /// Only the outside calls it, so that nothing was decided before.
  bool is_entry(unsigned g, unsigned replay) const {
    return std::ranges::all_of(flow_.callers(g), [&](const Caller& caller) {
      return caller.call.function == replay || flow_.function(caller.call.function).simple == "main";
    });
  }

  std::optional<CommandJournal> judge_live(unsigned f, unsigned c, unsigned g, const std::set<unsigned>& handled) const {
    const auto& function = flow_.function(g);
    const Order order(function);
    for (unsigned s = 0; s < function.calls.size(); ++s) {
      const auto stored_at = order.point_of(StepKind::call, s);
      const auto ran = run_by(flow_, {g, s});
      const bool stores_here = stores(function.calls[s]) ||
                               (ran.size() == 1 && std::ranges::any_of(flow_.function(*ran.begin()).calls, stores));
      if (!stored_at || !stores_here) continue;
      const auto item = given_parameters(flow_, g, function.calls[s]);
      for (unsigned h = 0; h < function.calls.size(); ++h) {
        const auto handled_at = order.point_of(StepKind::call, h);
        if (h == s || !handled_at || !order.dominates(*stored_at, *handled_at) || *stored_at == *handled_at) continue;
        const auto runs = run_by(flow_, {g, h});
        if (runs.empty() || !std::ranges::includes(handled, runs)) continue;
        const auto given = given_parameters(flow_, g, function.calls[h]);
        if (std::ranges::none_of(given, [&](unsigned p) { return item.contains(p); })) continue;
        if (const auto refused = refusal_in(runs))
          return CommandJournal{function.calls[s].at, function.calls[h].at, flow_.call({f, c}).at, *refused};
      }
    }
    return std::nullopt;
  }

  std::optional<Place> refusal_in(const std::set<unsigned>& functions) const {
    std::set<std::string> state;
    for (const unsigned f : functions)
      for (const auto& write : flow_.function(f).writes) {
        const auto known = flow_.facts().storages.find(write.storage);
        if (!write.initialises && known != flow_.facts().storages.end() && known->second.is_field) state.insert(write.storage);
      }
    if (state.empty()) return std::nullopt;
    for (const unsigned f : functions) {
      const auto& function = flow_.function(f);
      const auto by_state = [&](const Guards& guards) {
        return std::ranges::any_of(guards, [&](const Guard& guard) {
          const auto& condition = function.conditions[guard.condition];
          return condition.kind == ConditionKind::branch && reads(flow_, state, f, condition.value);
        });
      };
      for (const auto& raise : function.raises)
        if (by_state(raise.guards)) return raise.at;
      for (const auto& leave : function.returns)
        if (by_state(leave.guards)) return leave.at;
    }
    return std::nullopt;
  }

  const Flow& flow_;
};

}  // namespace

std::optional<CommandJournal> find_command_journal(const Flow& flow) { return Search(flow).run(); }

}  // namespace assay::checks
