// Whether an outbox's messages are written together with the state that they tell of.
#include <algorithm>

#include "checks/roles/delivery_outbox.hpp"

namespace assay::checks {
namespace {

using Writing = Outbox::Writing;

class Judge {
 public:
  Judge(const Paths& paths, const Stores& stores, Outbox& outbox)
      : paths_(paths), flow_(paths.flow()), stores_(stores), outbox_(outbox) {
    for (unsigned f = 0; f < flow_.function_count(); ++f)
      for (unsigned c = 0; c < flow_.function(f).calls.size(); ++c) {
        const auto step = transaction_step(flow_, {f, c});
        if (step == TransactionStep::commit) commits_.push_back({f, c});
        if (step == TransactionStep::begin) begins_.push_back({f, c});
      }
  }

  bool run() {
    bool any = false;
    for (const auto& insert : outbox_.inserts) any = (is_text(insert) ? judge_text(insert) : judge_memory(insert)) || any;
    if (any) judge_around();
    return any;
  }

 private:
  bool is_text(Site insert) const {
    const auto accesses = stores_.at(insert);
    return !accesses.empty() && accesses.front()->is_sql;
  }
  bool judge_text(Site insert);
  bool judge_text(unsigned f, Site insert);
  bool judge_memory(Site insert);
  void judge_around();
  void note(Writing writing, const Place& state, const Place& apart);
  std::vector<unsigned> steps(unsigned f, const std::vector<Site>& sites, const std::set<unsigned>& without) const;
  [[nodiscard]] bool has_begin(unsigned f) const;

