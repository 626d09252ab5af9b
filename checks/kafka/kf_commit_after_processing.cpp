#include "checks/kafka/kf_commit_after_processing.hpp"

#include <algorithm>

#include "checks/roles/kafka_paths.hpp"
#include "checks/roles/kafka_processing.hpp"
#include "checks/roles/kafka_results.hpp"

namespace assay::checks::kafka {
namespace {

constexpr Ways within_a_round{.exceptions = false, .repeats = false};

class Judge {
 public:
  explicit Judge(const RuleInput& input)
      : input_(input), flow_(input.flow), paths_(input.flow), processing_(input.flow, *input.roles.kafka().vocabulary) {
    for (const Act act : {Act::commit, Act::store})
      for (const auto& one : input.roles.kafka().all(act)) commits_.insert(one.site);
    fetches_ = sites_of(input.roles.kafka().all(Act::fetch));
  }

  std::vector<core::Finding> run() {
    for (const auto& site : commits_) judge(site, site, 0);
    return std::move(findings_);
  }

 private:
  /// A helper that only commits is judged where it is called.
  void judge(Site commit, Site site, unsigned depth) {
    if (depth > 4 || !seen_.insert({commit, site}).second) return;
    const auto uses = uses_in(site.function);
    const auto at = noted(flow_.call(commit).at, "the offset is committed here");
    if (uses.empty()) {
      const auto& callers = flow_.callers(site.function);
      for (const auto& caller : callers)
        if (caller.in_place) judge(commit, caller.call, depth + 1);
      if (callers.empty() || has_fetch(site.function)) findings_.push_back(cannot_tell("Where the messages are processed whose offsets are committed was not recognised.", {at}));
      return;
    }
    const auto point = paths_.point(site);
    if (flow_.function(site.function).damaged || !point)
      return findings_.push_back(cannot_tell("The function that commits could not be read as a whole.", {at}));
    findings_.push_back(order(site, *point, uses, at));
  }

  core::Finding order(Site site, Point commit, const std::vector<Point>& uses, const core::Location& at) {
    const auto& order = paths_.order(site.function);
    const auto fetches = points_of_fetches(site.function);
    bool after = false, certain = false, before = false;
    std::optional<Place> later;
    for (const auto& use : uses) {
      if (use == commit) continue;
      if (order.reaches(commit, use, fetches, within_a_round)) {
        after = true;
        later = place_of(site.function, use);
      }
      // The messages of a batch are processed in a loop of their own before all are committed.
      const bool batch = is_in_more_loops(order, use, commit);
      before = before || order.reaches(use, commit, fetches, batch ? Ways{.exceptions = false, .repeats = true} : within_a_round);
      certain = certain || order.dominates(use, commit);
    }
    const auto processed = noted(later.value_or(Place{}), "and the message is processed here");
    if (after && !before && !certain)
      return violated("The offset is committed before its message is processed, so a crash in between loses the message; commit last.", {at, processed});
    if (after) return cannot_tell("The message is worked with before and after its offset is committed.", {at, processed});
    if (!before) return cannot_tell("Where the message is processed whose offset is committed was not recognised.", {at});
    if (const auto failed = commits_failure(site, commit)) return *failed;
    if (is_queued(site.function))
      return violated("The offset is committed when its message was only put into a queue in memory, so a crash loses it; commit when it was processed.", {at});
    if (is_handed_on(site.function)) return cannot_tell("The message is handed on to other threads, and whether it is processed when its offset is committed is not known.", {at});
    return satisfied("The offset is committed once the message is processed.", {at, noted(place_of(site.function, uses.front()), "the message is processed here")});
  }

  static bool is_in_more_loops(const Order& order, Point use, Point commit) {
    const auto around = order.loops_around(commit);
    return std::ranges::any_of(order.loops_around(use), [&](unsigned loop) { return std::ranges::find(around, loop) == around.end(); });
  }

