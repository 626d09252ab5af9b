#include "history/list_anomalies.hpp"

#include <algorithm>
#include <cstddef>
#include <map>
#include <optional>
#include <set>
#include <utility>

namespace assay::kit::history {
namespace {

/// A list that somebody saw: a reader, or the judge in the end.
struct Sight {
  std::optional<std::size_t> reader;
  const Elements* elements;
};

std::vector<Sight> sights_of(const ListKey& key) {
  std::vector<Sight> sights;
  for (const SeenList& read : key.reads) sights.push_back({read.reader, read.elements});
  if (key.final_list != nullptr) sights.push_back({std::nullopt, key.final_list});
  return sights;
}

std::string saw(const Sight& sight, const std::string& key) {
  return sight.reader ? name_of(*sight.reader) + " read " + key : "the final list of " + key;
}

std::vector<std::size_t> those(std::optional<std::size_t> reader, std::size_t other) {
  std::set<std::size_t> sorted;
  if (reader) sorted.insert(*reader);
  if (other != Writer::nobody) sorted.insert(other);
  return {sorted.begin(), sorted.end()};
}

void check_elements(const std::string& name, const ListKey& key, const Sight& sight, std::set<std::string>& told,
                    std::vector<Anomaly>& found) {
  std::set<std::string> seen;
  for (const auto& element : *sight.elements) {
    const auto writer = key.writers.find(element);
    const bool again = !seen.insert(element).second;
    if (writer != key.writers.end() && !again) continue;
    if (!told.insert(element).second) continue;
    if (again) {
      const std::size_t by = writer == key.writers.end() ? Writer::nobody : writer->second.transaction;
      found.push_back({AnomalyKind::duplicate, name, those(sight.reader, by), {},
                       saw(sight, name) + " with " + element + " twice"});
    } else {
      found.push_back({AnomalyKind::unknown_element, name, those(sight.reader, Writer::nobody), {},
                       saw(sight, name) + " with " + element + ", which nobody appended"});
    }
  }
}

/// Who read what `order` was taken from.
std::optional<std::size_t> longest_reader(const ListKey& key) {
  const auto read = std::ranges::find_if(key.reads, [&](const SeenList& seen) { return *seen.elements == key.order; });
  return read == key.reads.end() ? std::nullopt : std::optional(read->reader);
}

/// What a transaction has to read of a key: exactly `whole` where it has read it before, else a list
/// that ends with `tail`.
struct Known {
  std::optional<Elements> whole;
  Elements tail;
  std::size_t appended = 0;

  void append(const std::string& element) {
    (whole ? *whole : tail).push_back(element);
    ++appended;
  }

  /// `all`: what the transaction appends to the key altogether.
  [[nodiscard]] bool admits(const Elements& read, const Elements& all) const {
    if (whole) return *whole == read;
    const auto later = all.begin() + static_cast<std::ptrdiff_t>(appended);
    if (std::ranges::find_first_of(read, std::ranges::subrange(later, all.end())) != read.end()) return false;
    return read.size() >= tail.size() && std::equal(tail.rbegin(), tail.rend(), read.rbegin());
  }
};

/// Of one transaction, the first key of which it read what contradicts itself.
std::optional<std::string> contradiction(const Transaction& transaction, std::size_t number, const ListIndex& index) {
  std::map<std::string, Known> known;
  for (const Micro& micro : transaction.micros) {
    if (const auto* append = std::get_if<ListAppend>(&micro)) {
      known[append->key].append(append->element);
      continue;
    }
    const auto& read = std::get<ListRead>(micro);
    if (!read.elements) continue;
    const auto& appends = index.keys().at(read.key).appends;
    const auto mine = appends.find(number);
    if (!known[read.key].admits(*read.elements, mine == appends.end() ? Elements{} : mine->second)) return read.key;
    known[read.key].whole = *read.elements;
  }
  return std::nullopt;
}

void check_aborted(const ListIndex& index, const std::string& name, const ListKey& key, const Sight& sight,
                   std::vector<Anomaly>& found) {
  for (const auto& element : *sight.elements) {
    const auto writer = key.writers.find(element);
    if (writer == key.writers.end() || writer->second.transaction == Writer::nobody) continue;
    const std::size_t by = writer->second.transaction;
    if (index.transactions()[by].fate != Fate::aborted) continue;
    found.push_back({AnomalyKind::aborted_read, name, those(sight.reader, by), {},
                     saw(sight, name) + " with " + element + " of " + name_of(by) + ", which was aborted"});
    return;
  }
}

void check_intermediate(const std::string& name, const ListKey& key, const Sight& sight, std::vector<Anomaly>& found) {
  if (!sight.reader || sight.elements->empty()) return;
  const std::string& end = sight.elements->back();
  const auto last = key.writers.find(end);
  if (last == key.writers.end() || last->second.transaction == Writer::nobody) return;
  const std::size_t by = last->second.transaction;
  const Elements& all = key.appends.at(by);
  if (by == *sight.reader || last->second.nth + 1 == all.size()) return;
  found.push_back({AnomalyKind::intermediate_read, name, those(sight.reader, by), {},
                   saw(sight, name) + " up to " + end + " of " + name_of(by) + ", which went on to append " +
                       all[last->second.nth + 1]});
}

/// How much of a transaction the final lists hold.
struct Part {
  std::size_t there = 0;
  std::string key, missing;  // the first one; an empty key: none

