// Retries without a loop: on failure the function is run again, by itself, by a timer or by
// another thread.
#include <algorithm>

#include "checks/roles/library.hpp"
#include "checks/roles/retry_parts.hpp"

namespace assay::checks {
namespace {

constexpr Follow with_details{.control = false, .storage = true, .execution = false, .details = true};

/// A call that runs a function of the submission, at once or later.
struct Arc {
  Site call;
  unsigned to = 0;
  bool later = false;  ///< its callee is foreign and runs what it was given
};

class RecursionReader {
 public:
  explicit RecursionReader(RetryParts& parts) : parts_(parts), flow_(parts.flow()) {
    arcs_.resize(flow_.function_count());
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c) {
        for (const unsigned target : flow_.targets({f, c})) arcs_[f].push_back({{f, c}, target, false});
        for (const unsigned target : flow_.handed({f, c})) arcs_[f].push_back({{f, c}, target, true});
      }
  }

  void run(std::vector<Retry>& found) {
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      for (const auto& arc : arcs_[f])
        if (leads_to(arc.to, f)) read(arc, found);
  }

 private:
  bool leads_to(unsigned from, unsigned to) const { return from == to || reachable(from).contains(to); }
  const std::set<unsigned>& reachable(unsigned from) const;
  bool passes_the_same(const Arc& again) const;
  void read(const Arc& again, std::vector<Retry>& found);
  std::vector<Fork> forks_of(Site again);
  std::vector<Site> completed_by(unsigned function, Site again) const;
  bool is_after_failure(Retry& retry, Site again);
  bool leads_to_function(Site call, unsigned function) const;
  bool counts(Site again, const Retry& retry);
  void add_waits(Retry& retry, Site again);

