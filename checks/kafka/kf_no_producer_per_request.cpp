#include "checks/kafka/kf_no_producer_per_request.hpp"

#include <algorithm>

#include "checks/roles/kafka_paths.hpp"
#include "checks/roles/kafka_results.hpp"

namespace assay::checks::kafka {
namespace {

/// A call that makes a producer: the library's, or one of a class or function that does.
class Judge {
 public:
  explicit Judge(const RuleInput& input)
      : input_(input), flow_(input.flow), paths_(input.flow), produces_(sites_of(input.roles.kafka().all(Act::produce))) {}

  core::Finding judge(const Client& client) {
    made_ = noted(flow_.call(client.made).at, "the producer is made here");
    if (const auto bad = walk(client.made, 0)) return *bad;
    if (flow_.function(client.made.function).damaged) return cannot_tell("The function that makes the producer could not be read as a whole.", {made_});
    if (produces_.empty()) return cannot_tell("No call that produces Kafka records was recognised in the submitted files.", {made_});
    return satisfied("The producer is made once and serves many records.", {made_});
  }

 private:
  /// From the making call outwards to whoever makes that happen again and again.
  std::optional<core::Finding> walk(Site site, unsigned depth) {
    if (depth > 4 || !seen_.insert(site).second) return std::nullopt;
    if (auto found = in_loop(site)) return found;
    const auto& function = flow_.function(site.function);
    const bool kept = is_kept(site);
    if (!kept && !function.is_constructor && is_request(site)) {
      return violated("A producer is made, used and dropped for every record, which costs a connection each time; make one and keep it.",
                      {made_, noted(function.at, "this does it each time it is called")});
    }
    // A producer that is kept is made as often as its owner, or as the function that keeps it.
    if (kept && !function.is_constructor && is_returned_or_static(site)) return std::nullopt;
    for (const auto& caller : flow_.callers(site.function)) {
      if (caller.by_callee || !caller.in_place) continue;
      if (kept && !function.is_constructor && !keeps_for_caller(site)) continue;
      if (auto found = walk(caller.call, depth + 1)) return found;
    }
    return std::nullopt;
  }

  std::optional<core::Finding> in_loop(Site site) {
    const auto point = paths_.point(site);
    if (!point) return std::nullopt;
    const auto& order = paths_.order(site.function);
    for (const unsigned number : order.loops_around(*point)) {
      const auto& loop = order.loops()[number];
      for (const auto& other : paths_.calls_in(site.function, loop)) {
        if (other == site || !paths_.leads_to(other, produces_)) continue;
        if (is_kept(site) && !flow_.call(site).into_local && !is_fresh_owner(site)) continue;
        return violated("A producer is made anew in every round of a loop that produces; make it once before the loop.",
                        {made_, noted(flow_.call(site).at, "this is done in every round"), noted(flow_.call(other).at, "and a record is produced")});
      }
    }
    return std::nullopt;
  }

  /// What it makes outlives the function: it is stored or given back.
  bool is_kept(Site site) const {
    const auto& function = flow_.function(site.function);
    const auto& call = flow_.call(site);
    if (!call.into_storage.empty()) return true;
    const auto about = [&](const Value& value) { return holds(value, SourceKind::result, site.index); };
    for (const auto& write : function.writes)
      if (about(write.value)) return true;
    for (const auto& one : function.outputs)
      if (about(one.value)) return true;
    for (const auto& one : function.returns)
      if (about(one.value)) return true;
    return std::ranges::any_of(function.calls, [&](const Call& other) {
      const bool stores = other.simple == "reset" || other.simple == "operator=" || other.simple == "store" || !other.into_storage.empty() ||
                          other.simple == "push_back" || other.simple == "emplace_back" || other.simple == "emplace" || other.simple == "insert";
      return stores && std::ranges::any_of(other.arguments, about) &&
             std::ranges::any_of(other.receiver, [](const Source& source) { return source.kind == SourceKind::storage || source.kind == SourceKind::parameter; });
    });
  }

  bool is_returned_or_static(Site site) const {
    const auto storage = flow_.call(site).into_storage;
    const auto known = flow_.facts().storages.find(storage);
    return known != flow_.facts().storages.end() && (known->second.is_static || !known->second.is_field);
  }

  bool keeps_for_caller(Site site) const {
    return std::ranges::any_of(flow_.function(site.function).returns, [&](const Return& one) { return holds(one.value, SourceKind::result, site.index); });
  }

  /// An object of the submission that is made here for itself: `Journal(…).append(…)`.
  bool is_fresh_owner(Site site) const {
    return flow_.call(site).kind == CallKind::construction && flow_.call(site).into_storage.empty() && !flow_.targets(site).empty();
  }

  /// The function is called with what is produced, and is no main that does it once.
  bool is_request(Site site) const {
    const auto& function = flow_.function(site.function);
    if (function.qualified == "main" || function.parameters.empty()) return false;
    bool produces = false;
    for (unsigned c = 0; c < function.calls.size(); ++c) {
      if (!paths_.leads_to({site.function, c}, produces_)) continue;
      const auto point = paths_.point({site.function, c});
      // A function with a loop of its own over the records makes one producer for them all.
      if (point && !paths_.order(site.function).loops_around(*point).empty()) return false;
      for (const auto& argument : function.calls[c].arguments)
        for (const auto& origin : flow_.reach(site.function, argument, {}))
          produces = produces || (origin.function == site.function && origin.source.kind == SourceKind::parameter);
    }
    return produces;
  }

  const RuleInput& input_;
  const Flow& flow_;
  Paths paths_;
  std::set<Site> produces_;
  std::set<Site> seen_;
  core::Location made_;
};

}  // namespace

core::Finding check_no_producer_per_request(const RuleInput& input) {
  std::vector<core::Finding> findings;
  for (const auto* client : input.roles.kafka().producers()) findings.push_back(Judge(input).judge(*client));
  return worst_of(std::move(findings), cannot_tell("No place where a Kafka producer is made was recognised in the submitted files."));
}

}  // namespace assay::checks::kafka
