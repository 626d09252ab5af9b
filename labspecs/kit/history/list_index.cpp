#include "history/list_index.hpp"

#include <algorithm>
#include <ranges>

namespace assay::kit::history {
namespace {

Elements without_repetitions(const Elements& elements) {
  Elements kept;
  std::set<std::string> seen;
  for (const auto& element : elements) {
    if (seen.insert(element).second) kept.push_back(element);
  }
  return kept;
}

/// The final list decides where it is known, unless a read goes on where it ends: what it lacks is lost
/// and has been there.
Elements order_of(const ListKey& key) {
  const Elements* longest = key.final_list != nullptr ? key.final_list : key.first;
  for (const SeenList& read : key.reads) {
    if (longest == nullptr) longest = read.elements;
    if (read.elements->size() <= longest->size()) continue;
    if (key.final_list == nullptr || std::ranges::equal(*longest, *read.elements | std::views::take(longest->size()))) {
      longest = read.elements;
    }
  }
  return longest == nullptr ? Elements{} : without_repetitions(*longest);
}

}  // namespace

bool ListKey::in_order(const Elements& elements) const {
  return elements.size() <= order.size() && std::ranges::equal(elements, order | std::views::take(elements.size()));
}

ListIndex::ListIndex(const std::vector<Transaction>& transactions, const ListAppendOptions& options)
    : transactions_(transactions), effective_(transactions.size()) {
  for (const auto& [name, list] : options.initial_lists) {
    keys_[name].first = &list;
    for (const auto& element : list) keys_[name].writers.try_emplace(element);
  }
  for (const auto& [name, list] : options.final_lists) keys_[name].final_list = &list;
  for (std::size_t i = 0; i < transactions.size(); ++i) gather(i);
  for (auto& [name, key] : keys_) key.order = order_of(key);
  find_effective();
}

void ListIndex::gather(std::size_t index) {
  for (const Micro& micro : transactions_[index].micros) {
    if (const auto* append = std::get_if<ListAppend>(&micro)) {
      ListKey& key = keys_[append->key];
      Elements& mine = key.appends[index];
      key.writers.try_emplace(append->element, Writer{index, mine.size()});
      mine.push_back(append->element);
    } else {
      const auto& read = std::get<ListRead>(micro);
      ListKey& key = keys_[read.key];
      if (read.elements && transactions_[index].fate == Fate::committed) key.reads.push_back({index, &*read.elements});
    }
  }
}

void ListIndex::find_effective() {
  for (std::size_t i = 0; i < transactions_.size(); ++i) effective_[i] = transactions_[i].fate == Fate::committed;
  const auto see = [this](const ListKey& key, const Elements& elements) {
    for (const auto& element : elements) {
      const auto writer = key.writers.find(element);
      if (writer == key.writers.end() || writer->second.transaction == Writer::nobody) continue;
      if (transactions_[writer->second.transaction].fate == Fate::unknown) effective_[writer->second.transaction] = true;
    }
  };
  for (const auto& [name, key] : keys_) {
    for (const SeenList& read : key.reads) see(key, *read.elements);
    if (key.final_list != nullptr) see(key, *key.final_list);
  }
}

std::string name_of(std::size_t transaction) { return "T" + std::to_string(transaction + 1); }

}  // namespace assay::kit::history
