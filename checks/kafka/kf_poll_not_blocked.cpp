#include "checks/kafka/kf_poll_not_blocked.hpp"

#include <algorithm>
#include <array>

#include "checks/roles/kafka_paths.hpp"
#include "checks/roles/kafka_processing.hpp"

namespace assay::checks::kafka {
namespace {

bool waits(const Call& call) {
  static const std::set<std::string, std::less<>> sleeping{"sleep_for", "sleep_until", "sleep", "usleep", "nanosleep", "Sleep",
                                                          "msleep", "SleepFor", "SleepForMilliseconds"};
  static const std::set<std::string, std::less<>> reading{"getchar", "fgetc", "getch", "scanf"};
  if (call.kind == CallKind::construction || call.kind == CallKind::destruction) return false;
  if (call.simple == "getline") {
    // Of standard input; a stream of a text or a file ends.
    return !call.argument_types.empty() && call.argument_types.front().class_name == "std::basic_istream";
  }
  return sleeping.contains(call.simple) || reading.contains(call.simple);
}

class Judge {
 public:
  explicit Judge(const RuleInput& input)
      : input_(input), flow_(input.flow), paths_(input.flow), processing_(input.flow, *input.roles.kafka().vocabulary) {
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c)
        if (waits(flow_.call({f, c}))) waits_.insert({f, c});
    fetches_ = sites_of(input.roles.kafka().all(Act::fetch));
  }

  /// Looks at the loops around a call that fetches, and around the calls that lead to it.
  void look(Site site, unsigned depth) {
    if (depth > 4 || !seen_.insert(site).second) return;
    const auto point = paths_.point(site);
    const auto& order = paths_.order(site.function);
    const auto loops = point ? order.loops_around(*point) : std::vector<unsigned>{};
    if (flow_.function(site.function).damaged) unread = true;
    for (const unsigned number : loops) look_into(site, order.loops()[number]);
    if (!loops.empty()) looped = true;
    for (const auto& caller : flow_.callers(site.function)) look(caller.call, depth + 1);
  }

  std::vector<core::Location> bad, idle;
  bool looped = false;
  bool unread = false;

 private:
  void look_into(Site fetch, const Loop& loop) {
    for (const auto& call : paths_.calls_in(fetch.function, loop)) {
      if (call == fetch || !paths_.leads_to(call, waits_)) continue;
      const auto at = waiting_place(call);
      if (delays_messages(fetch, call)) bad.push_back(noted(at, "the poll loop waits here"));
      else idle.push_back(noted(at, "the loop waits here where there was no message"));
    }
  }

  Place waiting_place(Site call) const {
    if (waits_.contains(call)) return flow_.call(call).at;
    const auto functions = paths_.run_by(call);
    for (const auto& site : waits_)
      if (functions.contains(site.function)) return flow_.call(site).at;
    return flow_.call(call).at;
  }

  /// Each round waits, or one with a message does.
  bool delays_messages(Site fetch, Site wait) {
    const auto from = paths_.point(fetch);
    const auto to = paths_.point(wait);
    if (!from || !to) return false;
    const auto& order = paths_.order(fetch.function);
    for (const auto& use : processing_.uses(fetch.function)) {
      if (use == *to) return true;
      if (order.reaches(use, *to, std::array{*from}, {.exceptions = false, .repeats = true})) return true;
    }
    return flow_.call(wait).guards.size() <= flow_.call(fetch).guards.size();
  }

  const RuleInput& input_;
  const Flow& flow_;
  Paths paths_;
  Processing processing_;
  std::set<Site> waits_, fetches_, seen_;
};

core::Finding judge_producer(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  std::vector<core::Location> places;
  for (const Act act : {Act::serve, Act::flush})
    for (const auto& one : kafka.all(act)) places.push_back(noted(input.flow.call(one.site).at, "callbacks are served here"));
  if (kafka.has(Act::serve)) return satisfied("The producer is polled, so that its callbacks are served.", std::move(places));
  return cannot_tell("No loop that polls a Kafka consumer was recognised in the submitted files.", std::move(places));
}

}  // namespace

core::Finding check_poll_not_blocked(const RuleInput& input) {
  const auto& kafka = input.roles.kafka();
  const auto fetches = kafka.all(Act::fetch);
  if (fetches.empty()) return judge_producer(input);
  Judge judge(input);
  std::vector<core::Location> fetched;
  for (const auto& one : fetches) {
    judge.look(one.site, 0);
    fetched.push_back(noted(input.flow.call(one.site).at, "messages are fetched here"));
    if (input.flow.call(one.site).simple == "run") judge.looped = true;
  }
  if (!judge.bad.empty())
    return violated("The loop that polls also sleeps or waits for something else, so the consumer may be put out of its group; let poll itself wait.", std::move(judge.bad));
  if (!judge.looped) return cannot_tell("No loop that polls a Kafka consumer was recognised in the submitted files.", std::move(fetched));
  if (judge.unread) return cannot_tell("The loop that polls could not be read as a whole.", std::move(fetched));
  fetched.insert(fetched.end(), judge.idle.begin(), judge.idle.end());
  return satisfied("The loop that polls waits for nothing else while there are messages.", std::move(fetched));
}

}  // namespace assay::checks::kafka