  /// Processing whose failure is caught or told, and followed by the commit all the same.
  std::optional<core::Finding> commits_failure(Site site, Point commit) {
    const auto& function = flow_.function(site.function);
    const auto& order = paths_.order(site.function);
    const auto at = noted(flow_.call(site).at, "the offset is committed here");
    for (const auto& handler : function.handlers) {
      if (handler.rethrows) continue;
      const Point begin{handler.block, 0};
      const bool reaches = begin.block == commit.block || order.reaches(begin, commit, points_of_fetches(site.function), within_a_round);
      if (!reaches || !catches_processing(site.function, begin)) continue;
      if (keeps_message(site.function, [&](Point point) { return order.dominates(begin, point) || point.block == begin.block; })) continue;
      return violated("A message whose processing failed is committed like one that succeeded, so it is lost; commit only after success, or put it aside first.",
                      {at, noted(handler.at, "the failure is caught here")});
    }
    for (unsigned k = 0; k < function.conditions.size(); ++k) {
      const auto& condition = function.conditions[k];
      if (condition.kind != ConditionKind::branch || !tells_outcome(site.function, condition.value)) continue;
      const auto yes = order.after({k, 0}), no = order.after({k, 1});
      if (!yes || !no) continue;
      const auto leads = [&](Point from) { return from == commit || from.block == commit.block || order.reaches(from, commit, points_of_fetches(site.function), within_a_round); };
      if (!leads(*yes) || !leads(*no) || is_step_of_both(order, *yes, *no)) continue;
      if (keeps_message(site.function, [&](Point point) { return under(point, site.function, k); })) continue;
      if (!has_steps_under(site.function, k)) continue;
      return violated("Whether processing succeeded is asked, and the offset is committed either way; commit only after success, or put the message aside first.",
                      {at, noted(condition.at, "the outcome is asked for here")});
    }
    return std::nullopt;
  }

  static bool is_step_of_both(const Order&, Point yes, Point no) { return yes == no; }

  /// The processing calls may end in this handler.
  bool catches_processing(unsigned function, Point handler) {
    const auto& order = paths_.order(function);
    return std::ranges::any_of(processing_.calls(function), [&](Site use) {
      const auto point = paths_.point(use);
      return point && flow_.call(use).in_try && order.reaches(*point, handler, {}, {.exceptions = true, .repeats = false});
    });
  }

  bool under(Point point, unsigned function, unsigned condition) const {
    const auto& facts = flow_.function(function);
    for (const auto& step : facts.blocks[point.block].steps)
      if (step.kind == StepKind::call)
        return std::ranges::any_of(facts.calls[step.index].guards, [&](const Guard& guard) { return guard.condition == condition; });
    return false;
  }

  bool has_steps_under(unsigned function, unsigned condition) const {
    return std::ranges::any_of(flow_.function(function).calls, [&](const Call& call) {
      return std::ranges::any_of(call.guards, [&](const Guard& guard) { return guard.condition == condition; });
    });
  }

  /// Something there is given the message, or writes or produces: it is put aside.
  template <typename Where>
  bool keeps_message(unsigned function, const Where& where) {
    const auto& facts = flow_.function(function);
    for (unsigned c = 0; c < facts.calls.size(); ++c) {
      const Site site{function, c};
      const auto point = paths_.point(site);
      if (!point || !where(*point)) continue;
      const auto use = input_.roles.kafka().vocabulary->use_of(site);
      if (use && use->act == Act::produce) return true;
      if (use || facts.calls[c].kind == CallKind::destruction) continue;
      if (processing_.is_given_message(site) && (!flow_.targets(site).empty() || facts.calls[c].kind == CallKind::indirect || !facts.calls[c].of_std) &&
          facts.calls[c].record.find("Message") == std::string::npos)
        return true;
      for (const unsigned below : paths_.run_by(site))
        for (const auto& produce : input_.roles.kafka().all(Act::produce))
          if (produce.site.function == below) return true;
    }
    return false;
  }

