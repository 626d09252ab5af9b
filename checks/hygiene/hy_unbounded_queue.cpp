#include "checks/hygiene/hy_unbounded_queue.hpp"

#include <algorithm>
#include <array>

#include "checks/roles/held_locks.hpp"
#include "checks/roles/library.hpp"

namespace assay::checks::hygiene {
namespace {

template <std::size_t Count>
bool among(const std::array<std::string_view, Count>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

bool is_container(const Type& type) {
  static constexpr std::array<std::string_view, 6> names{"std::queue", "std::deque", "std::list", "std::vector", "std::priority_queue", "std::forward_list"};
  return among(names, type.class_name);
}

bool pushes(const Call& call) {
  static constexpr std::array<std::string_view, 6> names{"push", "push_back", "emplace", "emplace_back", "push_front", "emplace_front"};
  return call.of_std && among(names, call.simple);
}

bool pops(const Call& call) {
  static constexpr std::array<std::string_view, 6> names{"pop", "pop_front", "pop_back", "erase", "swap", "exchange"};
  return call.of_std && among(names, call.simple);
}

bool asks_for_size(const Call& call) {
  return call.simple == "size" || call.simple == "full" || call.simple == "capacity" || call.simple == "try_acquire" ||
         (call.simple == "acquire" && call.of_std);
}

/// A queue by its storage: who adds to it and who takes from it.
struct Queue {
  std::vector<Site> pushed;
  std::vector<Site> popped;
};

class QueueReader {
 public:
  explicit QueueReader(const Flow& flow) : flow_(flow) {}

  std::map<std::string, Queue> run();
  bool is_shared(const Queue& queue) const;
  bool is_limited(const std::string& storage, const Queue& queue) const;

 private:
  std::set<std::string> containers_in(Site site) const;
  bool mentions(Site call, const std::string& storage) const;
  bool limits(unsigned function, const std::string& storage, unsigned depth) const;
  const Flow& flow_;
};

std::set<std::string> QueueReader::containers_in(Site site) const {
  const auto& call = flow_.call(site);
  std::set<std::string> result;
  auto origins = flow_.reach(site.function, call.receiver, {});
  if (call.simple == "exchange" || call.simple == "swap")
    for (const auto& argument : call.arguments) origins.merge(flow_.reach(site.function, argument, {}));
  for (const auto& storage : storages_in(origins)) {
    const auto known = flow_.facts().storages.find(storage);
    if (known == flow_.facts().storages.end() || known->second.shared_local) continue;
    const bool held = is_container(known->second.type) ||
                      std::ranges::any_of(known->second.type.argument_names, [](const std::string& name) {
                        return is_container(Type{.name = name, .class_name = name.substr(0, name.find('<'))});
                      });
    if (held || is_container(call.receiver_type)) result.insert(storage);
  }
  return result;
}

std::map<std::string, Queue> QueueReader::run() {
  std::map<std::string, Queue> result;
  for (unsigned f = 0; f < flow_.function_count(); ++f)
    for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c) {
      const auto& call = flow_.call({f, c});
      const bool adds = pushes(call);
      if (!adds && !pops(call)) continue;
      for (const auto& storage : containers_in({f, c})) (adds ? result[storage].pushed : result[storage].popped).push_back({f, c});
    }
  return result;
}

/// Both sides hold a lock.
bool QueueReader::is_shared(const Queue& queue) const {
  const auto locked = [&](Site site) { return !locks_around(flow_, site).empty(); };
  return std::ranges::any_of(queue.pushed, locked) && std::ranges::any_of(queue.popped, locked);
}

bool QueueReader::mentions(Site site, const std::string& storage) const {
  return storages_in(flow_.reach(site.function, flow_.call(site).receiver, {})).contains(storage);
}

/// A size is asked for, the oldest entry is dropped, or room is waited for, where it is pushed.
bool QueueReader::limits(unsigned function, const std::string& storage, unsigned depth) const {
  for (unsigned c = 0; c < flow_.function(function).calls.size(); ++c) {
    const Site site{function, c};
    const auto& call = flow_.call(site);
    if (asks_for_size(call) && (mentions(site, storage) || !call.of_std || call.simple.ends_with("acquire"))) return true;
    if (pops(call) && mentions(site, storage)) return true;
    if (call.simple == "wait" || library::waits_with_limit(call)) return true;
    if (depth == 0) continue;
    for (const auto* some : {&flow_.targets(site), &flow_.handed(site)})
      for (const unsigned inner : *some)
        if (inner != function && limits(inner, storage, depth - 1)) return true;
  }
  return false;
}

bool QueueReader::is_limited(const std::string& storage, const Queue& queue) const {
  return std::ranges::all_of(queue.pushed, [&](Site site) {
    if (limits(site.function, storage, 2)) return true;
    const auto& callers = flow_.callers(site.function);
    return !callers.empty() && std::ranges::any_of(callers, [&](const Caller& caller) { return limits(caller.call.function, storage, 0); });
  });
}

}  // namespace

core::Finding check_unbounded_queue(const RuleInput& input) {
  QueueReader reader(input.flow);
  std::vector<core::Finding> findings;
  for (const auto& [storage, queue] : reader.run()) {
    const bool apart = std::ranges::any_of(queue.pushed, [&](Site push) {
      return std::ranges::any_of(queue.popped, [&](Site pop) { return pop.function != push.function; });
    });
    if (!apart || !reader.is_shared(queue)) continue;
    std::vector<core::Location> places;
    for (const auto& site : queue.pushed) places.push_back(noted(input.flow.call(site).at, "added here"));
    for (const auto& site : queue.popped) places.push_back(noted(input.flow.call(site).at, "taken here"));
    const auto& name = input.flow.facts().storages.at(storage).name;
    std::vector<unsigned> functions;
    for (const auto& site : queue.pushed) functions.push_back(site.function);
    if (reader.is_limited(storage, queue))
      findings.push_back(satisfied("The queue " + name + " has a limit.", std::move(places)));
    else if (is_whole(input.flow, functions))
      findings.push_back(violated("The queue " + name + " grows without limit when its consumer is slow; test its size before adding to it.",
                                  std::move(places)));
    else
      findings.push_back(cannot_tell("Whether the queue " + name + " has a limit could not be read.", std::move(places)));
  }
  return worst_of(std::move(findings), cannot_tell("No queue between threads was recognised in the submitted files."));
}

}  // namespace assay::checks::hygiene