  RetryParts& parts_;
  const Flow& flow_;
  std::vector<std::vector<Arc>> arcs_;
  mutable std::map<unsigned, std::set<unsigned>> reachable_;
};

const std::set<unsigned>& RecursionReader::reachable(unsigned from) const {
  const auto [known, is_new] = reachable_.try_emplace(from);
  if (!is_new) return known->second;
  auto& seen = known->second;
  std::vector<unsigned> open{from};
  while (!open.empty()) {
    const unsigned at = open.back();
    open.pop_back();
    for (const auto& arc : arcs_[at])
      if (seen.insert(arc.to).second) open.push_back(arc.to);
  }
  return seen;
}

/// A function that runs itself again does so with what it was given, numbers aside.
bool RecursionReader::passes_the_same(const Arc& again) const {
  if (again.later || again.to != again.call.function) return true;
  const auto& call = flow_.call(again.call);
  for (std::size_t i = 0; i < call.arguments.size() && i < call.argument_types.size(); ++i) {
    const auto& type = call.argument_types[i];
    if ((type.is_number && !type.is_pointer) || type.is_time) continue;
    const Source own{SourceKind::parameter, "", static_cast<unsigned>(i), false};
    if (!flow_.reach(again.call.function, call.arguments[i], {}).contains(Origin{again.call.function, own}))
      return false;
  }
  return true;
}

/// The conditions that one way of leads to the call that starts again and another does not.
std::vector<Fork> RecursionReader::forks_of(Site again) {
  const auto& function = flow_.function(again.function);
  const auto& order = parts_.order(again.function);
  const auto point = order.point_of(StepKind::call, again.index);
  std::vector<Fork> result;
  if (!point) return result;
  for (unsigned b = 0; b < function.blocks.size(); ++b) {
    const auto& block = function.blocks[b];
    if (!block.condition) continue;
    Fork fork{again.function, *block.condition, {}, {}, false, false, false};
    for (unsigned i = 0; i < block.successors.size(); ++i) {
      const auto& edge = block.successors[i];
      if (!edge || (edge->exceptional && edge->to == function.exit)) continue;
      const Point start{edge->to, 0};
      const bool reaches = edge->to == point->block || order.reaches(start, *point, {}, {.exceptions = true, .repeats = false});
      (reaches ? fork.again : fork.end).insert(i);
      if (edge->exceptional && reaches) fork.thrown = true;
    }
    if (!fork.again.empty() && !fork.end.empty()) result.push_back(std::move(fork));
  }
  return result;
}

/// The foreign calls on the way round whose completion runs the function: `send(frame, callback)`.
std::vector<Site> RecursionReader::completed_by(unsigned function, Site again) const {
  std::vector<Site> result;
  std::set<unsigned> seen{function};
  std::vector<unsigned> open{function};
  while (!open.empty()) {
    const unsigned at = open.back();
    open.pop_back();
    for (const auto& caller : flow_.callers(at)) {
      if (caller.call == again) continue;
      const bool later = caller.by_callee || std::ranges::find(flow_.handed(caller.call), at) != flow_.handed(caller.call).end();
      if (later) {
        result.push_back(caller.call);
      } else if (seen.insert(caller.call.function).second) {
        open.push_back(caller.call.function);
      }
    }
  }
  return result;
}

/// An argument that is counted or grows from one run to the next.
bool RecursionReader::counts(Site again, const Retry& retry) {
  for (const auto& fork : retry.forks)
    for (const auto& origin : flow_.reach(fork.function, flow_.function(fork.function).conditions[fork.condition].value, with_details))
      if (origin.source.kind == SourceKind::operation && parts_.feeds_itself({origin.function, origin.source.index})) return true;
  for (const auto& argument : flow_.call(again).arguments)
    for (const auto& source : argument)
      if (source.kind == SourceKind::operation && parts_.feeds_itself({again.function, source.index})) return true;
  return false;
}

void RecursionReader::add_waits(Retry& retry, Site again) {
  const auto& function = flow_.function(again.function);
  const auto& order = parts_.order(again.function);
  const auto target = order.point_of(StepKind::call, again.index);
  const auto add = [&](Site wait) {
    if (std::ranges::find(retry.waits, wait) != retry.waits.end()) return;
    retry.waits.push_back(wait);
    retry.functions.insert(wait.function);
    for (auto& length : parts_.lengths(wait)) retry.wait_values.push_back(std::move(length));
  };
  const auto& types = flow_.call(again).argument_types;
  if (!flow_.handed(again).empty() && std::ranges::any_of(types, [](const Type& type) { return type.is_time; })) add(again);
  for (unsigned c = 0; c < function.calls.size(); ++c) {
    const Site site{again.function, c};
    if (site == again || std::ranges::find(retry.invocations, site) != retry.invocations.end()) continue;
    const auto waits = parts_.waits_in(site);
    if (waits.empty()) continue;
    const auto point = order.point_of(StepKind::call, c);
    if (point && target && order.reaches(*point, *target))
      for (const auto& wait : waits) add(wait);
  }
  // A timer is armed in the steps that run the function again.
  for (const unsigned handed : flow_.handed(again)) retry.functions.insert(handed);
}

bool RecursionReader::leads_to_function(Site call, unsigned function) const {
  return std::ranges::any_of(flow_.targets(call), [&](unsigned target) { return leads_to(target, function); });
}

bool RecursionReader::is_after_failure(Retry& retry, Site again) {
  bool told = false;
  std::vector<Site> completions = completed_by(again.function, again);
  for (auto& fork : retry.forks) {
    const auto& value = flow_.function(fork.function).conditions[fork.condition].value;
    for (const auto& origin : flow_.reach(fork.function, value, {})) {
      const Site site{origin.function, origin.source.index};
      const bool of_call = origin.source.kind == SourceKind::result || origin.source.kind == SourceKind::exception;
      if (of_call && origin.function == again.function && site != again && parts_.is_invocation(site) &&
          !leads_to_function(site, again.function)) {
        fork.tells_outcome = told = true;
        if (std::ranges::find(retry.invocations, site) == retry.invocations.end()) retry.invocations.push_back(site);
      }
      if (origin.source.kind != SourceKind::parameter) continue;
      for (const auto& completion : completions)
        if (parts_.is_invocation(completion) && std::ranges::find(flow_.handed(completion), origin.function) != flow_.handed(completion).end()) {
          fork.tells_outcome = told = true;
          if (std::ranges::find(retry.invocations, completion) == retry.invocations.end())
            retry.invocations.push_back(completion);
        }
    }
    retry.by_exception = retry.by_exception || (fork.thrown && fork.tells_outcome);
  }
  return told;
}

void RecursionReader::read(const Arc& again, std::vector<Retry>& found) {
  Retry retry;
  retry.form = RetryForm::recursion;
  retry.function = again.call.function;
  retry.functions = {again.call.function, again.to};
  retry.forks = forks_of(again.call);
  if (!passes_the_same(again) || retry.forks.empty() || !is_after_failure(retry, again.call)) return;
  add_waits(retry, again.call);
  const bool downwards = std::ranges::all_of(retry.forks, [&](const Fork& fork) {
    return !fork.tells_outcome || std::ranges::any_of(retry.invocations, [&](Site site) { return parts_.again_on_failure(fork, site); });
  });
  if (!downwards) return;
  if (!retry.by_exception && !retry.waits_at_all() && !counts(again.call, retry)) return;
  found.push_back(std::move(retry));
}

}  // namespace

void find_recursive_retries(RetryParts& parts, std::vector<Retry>& found) { RecursionReader(parts).run(found); }

}  // namespace assay::checks
