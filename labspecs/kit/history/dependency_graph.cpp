#include "history/dependency_graph.hpp"

#include <algorithm>
#include <limits>

namespace assay::kit::history {
namespace {

class KeyArcs {
 public:
  KeyArcs(const ListIndex& index, const std::string& name, const ListKey& key, DependencyGraph& graph)
      : index_(index), name_(name), key_(key), graph_(graph) {
    for (const auto& element : key_.order) writers_.push_back(effective_writer(element));
  }

  void add() {
    find_unseen();
    for (std::size_t i = 0; i + 1 < writers_.size(); ++i) add_arc(writers_[i], writers_[i + 1], Dependency::ww);
    if (!writers_.empty()) {
      for (const std::size_t writer : unseen_) add_arc(writers_.back(), writer, Dependency::ww);
    }
    for (const SeenList& read : key_.reads) add_read(read);
  }

 private:
  [[nodiscard]] std::size_t effective_writer(const std::string& element) const {
    const auto writer = key_.writers.find(element);
    if (writer == key_.writers.end() || writer->second.transaction == Writer::nobody) return Writer::nobody;
    return index_.effective(writer->second.transaction) ? writer->second.transaction : Writer::nobody;
  }

  /// Who appended what no list shows: it comes after all that any shows. Where the final list is
  /// known it is lost, and comes nowhere.
  void find_unseen() {
    if (key_.final_list != nullptr) return;
    for (const auto& [transaction, elements] : key_.appends) {
      const bool seen = std::ranges::find(writers_, transaction) != writers_.end();
      if (!seen && index_.effective(transaction)) unseen_.push_back(transaction);
    }
  }

  void add_read(const SeenList& read) {
    if (!key_.in_order(*read.elements)) return;
    const std::size_t version = read.elements->size();
    if (version > 0) {
      if (writers_[version - 1] == read.reader) return;  // what comes next comes after its append, too
      add_arc(writers_[version - 1], read.reader, Dependency::wr);
    }
    if (version < writers_.size()) {
      add_arc(read.reader, writers_[version], Dependency::rw);
    } else {
      for (const std::size_t writer : unseen_) add_arc(read.reader, writer, Dependency::rw);
    }
  }

  void add_arc(std::size_t from, std::size_t to, Dependency dependency) {
    if (from == to || from == Writer::nobody || to == Writer::nobody) return;
    graph_[from].push_back({to, dependency, &name_});
  }

  const ListIndex& index_;
  const std::string& name_;
  const ListKey& key_;
  DependencyGraph& graph_;
  std::vector<std::size_t> writers_;  // of the order's elements
  std::vector<std::size_t> unseen_;
};

/// Only the arcs that the others do not imply: from those that returned after the last one began
/// that itself ended before.
void add_real_time(const ListIndex& index, DependencyGraph& graph) {
  struct Ended {
    core::Duration returned, last_begin;  // of all up to this one
    std::size_t transaction;
  };
  const auto& transactions = index.transactions();
  std::vector<Ended> ended;
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    if (transactions[i].fate != Fate::committed || !transactions[i].returned) continue;
    ended.push_back({*transactions[i].returned, transactions[i].invoked, i});
  }
  std::ranges::sort(ended, [](const Ended& a, const Ended& b) {
    return a.returned != b.returned ? a.returned < b.returned : a.transaction < b.transaction;
  });
  for (std::size_t i = 1; i < ended.size(); ++i) ended[i].last_begin = std::max(ended[i].last_begin, ended[i - 1].last_begin);
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    if (!index.effective(i)) continue;
    auto before = std::ranges::lower_bound(ended, transactions[i].invoked, {}, &Ended::returned);
    if (before == ended.begin()) continue;
    const core::Duration implied = std::prev(before)->last_begin;
    while (before != ended.begin() && std::prev(before)->returned >= implied) {
      --before;
      graph[before->transaction].push_back({i, Dependency::real_time, nullptr});
    }
  }
}

std::string last_of(const Elements& elements) { return elements.empty() ? "nothing" : elements.back(); }

/// The read by which the arc came, and what it ended with.
std::string read_of(const ListKey& key, std::size_t reader) {
  for (const SeenList& read : key.reads) {
    if (read.reader == reader && key.in_order(*read.elements)) return last_of(*read.elements);
  }
  return "nothing";
}

}  // namespace

DependencyGraph dependencies(const ListIndex& index, bool real_time) {
  DependencyGraph graph(index.transactions().size());
  for (const auto& [name, key] : index.keys()) KeyArcs(index, name, key, graph).add();
  if (real_time) add_real_time(index, graph);
  return graph;
}

std::string reason_of(const ListIndex& index, std::size_t from, const Arc& arc) {
  const std::string first = name_of(from);
  const std::string second = name_of(arc.to);
  if (arc.key == nullptr) return second + " began after " + first + " had ended";
  const ListKey& key = index.keys().at(*arc.key);
  switch (arc.dependency) {
    case Dependency::ww: return second + " appended to " + *arc.key + " after " + first + " did";
    case Dependency::wr: return second + " read " + *arc.key + " with what " + first + " appended";
    case Dependency::rw: return first + " read " + *arc.key + " up to " + read_of(key, from) + ", without what " + second + " appended";
    case Dependency::real_time: break;
  }
  return {};
}

}  // namespace assay::kit::history
