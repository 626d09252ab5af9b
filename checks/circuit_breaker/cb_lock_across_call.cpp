#include "checks/circuit_breaker/cb_lock_across_call.hpp"

#include <algorithm>
#include <iterator>

namespace assay::checks::circuit_breaker {
namespace {

using core::Finding;
using core::Verdict;

/// A lock that is held while the downstream is called, and the calls from it to there.
struct HeldAcross {
  HeldLock lock;
  bool certain = false;
  std::vector<Site> way;  ///< from the downstream call outwards to the one under the lock
};

/// Walks from a downstream call outwards through the functions that run in place.
class Walk {
 public:
  explicit Walk(const Flow& flow) : flow_(flow) {}

  std::vector<HeldAcross> run(Site call) {
    visit(call, {}, {});
    return std::move(found_);
  }

 private:
  void visit(Site site, std::set<std::string> released, std::vector<Site> way);
  bool is_certain(const HeldLock& lock, unsigned function) const;
  bool is_sound(const std::vector<Site>& way) const {
    return std::ranges::none_of(way, [&](Site site) { return flow_.function(site.function).damaged; });
  }
  std::set<std::string> seen_by_caller(const Caller& caller, unsigned callee, const std::set<std::string>& released) const;

  const Flow& flow_;
  std::set<std::pair<Site, std::set<std::string>>> seen_;
  std::vector<HeldAcross> found_;
};

/// A mutex locked by hand may be let go of in another function on the way.
bool Walk::is_certain(const HeldLock& lock, unsigned function) const {
  if (!lock.always || lock.at.line == 0) return false;
  for (unsigned f = 0; f < flow_.function_count(); ++f) {
    if (f == function) continue;
    const auto& unlocks = flow_.function(f).unlocks;
    const auto lets_go = [&](const std::string& key) {
      return !key.empty() && std::ranges::find(unlocks, key) != unlocks.end();
    };
    if (lets_go(lock.guard) || lets_go(lock.mutex)) return false;
  }
  return true;
}

std::set<std::string> Walk::seen_by_caller(const Caller& caller, unsigned callee,
                                           const std::set<std::string>& released) const {
  std::set<std::string> result = released;
  const auto& call = flow_.call(caller.call);
  const auto& parameters = flow_.function(callee).parameters;
  for (std::size_t i = 0; i < std::min(parameters.size(), call.guard_arguments.size()); ++i)
    if (!parameters[i].guard.empty() && released.contains(parameters[i].guard)) result.insert(call.guard_arguments[i]);
  return result;
}

void Walk::visit(Site site, std::set<std::string> released, std::vector<Site> way) {
  if (!seen_.emplace(site, released).second) return;
  const auto& call = flow_.call(site);
  way.push_back(site);
  for (const auto& lock : call.held)
    if (!released.contains(lock.guard) && !released.contains(lock.mutex))
      found_.push_back({lock, is_certain(lock, site.function) && is_sound(way), way});
  released.insert(call.released.begin(), call.released.end());
  for (const auto& caller : flow_.callers(site.function))
    if (caller.in_place) visit(caller.call, seen_by_caller(caller, site.function, released), way);
}

void explain(const Flow& flow, const HeldAcross& held, Finding& finding) {
  const auto add = [&](Place place, std::string note) {
    if (place.line == 0) return;
    place.note = std::move(note);
    finding.locations.push_back(std::move(place));
  };
  add(flow.call(held.way.front()).at, "the downstream is called here");
  add(held.lock.at, "the lock is taken here");
  for (std::size_t i = 1; i < held.way.size(); ++i)
    add(flow.call(held.way[i]).at, i + 1 == held.way.size() ? "the call is made under the lock from here"
                                                            : "and from here");
}

/// The downstream calls to judge: a breaker's, or else the only candidate's.
std::vector<const Downstream*> judged_calls(const BreakerSearch& search) {
  std::vector<const Downstream*> result;
  for (const auto* breaker : search.complete()) result.push_back(&breaker->downstream);
  if (result.empty())
    for (const auto& downstream : search.downstreams) result.push_back(&downstream);
  return result;
}

}  // namespace

namespace {

/// A breaker that was found from its own state, whose call is of a callable that it is given.
Finding judge_machine(const RuleInput& input, const Machine& machine, Finding otherwise) {
  if (!machine.calls_within) return otherwise;
  const Event* made = nullptr;
  for (const auto& walked : machine.walked)
    for (const auto& way : walked->ways)
      for (const auto& event : way.events) {
        if (event.kind != EventKind::call || !event.certain) continue;
        const auto& call = input.flow.call(event.site);
        const bool unsure = std::ranges::any_of(Walk(input.flow).run(event.site), [](const HeldAcross& held) { return !held.certain; });
        if (unsure && event.locks.empty()) return otherwise;
        if (!event.locks.empty() && machine.is_whole(input.flow) && !unsure)
          return violated("A lock is held while " + call.name + " runs, so that one slow call makes every other thread wait.",
                          {noted(event.at, "the downstream is called here"),
                           noted(call.held.empty() ? Place{} : call.held.front().at, "the lock is taken here")});
        if (!event.locks.empty()) return otherwise;
        made = &event;
      }
  if (made == nullptr || !machine.is_whole(input.flow)) return otherwise;
  return satisfied("No lock is held while " + input.flow.call(made->site).name + " runs.",
                   {noted(made->at, "the downstream is called here, without a lock")});
}

Finding check_recognised_calls(const RuleInput& input);

}  // namespace

Finding check_lock_across_call(const RuleInput& input) {
  auto finding = check_recognised_calls(input);
  if (finding.verdict != Verdict::inconclusive) return finding;
  std::vector<Finding> findings;
  for (const auto& machine : input.roles.breakers().machines) findings.push_back(judge_machine(input, machine, finding));
  return worst_of(std::move(findings), finding);
}

namespace {

Finding check_recognised_calls(const RuleInput& input) {
  Finding finding;
  const auto calls = judged_calls(input.roles.breakers());
  const bool has_breaker = !input.roles.breakers().complete().empty();
  if (calls.empty()) {
    finding.message = "No call of a downstream was recognised in the submitted files.";
    return finding;
  }
  std::vector<HeldAcross> held;
  for (const auto* downstream : calls)
    for (const auto& site : downstream->calls) {
      auto found = Walk(input.flow).run(site);
      std::ranges::move(found, std::back_inserter(held));
    }
  const bool one_downstream = calls.size() == 1;
  const auto certain = std::ranges::find_if(held, &HeldAcross::certain);
  if (certain != held.end() && one_downstream) {
    finding.verdict = Verdict::violated;
    finding.message = "A lock is held while " + calls.front()->name +
                      " runs, so that one slow call makes every other thread wait.";
    explain(input.flow, *certain, finding);
  } else if (!held.empty()) {
    finding.message = "A lock may be held while the downstream is called; it could not be decided.";
    explain(input.flow, held.front(), finding);
  } else if (!has_breaker || !input.health.complete()) {
    finding.message = has_breaker ? "No lock was seen across the downstream call, and some of the code could not be read."
                                  : "Without a recognised circuit breaker it is not known which call is the downstream's.";
  } else {
    finding.verdict = Verdict::satisfied;
    finding.message = "No lock is held while " + calls.front()->name + " runs.";
    for (const auto& site : calls.front()->calls) {
      auto place = input.flow.call(site).at;
      place.note = "the downstream is called here, without a lock";
      finding.locations.push_back(std::move(place));
    }
  }
  return finding;
}

}  // namespace

}  // namespace assay::checks::circuit_breaker
