// Transactions that append to lists and read whole lists, and what is wrong with them.
//
// Theory of operation, after K. Kingsbury and P. Alvaro ("Elle: inferring isolation anomalies from
// experimental observations", VLDB 2020). As each element is appended once in all, whoever reads a
// list sees who wrote each of its versions and in what order. From that follows who depends on whom:
//
//   ww  whose element stands directly before mine
//   wr  whose version I have read
//   rw  I have read the version that another's element came directly after
//
// (A. Adya's dependencies), and in real time, if asked for, who ended before I began. Where
// transactions happen one after the other these form no cycle; which kind of cycle there is says
// which guarantee is broken.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "core/duration.hpp"

namespace assay::kit::history {

using Elements = std::vector<std::string>;

struct ListAppend {
  std::string key;
  std::string element;  ///< appended to this key once in all transactions
};

struct ListRead {
  std::string key;
  std::optional<Elements> elements;  ///< nothing: what it read is not known
};

using Micro = std::variant<ListAppend, ListRead>;

enum class Fate {
  committed,
  aborted,  ///< it had no effect
  unknown,  ///< committed or aborted
};

struct Transaction {
  unsigned client = 0;
  core::Duration invoked{};
  std::optional<core::Duration> returned;  ///< nothing: never
  Fate fate = Fate::unknown;
  std::vector<Micro> micros;  ///< in the order in which it did them
};

enum class AnomalyKind {
  unknown_element,  ///< a read saw what nobody has appended
  duplicate,        ///< a list has an element twice
  incompatible_order,  ///< two reads of a list, neither of which is the beginning of the other
  internal,         ///< a transaction's read contradicts what it did or read before
  aborted_read,     ///< G1a: a read saw an element of an aborted transaction
  intermediate_read,  ///< G1b: a committed read ends between two elements of one transaction
  lost_append,      ///< committed, and not in the final list
  fractured,        ///< in the final lists, a part of a transaction is there and a part is not
  g0,               ///< a cycle of ww
  g1c,              ///< a cycle of ww and wr
  g_single,         ///< a cycle with one rw
  g2,               ///< a cycle with several rw
};

/// "aborted read (G1a)", "lost append", "write cycle (G0)", …
[[nodiscard]] std::string to_string(AnomalyKind kind);

enum class Dependency { ww, wr, rw, real_time };

/// "ww", "wr", "rw", "rt"
[[nodiscard]] std::string to_string(Dependency dependency);

/// `to` has to come after `from`. Transactions are told by their index.
struct DependencyEdge {
  std::size_t from = 0;
  std::size_t to = 0;
  Dependency dependency = Dependency::ww;
  std::string key;  ///< empty for real time
  std::string why;  ///< "T2 appended b to x directly after T1's a"
};

struct Anomaly {
  AnomalyKind kind = AnomalyKind::g2;
  std::string key;                         ///< whose list it is about; empty for a cycle
  std::vector<std::size_t> transactions;   ///< the ones that it takes, ascending; of a cycle in its order
  std::vector<DependencyEdge> cycle;       ///< each begins where the one before ends
  std::string what;                        ///< one sentence
};

struct ListAppendOptions {
  /// Also look for orders that contradict real time (strict serializability). A cycle with such an
  /// edge has its kind by its other edges.
  bool real_time = false;
  /// What each key holds after all transactions, where the judge has read it itself; it is trusted. A
  /// key that is not there is not looked at, one that is there and empty is.
  std::map<std::string, Elements> final_lists;
  /// What keys held before the first transaction; any other was empty.
  std::map<std::string, Elements> initial_lists;
};

struct ListAppendResult {
  std::vector<Anomaly> anomalies;  ///< in the order of their kinds, then of their first transaction

  [[nodiscard]] bool ok() const { return anomalies.empty(); }
};

/// Of each cycle kind, one anomaly for each strongly connected part of the graph, with the shortest
/// cycle of that kind that was found in it. Takes time linear in the history but for the search of
/// the shortest cycle, which looks at no more than 1,000 places to begin. The same for the same
/// history.
[[nodiscard]] ListAppendResult check_list_append(const std::vector<Transaction>& transactions,
                                                 const ListAppendOptions& options = {});

}  // namespace assay::kit::history
