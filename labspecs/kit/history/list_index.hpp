#pragma once

#include <cstddef>
#include <limits>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "history/list_append.hpp"

namespace assay::kit::history {

/// A committed transaction's read whose result is known.
struct SeenList {
  std::size_t reader = 0;
  const Elements* elements = nullptr;
};

/// Who wrote an element.
struct Writer {
  static constexpr std::size_t nobody = std::numeric_limits<std::size_t>::max();

  std::size_t transaction = nobody;  ///< `nobody`: it was there at first
  std::size_t nth = 0;               ///< of the transaction's elements of this key, from 0
};

/// What is known of one key.
struct ListKey {
  std::map<std::string, Writer> writers;
  std::map<std::size_t, Elements> appends;  ///< each transaction's, in its order
  std::vector<SeenList> reads;
  const Elements* first = nullptr;       ///< what it held before
  const Elements* final_list = nullptr;  ///< what it holds in the end; null: not known
  Elements order;                        ///< the longest list that was seen, without repetitions

  /// Whether a list is a beginning of `order`.
  [[nodiscard]] bool in_order(const Elements& elements) const;
};

/// What transactions say, by key. Holds references to them.
class ListIndex {
 public:
  ListIndex(const std::vector<Transaction>& transactions, const ListAppendOptions& options);
  ListIndex(const ListIndex&) = delete;
  ListIndex& operator=(const ListIndex&) = delete;

  [[nodiscard]] const std::map<std::string, ListKey>& keys() const { return keys_; }
  [[nodiscard]] const std::vector<Transaction>& transactions() const { return transactions_; }

  /// Whether it took effect: it is committed, or its fate is unknown and someone saw an element of it.
  [[nodiscard]] bool effective(std::size_t transaction) const { return effective_[transaction]; }

 private:
  void gather(std::size_t index);
  void find_effective();

  const std::vector<Transaction>& transactions_;
  std::map<std::string, ListKey> keys_;
  std::vector<bool> effective_;
};

/// "T3": what texts call a transaction.
[[nodiscard]] std::string name_of(std::size_t transaction);

}  // namespace assay::kit::history