  const Paths& paths_;
  const Flow& flow_;
  const Stores& stores_;
  Outbox& outbox_;
  std::vector<Site> commits_;
  std::vector<Site> begins_;
};

void Judge::note(Writing writing, const Place& state, const Place& apart) {
  const bool worse = outbox_.writing == Writing::unknown || writing == Writing::apart || writing == Writing::around;
  if (!worse || outbox_.writing == Writing::apart) return;
  outbox_.writing = writing;
  outbox_.state_at = state;
  outbox_.apart_at = apart;
}

std::vector<unsigned> Judge::steps(unsigned f, const std::vector<Site>& sites, const std::set<unsigned>& without) const {
  std::vector<unsigned> result;
  for (const auto& site : sites)
    for (const unsigned step : paths_.steps_to(f, site))
      if (!without.contains(step)) result.push_back(step);
  return result;
}

/// A transaction is begun in the function, in one that it calls, or by who calls it.
bool Judge::has_begin(unsigned f) const {
  std::set<unsigned> seen{f};
  std::vector<unsigned> open{f};
  while (!open.empty() && seen.size() < 12) {
    const unsigned at = open.back();
    open.pop_back();
    if (std::ranges::any_of(begins_, [&](Site begin) { return paths_.runs(at, begin.function); })) return true;
    for (const auto& caller : flow_.callers(at))
      if (seen.insert(caller.call.function).second) open.push_back(caller.call.function);
  }
  return false;
}

bool Judge::judge_text(Site insert) {
  // The innermost function that writes both, from the insert's own upwards.
  std::set<unsigned> seen;
  std::vector<unsigned> open{insert.function};
  for (unsigned depth = 0; depth < 5 && !open.empty(); ++depth) {
    std::vector<unsigned> next;
    for (const unsigned f : open) {
      if (!seen.insert(f).second) continue;
      if (judge_text(f, insert)) return true;
      for (const auto& caller : flow_.callers(f)) next.push_back(caller.call.function);
    }
    open = std::move(next);
  }
  return false;
}

bool Judge::judge_text(unsigned f, Site insert) {
  for (const auto& access : stores_.all()) {
    const bool writes = access.use == StoreUse::put || access.use == StoreUse::update || access.use == StoreUse::erase;
    if (!access.is_sql || !writes || access.store == outbox_.store) continue;
    for (const unsigned state : paths_.steps_to(f, access.call))
      for (const unsigned message : paths_.steps_to(f, insert)) {
        if (state == message && access.call != insert) continue;
        const bool forth = paths_.leads(f, state, message);
        const bool back = paths_.leads(f, message, state);
        const bool at_once = access.call == insert;
        if (!forth && !back && !at_once) continue;
        const auto& calls = flow_.function(f).calls;
        const auto commits = steps(f, commits_, {state, message});
        const unsigned first = forth ? state : message;
        const unsigned second = forth ? message : state;
        // A step that commits what it writes itself is a transaction of its own.
        const auto closes = [&](unsigned step) {
          return std::ranges::any_of(flow_.targets({f, step}), [&](unsigned target) {
            return std::ranges::any_of(commits_, [&](Site commit) { return paths_.runs(target, commit.function); });
          });
        };
        const bool split = !at_once && !paths_.leads(f, first, second, commits);
        const bool own = !at_once && (closes(state) || closes(message));
        if (split || own) {
          Place between = calls[second].at;
          for (const unsigned commit : commits)
            if (paths_.leads(f, first, commit) && paths_.leads(f, commit, second)) between = calls[commit].at;
          note(Writing::apart, calls[state].at, between);
        } else {
          note(has_begin(f) || at_once ? Writing::same : Writing::unknown, calls[state].at, {});
        }
        return true;
      }
  }
  return false;
}

/// In memory: the state is another container's element, written in the function of the put.
bool Judge::judge_memory(Site insert) {
  const auto& function = flow_.function(insert.function);
  const auto& put = function.calls[insert.index];
  // A message is made here; what is only handed on is a queue's item.
  bool made = false;
  for (const auto& argument : put.arguments)
    for (const auto& literal : literals_in(trace(flow_, insert.function, argument, {.callers = false})))
      made = made || text_of(literal).has_value() || literal.starts_with("#");
  if (!made) return false;
  for (const auto& access : stores_.all()) {
    if (access.call.function != insert.function || access.store == outbox_.store || access.is_sql) continue;
    const bool element = flow_.call(access.call).simple == "operator[]" || flow_.call(access.call).simple == "at" ||
                         flow_.call(access.call).simple == "find";
    const bool changes = access.use == StoreUse::put || std::ranges::any_of(function.writes, [&](const Write& write) {
                           return write.storage == access.store && !write.initialises && !write.value.empty();
                         });
    if (!element || !changes || access.store.starts_with("local:")) continue;
    const auto& state = flow_.call(access.call);
    const bool together = std::ranges::any_of(state.held, [&](const HeldLock& lock) {
      return std::ranges::any_of(put.held, [&](const HeldLock& other) { return same_place(other.at, lock.at); });
    });
    if (together) note(Writing::same, state.at, {});
    else if (!state.held.empty() && !put.held.empty()) note(Writing::apart, state.at, put.at);
    else note(Writing::unknown, state.at, {});
    return true;
  }
  return false;
}

/// State that is committed and told of past the outbox, by the call that the relay sends with.
void Judge::judge_around() {
  const auto& send = flow_.call(outbox_.send);
  if (send.callee.empty()) return;
  for (unsigned f = 0; f < flow_.function_count(); ++f) {
    if (f == outbox_.relay || paths_.runs(f, outbox_.relay)) continue;
    const auto& calls = flow_.function(f).calls;
    for (unsigned c = 0; c < calls.size(); ++c) {
      if (calls[c].callee != send.callee) continue;
      for (const unsigned commit : steps(f, commits_, {c})) {
        if (!paths_.leads(f, commit, c)) continue;
        for (const auto& access : stores_.all()) {
          const bool writes = access.is_sql && access.store != outbox_.store &&
                              (access.use == StoreUse::put || access.use == StoreUse::update || access.use == StoreUse::erase);
          if (!writes) continue;
          for (const unsigned state : paths_.steps_to(f, access.call))
            if (paths_.leads(f, state, commit)) return note(Writing::around, calls[state].at, calls[c].at);
        }
      }
    }
  }
}

}  // namespace

bool judge_writing(const Paths& paths, const Stores& stores, Outbox& outbox) { return Judge(paths, stores, outbox).run(); }

}  // namespace assay::checks
