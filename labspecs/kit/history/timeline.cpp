#include "history/timeline.hpp"

#include <cstddef>
#include <map>
#include <utility>

#include "history/list_index.hpp"

namespace assay::kit::history {
namespace {

std::string listed(const Elements& elements) {
  std::string text;
  for (const auto& element : elements) text += (text.empty() ? "" : ", ") + element;
  return "[" + text + "]";
}

std::string described(const Transaction& transaction, bool with_results) {
  std::string text;
  for (const Micro& micro : transaction.micros) {
    std::string part;
    if (const auto* append = std::get_if<ListAppend>(&micro)) {
      part = with_results ? "" : "append " + append->element + " to " + append->key;
    } else {
      const auto& read = std::get<ListRead>(micro);
      if (!with_results) part = "read " + read.key;
      if (with_results && read.elements) part = read.key + " = " + listed(*read.elements);
    }
    if (!part.empty()) text += (text.empty() ? "" : "; ") + part;
  }
  return text;
}

std::string outcome_of(const Transaction& transaction) {
  if (transaction.fate == Fate::unknown) return "";
  const std::string results = described(transaction, true);
  const std::string fate = transaction.fate == Fate::committed ? "committed" : "aborted";
  return results.empty() ? fate : fate + ": " + results;
}

}  // namespace

core::OperationHistory timeline(const std::vector<Transaction>& transactions, const Anomaly& anomaly) {
  core::OperationHistory drawn;
  drawn.why = to_string(anomaly.kind) + ": " + anomaly.what;
  for (std::size_t i = 0; i < transactions.size(); ++i) {
    const Transaction& transaction = transactions[i];
    drawn.operations.push_back({"client " + std::to_string(transaction.client), transaction.invoked, transaction.returned,
                                name_of(i) + ": " + described(transaction, false), outcome_of(transaction), false});
  }
  for (const std::size_t index : anomaly.transactions) drawn.operations[index].conflict = true;
  for (const auto& edge : anomaly.cycle) {
    drawn.links.push_back({edge.from, edge.to, to_string(edge.dependency) + (edge.key.empty() ? "" : " " + edge.key)});
  }
  return drawn;
}

std::vector<core::HistoryLogRow> log_rows(const std::string& stream, const std::vector<std::string>& events,
                                          const StreamHistory& history) {
  std::map<std::string, std::vector<std::size_t>> writers;
  for (std::size_t i = 0; i < history.size(); ++i) {
    const auto* append = std::get_if<AppendEvents>(&history[i].input);
    if (append == nullptr || append->stream != stream) continue;
    for (const auto& event : append->events) writers[event].push_back(i);
  }
  std::vector<core::HistoryLogRow> rows;
  for (const auto& event : events) {
    core::HistoryLogRow row{.stream = stream, .position = rows.size() + 1, .event = event};
    const auto known = writers.find(event);
    if (known != writers.end() && known->second.size() == 1) row.operation = known->second.front();
    rows.push_back(std::move(row));
  }
  return rows;
}

}  // namespace assay::kit::history
