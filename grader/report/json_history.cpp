#include <algorithm>
#include <optional>

#include "report/json_parts.hpp"

namespace assay::report::json_parts {
namespace {

constexpr std::size_t most_operations = 400;
constexpr std::size_t most_links = 100;
constexpr std::size_t most_rows = 400;

Json operation_json(const core::HistoryOperation& operation) {
  return {{"lane", step_text(operation.lane)},
          {"invoked_ns", operation.invoked.count()},
          {"returned_ns", operation.returned ? Json(operation.returned->count()) : Json()},
          {"input", step_text(operation.input)},
          {"output", operation.output.empty() ? Json() : Json(step_text(operation.output))},
          {"conflict", operation.conflict}};
}

/// Without those that lead to an operation which is not there.
Json links_json(const core::OperationHistory& history) {
  const auto operations = std::min(history.operations.size(), most_operations);
  Json out = Json::array();
  for (const auto& link : history.links) {
    if (link.from >= operations || link.to >= operations || out.size() == most_links) continue;
    out.push_back({{"from", link.from}, {"to", link.to}, {"what", step_text(link.what)}});
  }
  return out;
}

Json row_json(const core::HistoryLogRow& row, std::size_t operations) {
  const bool is_known = row.operation && *row.operation < operations;
  return {{"stream", step_text(row.stream)},
          {"position", row.position},
          {"event", step_text(row.event)},
          {"before", row.before.empty() ? Json() : Json(step_text(row.before))},
          {"after", row.after.empty() ? Json() : Json(step_text(row.after))},
          {"operation", is_known ? Json(*row.operation) : Json()},
          {"conflict", row.conflict}};
}

}  // namespace

Json history_json(const std::optional<core::OperationHistory>& history) {
  if (!history) return {};
  const auto operations = std::min(history->operations.size(), most_operations);
  return {{"title", text(history->title)},
          {"why", text(history->why)},
          {"operations", array(history->operations, most_operations, operation_json)},
          {"operations_omitted", history->operations_left_out + omitted(history->operations, most_operations)},
          {"links", links_json(*history)},
          {"log", array(history->log, most_rows, [&](const auto& row) { return row_json(row, operations); })},
          {"log_omitted", history->log_left_out + omitted(history->log, most_rows)}};
}

}  // namespace assay::report::json_parts
