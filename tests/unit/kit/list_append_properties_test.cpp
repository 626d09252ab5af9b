// Transactions that really happened one after the other, and such in which one thing is wrong.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "history/dependency_graph.hpp"
#include "history/list_append.hpp"

namespace assay::kit::history {
namespace {

namespace gen = rc::gen;

struct Execution {
  std::vector<Transaction> transactions;
  std::map<std::string, Elements> lists;
};

std::string some_key() { return std::string(1, *gen::inRange('u', 'z')); }

/// Transactions that take effect one after the other, each at a moment of its own between its
/// invocation and its return; some abort, of some the fate is not known.
Execution serial(std::size_t most) {
  Execution execution;
  const auto count = *gen::inRange<std::size_t>(1, most);
  for (std::size_t i = 0; i < count; ++i) {
    const auto moment = static_cast<int>(10 * i);
    Transaction made{.client = static_cast<unsigned>(i % 3),
                     .invoked = core::Duration(moment - *gen::inRange(0, 40)),
                     .returned = core::Duration(moment + *gen::inRange(0, 40)),
                     .fate = *gen::element(Fate::committed, Fate::committed, Fate::committed, Fate::aborted, Fate::unknown)};
    const bool happens = made.fate == Fate::committed || (made.fate == Fate::unknown && *gen::arbitrary<bool>());
    auto lists = execution.lists;
    for (int micro = *gen::inRange(1, 5), n = 0; n < micro; ++n) {
      const std::string key = some_key();
      if (*gen::arbitrary<bool>()) {
        made.micros.emplace_back(ListRead{key, lists[key]});
      } else {
        const std::string element = std::to_string(i) + "." + std::to_string(n);
        lists[key].push_back(element);
        made.micros.emplace_back(ListAppend{key, element});
      }
    }
    if (happens) execution.lists = lists;
    execution.transactions.push_back(std::move(made));
  }
  return execution;
}

/// Whether some order of the transactions explains every read: tried one by one.
bool some_order_explains(const std::vector<Transaction>& transactions, std::map<std::string, Elements> lists = {},
                         std::set<std::size_t> done = {}) {
  bool complete = true;
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    if (done.contains(i) || transactions[i].fate == Fate::aborted) continue;
    if (transactions[i].fate == Fate::committed) complete = false;
    auto after = lists;
    const bool fits = std::ranges::all_of(transactions[i].micros, [&](const Micro& micro) {
      if (const auto* append = std::get_if<ListAppend>(&micro)) return after[append->key].push_back(append->element), true;
      const auto& read = std::get<ListRead>(micro);
      return transactions[i].fate != Fate::committed || !read.elements || after[read.key] == *read.elements;
    });
    if (!fits) continue;
    auto with = done;
    with.insert(i);
    if (some_order_explains(transactions, after, with)) return true;
  }
  return complete;
}

RC_GTEST_PROP(ListAppendProperties, FindNothingInWhatHappenedOneAfterTheOther, ()) {
  const auto [transactions, lists] = serial(40);
  ListAppendOptions options{.real_time = true};
  for (const char* key : {"u", "v", "w", "x", "y"}) {
    const auto known = lists.find(key);
    options.final_lists[key] = known == lists.end() ? Elements{} : known->second;
  }
  const auto with = check_list_append(transactions, options);
  for (const auto& anomaly : with.anomalies) RC_LOG() << to_string(anomaly.kind) << ": " << anomaly.what << "\n";
  RC_ASSERT(with.ok());
  RC_ASSERT(check_list_append(transactions, {.real_time = true}).ok());
}

/// Takes an element from a read, or puts one in.
bool corrupt_a_read(std::vector<Transaction>& transactions) {
  std::vector<Elements*> reads;
  for (auto& transaction : transactions) {
    if (transaction.fate != Fate::committed) continue;
    for (auto& micro : transaction.micros) {
      if (auto* read = std::get_if<ListRead>(&micro)) reads.push_back(&*read->elements);
    }
  }
  if (reads.empty()) return false;
  Elements& elements = **gen::elementOf(reads);
  const auto at = *gen::inRange<std::size_t>(0, elements.size() + 1);
  if (at == elements.size()) {
    elements.push_back(std::to_string(*gen::inRange(0, 6)) + "." + std::to_string(*gen::inRange(0, 4)));
  } else {
    elements.erase(elements.begin() + static_cast<std::ptrdiff_t>(at));
  }
  return true;
}

RC_GTEST_PROP(ListAppendProperties, FindSomethingOnlyWhereNoOrderExplainsTheReads, ()) {
  auto transactions = serial(7).transactions;
  RC_PRE(corrupt_a_read(transactions));
  const bool explained = some_order_explains(transactions);
  const bool ok = check_list_append(transactions).ok();
  RC_CLASSIFY(!ok, "anomaly");
  RC_CLASSIFY(ok && !explained, "missed");
  // Not the other way round: where nobody reads who was first, nothing can be inferred.
  if (!ok) RC_ASSERT(!explained);
}

RC_GTEST_PROP(ListAppendProperties, FindEveryCommittedAppendThatIsTakenFromTheFinalLists, ()) {
  auto [transactions, lists] = serial(20);
  std::erase_if(lists, [](const auto& list) { return list.second.empty(); });
  RC_PRE(!lists.empty());
  auto& victim = std::next(lists.begin(), *gen::inRange<std::ptrdiff_t>(0, static_cast<std::ptrdiff_t>(lists.size())))->second;
  const std::string lost = victim.back();
  const auto writer = static_cast<std::size_t>(std::stoul(lost));
  RC_PRE(transactions[writer].fate == Fate::committed);
  victim.pop_back();
  const auto result = check_list_append(transactions, {.final_lists = lists});
  RC_ASSERT(std::ranges::any_of(result.anomalies, [&](const Anomaly& anomaly) {
    return (anomaly.kind == AnomalyKind::lost_append || anomaly.kind == AnomalyKind::fractured) &&
           anomaly.transactions == std::vector<std::size_t>{writer};
  }));
}

RC_GTEST_PROP(ListAppendProperties, ShowCyclesWhoseEdgesJoin, ()) {
  auto transactions = serial(20).transactions;
  RC_PRE(corrupt_a_read(transactions));
  for (const auto& anomaly : check_list_append(transactions, {.real_time = true}).anomalies) {
    for (std::size_t i = 0; i < anomaly.cycle.size(); ++i) {
      RC_ASSERT(anomaly.cycle[i].to == anomaly.cycle[(i + 1) % anomaly.cycle.size()].from);
    }
    const auto anti = std::ranges::count(anomaly.cycle, Dependency::rw, &DependencyEdge::dependency);
    if (anomaly.kind == AnomalyKind::g_single) RC_ASSERT(anti == 1);
    if (anomaly.kind == AnomalyKind::g2) RC_ASSERT(anti >= 2);
    if (anomaly.kind == AnomalyKind::g0 || anomaly.kind == AnomalyKind::g1c) RC_ASSERT(anti == 0);
  }
}

}  // namespace
}  // namespace assay::kit::history