  void look(const std::string& name, const Elements& elements, const std::set<std::string>& final_list) {
    for (const auto& element : elements) {
      if (final_list.contains(element)) {
        ++there;
      } else if (key.empty()) {
        key = name;
        missing = element;
      }
    }
  }
};

}  // namespace

void find_broken_lists(const ListIndex& index, std::vector<Anomaly>& found) {
  for (const auto& [name, key] : index.keys()) {
    std::set<std::string> told;
    for (const Sight& sight : sights_of(key)) check_elements(name, key, sight, told, found);
    if (!told.empty()) continue;  // what is out of order then has its reason
    for (const Sight& sight : sights_of(key)) {
      if (key.in_order(*sight.elements)) continue;
      const auto longest = longest_reader(key);
      found.push_back({AnomalyKind::incompatible_order, name, those(sight.reader, longest.value_or(Writer::nobody)), {},
                       saw(sight, name) + " as what is no beginning of " +
                           (longest ? "what " + name_of(*longest) + " read" : "the final list")});
      break;
    }
  }
}

void find_dirty_reads(const ListIndex& index, std::vector<Anomaly>& found) {
  for (const auto& [name, key] : index.keys()) {
    for (const Sight& sight : sights_of(key)) {
      check_aborted(index, name, key, sight, found);
      check_intermediate(name, key, sight, found);
    }
  }
}

void find_contradictions(const ListIndex& index, std::vector<Anomaly>& found) {
  for (std::size_t i = 0; i < index.transactions().size(); ++i) {
    if (index.transactions()[i].fate != Fate::committed) continue;
    const auto key = contradiction(index.transactions()[i], i, index);
    if (!key) continue;
    found.push_back({AnomalyKind::internal, *key, {i}, {},
                     name_of(i) + " read of " + *key + " what contradicts its own reads and appends of it"});
  }
}

void find_lost(const ListIndex& index, std::vector<Anomaly>& found) {
  std::map<std::size_t, Part> parts;
  for (const auto& [name, key] : index.keys()) {
    if (key.final_list == nullptr) continue;
    const std::set<std::string> there(key.final_list->begin(), key.final_list->end());
    for (const auto& [transaction, elements] : key.appends) {
      if (index.effective(transaction)) parts[transaction].look(name, elements, there);
    }
  }
  for (const auto& [transaction, part] : parts) {
    if (part.key.empty()) continue;
    const bool committed = index.transactions()[transaction].fate == Fate::committed;
    const std::string which = name_of(transaction) + (committed ? ", committed," : ", of which something was seen,");
    found.push_back({part.there > 0 ? AnomalyKind::fractured : AnomalyKind::lost_append, part.key, {transaction}, {},
                     which + " appended " + part.missing + " to " + part.key + ", and the final list lacks it" +
                         (part.there > 0 ? ", though another part of the transaction is there" : "")});
  }
}

}  // namespace assay::kit::history
