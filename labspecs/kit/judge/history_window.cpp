#include "judge/history_window.hpp"

#include <algorithm>
#include <limits>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include "judge/cut.hpp"

namespace assay::kit {
namespace {

constexpr std::size_t longest_text = 300;
constexpr std::size_t longest_reason = 4 * 1024;
constexpr std::size_t most_links = 100;

void cut_texts(core::OperationHistory& history) {
  const auto shorten = [](std::string& text) { text = cut(std::move(text), longest_text); };
  shorten(history.title);
  history.why = cut(std::move(history.why), longest_reason);
  for (auto& operation : history.operations) {
    for (auto* text : {&operation.lane, &operation.input, &operation.output}) shorten(*text);
  }
  for (auto& link : history.links) shorten(link.what);
  for (auto& row : history.log) {
    for (auto* text : {&row.stream, &row.event, &row.before, &row.after}) shorten(*text);
  }
}

/// How far each place is from the nearest one that conflicts, or from the end where none does.
std::vector<std::size_t> distances(const std::vector<bool>& conflicts) {
  const std::size_t far = std::numeric_limits<std::size_t>::max() / 2;
  std::vector<std::size_t> distance(conflicts.size(), far);
  std::size_t nearest = far;
  for (std::size_t i = 0; i < conflicts.size(); ++i) {
    nearest = conflicts[i] ? 0 : std::min(nearest + 1, far);
    distance[i] = nearest;
  }
  nearest = std::ranges::find(conflicts, true) == conflicts.end() ? 0 : far;
  for (std::size_t i = conflicts.size(); i-- > 0;) {
    nearest = conflicts[i] ? 0 : std::min(nearest + 1, far);
    distance[i] = std::min(distance[i], nearest);
  }
  return distance;
}

/// Of `elements`, in their order, at most `most` that are nearest to a conflict. Gives where each
/// one is now.
template <typename Element>
std::vector<std::optional<std::uint64_t>> keep_nearest(std::vector<Element>& elements, std::size_t most) {
  std::vector<bool> conflicts;
  for (const auto& element : elements) conflicts.push_back(element.conflict);
  const auto distance = distances(conflicts);
  std::vector<std::size_t> kept(elements.size());
  std::iota(kept.begin(), kept.end(), std::size_t{0});
  std::ranges::stable_sort(kept, {}, [&](std::size_t index) { return distance[index]; });
  kept.resize(std::min(kept.size(), most));
  std::ranges::sort(kept);
  std::vector<std::optional<std::uint64_t>> now_at(elements.size());
  std::vector<Element> left;
  for (const std::size_t index : kept) {
    now_at[index] = left.size();
    left.push_back(std::move(elements[index]));
  }
  elements = std::move(left);
  return now_at;
}

using Places = std::vector<std::optional<std::uint64_t>>;

void follow(core::OperationHistory& history, const Places& now_at) {
  const auto place = [&](std::uint64_t old) { return old < now_at.size() ? now_at[old] : std::nullopt; };
  std::erase_if(history.links, [&](const auto& link) { return !place(link.from) || !place(link.to); });
  if (history.links.size() > most_links) history.links.resize(most_links);
  for (auto& link : history.links) link = {*place(link.from), *place(link.to), std::move(link.what)};
  for (auto& row : history.log) {
    if (row.operation) row.operation = place(*row.operation);
  }
}

/// Gives where each operation is now.
Places sort_by_invocation(std::vector<core::HistoryOperation>& operations) {
  std::vector<std::size_t> order(operations.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::ranges::stable_sort(order, {}, [&](std::size_t index) { return operations[index].invoked; });
  Places now_at(operations.size());
  std::vector<core::HistoryOperation> sorted;
  for (const std::size_t index : order) {
    now_at[index] = sorted.size();
    sorted.push_back(std::move(operations[index]));
  }
  operations = std::move(sorted);
  return now_at;
}

}  // namespace

core::OperationHistory history_window(core::OperationHistory history) {
  follow(history, sort_by_invocation(history.operations));
  const std::size_t operations = history.operations.size();
  follow(history, keep_nearest(history.operations, most_history_operations));
  history.operations_left_out += operations - history.operations.size();
  const std::size_t rows = history.log.size();
  (void)keep_nearest(history.log, most_history_rows);
  history.log_left_out += rows - history.log.size();
  cut_texts(history);
  return history;
}

}  // namespace assay::kit