  /// A truth value or code that a processing call of the submission's gave back.
  bool tells_outcome(unsigned function, const Value& value) {
    const auto& facts = flow_.function(function);
    return std::ranges::any_of(processing_.calls(function), [&](Site use) {
      const auto& type = facts.calls[use.index].type;
      if (flow_.targets(use).empty() || (!type.is_bool && !type.is_number && !type.is_enum)) return false;
      if (holds(value, SourceKind::result, use.index)) return true;
      return std::ranges::any_of(value, [&](const Source& source) {
        return source.kind == SourceKind::compare && source.index < facts.compares.size() &&
               (holds(facts.compares[source.index].left, SourceKind::result, use.index) || holds(facts.compares[source.index].right, SourceKind::result, use.index));
      });
    });
  }

  /// All that is done with the message is to put it where another thread takes it from.
  bool is_queued(unsigned function) {
    const auto calls = processing_.calls(function);
    return !calls.empty() && std::ranges::all_of(calls, [&](Site use) {
      const auto& targets = flow_.targets(use);
      return !targets.empty() && std::ranges::all_of(targets, [&](unsigned target) { return queues(target); });
    });
  }

  bool queues(unsigned function) const {
    const auto& calls = flow_.function(function).calls;
    const bool keeps = std::ranges::any_of(calls, [](const Call& inner) {
      return inner.of_std && (inner.simple.starts_with("push") || inner.simple.starts_with("emplace"));
    });
    return keeps && std::ranges::any_of(calls, [](const Call& inner) {
      return inner.of_std && (inner.simple == "notify_one" || inner.simple == "notify_all" || inner.simple == "release");
    });
  }

  /// It is given as a function to somebody who may run it later.
  bool is_handed_on(unsigned function) {
    const auto calls = processing_.calls(function);
    return !calls.empty() && std::ranges::all_of(calls, [&](Site use) {
      const auto& call = flow_.call(use);
      return !call.runs.empty() && (!call.runs_in_place || !flow_.targets(use).empty());
    });
  }

  std::vector<Point> uses_in(unsigned function) {
    std::vector<Point> result;
    for (const auto& use : processing_.uses(function)) result.push_back(use);
    // A call that itself commits is judged in there.
    std::erase_if(result, [&](const Point& point) {
      return std::ranges::any_of(processing_.calls(function), [&](Site use) {
        return paths_.point(use) == point && paths_.leads_to(use, commits_) && !processes_below(use);
      });
    });
    return result;
  }

  bool processes_below(Site call) {
    const auto functions = paths_.run_by(call);
    return std::ranges::any_of(functions, [&](unsigned function) { return !processing_.uses(function).empty(); });
  }

  std::vector<Point> points_of_fetches(unsigned function) const {
    std::vector<Point> result;
    for (const auto& fetch : fetches_)
      if (fetch.function == function)
        if (const auto point = paths_.point(fetch)) result.push_back(*point);
    return result;
  }

  bool has_fetch(unsigned function) const {
    return std::ranges::any_of(fetches_, [&](const Site& fetch) { return fetch.function == function; });
  }

  Place place_of(unsigned function, Point point) const {
    const auto& facts = flow_.function(function);
    if (point.block < facts.blocks.size() && point.step < facts.blocks[point.block].steps.size()) {
      const auto& step = facts.blocks[point.block].steps[point.step];
      if (step.kind == StepKind::call) return facts.calls[step.index].at;
      if (step.kind == StepKind::write) return facts.writes[step.index].at;
    }
    return facts.at;
  }

  const RuleInput& input_;
  const Flow& flow_;
  Paths paths_;
  Processing processing_;
  std::set<Site> commits_, fetches_;
  std::set<std::pair<Site, Site>> seen_;
  std::vector<core::Finding> findings_;
};

}  // namespace

core::Finding check_commit_after_processing(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  const auto absent = cannot_tell("No commit of a Kafka consumer's offset was recognised in the submitted files.");
  if (!kafka.consumes()) return absent;
  return worst_of(Judge(input).run(), absent);
}

}  // namespace assay::checks::kafka
