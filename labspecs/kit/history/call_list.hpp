#pragma once

#include <cstddef>
#include <vector>

#include "history/search.hpp"

namespace assay::kit::history {

/// The calls and returns of the required operations that are not placed yet, in the order of time: a
/// doubly linked list, from which operations are lifted and put back.
class CallList {
 public:
  /// An entry's number; `head` stands before all of them, and comes after the last one.
  using Entry = std::size_t;
  static constexpr Entry head = 0;

  CallList(const std::vector<Interval>& intervals, const std::vector<Bond>& bonds);

  [[nodiscard]] Entry first() const { return links_[head].next; }
  [[nodiscard]] Entry next(Entry entry) const { return links_[entry].next; }
  [[nodiscard]] bool is_return(Entry entry) const { return links_[entry].is_return; }
  [[nodiscard]] std::size_t operation(Entry entry) const { return links_[entry].operation; }
  [[nodiscard]] Entry call_of(std::size_t operation) const { return calls_[operation]; }

  void lift(std::size_t operation);
  /// In the reverse order of lifting.
  void put_back(std::size_t operation);

 private:
  struct Link {
    Entry before = head;
    Entry next = head;
    std::size_t operation = 0;
    bool is_return = false;
  };
  void take_out(Entry entry);
  void put_in(Entry entry);

  std::vector<Link> links_{1};
  std::vector<Entry> calls_;  // of each operation
  std::vector<Entry> returns_;
};

}  // namespace assay::kit::history
