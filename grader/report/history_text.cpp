#include "report/history_text.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "report/evidence_text.hpp"

namespace assay::report {
namespace {

constexpr std::size_t most_operations = 12;
constexpr std::size_t most_rows = 8;
constexpr std::size_t lane_cap = 24;
constexpr std::size_t text_cap = 200;

std::string when(const core::HistoryOperation& operation, Page& page) {
  const std::string dash(page.glyph(" – ", " - "));
  return core::to_string(operation.invoked) + dash + (operation.returned ? core::to_string(*operation.returned) : "?");
}

void write_operations(Page& page, std::size_t indent, const std::vector<core::HistoryOperation>& operations) {
  std::size_t time_width = 0;
  std::size_t lane_width = 0;
  for (const auto& operation : operations) {
    time_width = std::max(time_width, count_columns(when(operation, page)));
    lane_width = std::max(lane_width, count_columns(escape_terminal(operation.lane, lane_cap)));
  }
  for (const auto& operation : operations) {
    const std::string answer = operation.output.empty() ? "no answer that tells" : escape_terminal(operation.output, text_cap);
    page.row(indent, pad_right(when(operation, page), time_width) + "  " +
                         pad_right(escape_terminal(operation.lane, lane_cap), lane_width) + "  ",
             escape_terminal(operation.input, text_cap) + std::string(page.glyph(" → ", " -> ")) + answer, Style::bad);
  }
}

void write_row(Page& page, std::size_t indent, const core::HistoryLogRow& row) {
  auto line = escape_terminal(row.stream, lane_cap) + " " + std::to_string(row.position) + ": " + escape_terminal(row.event, text_cap);
  if (!row.before.empty() || !row.after.empty()) {
    line += " (" + escape_terminal(row.before, text_cap) + std::string(page.glyph(" → ", " -> ")) +
            escape_terminal(row.after, text_cap) + ")";
  }
  page.sentence(indent, line, row.conflict ? Style::bad : Style::plain);
}

template <typename Element>
std::vector<Element> conflicting(const std::vector<Element>& all) {
  std::vector<Element> some;
  std::ranges::copy_if(all, std::back_inserter(some), &Element::conflict);
  return some;
}

}  // namespace

void write_history(Page& page, std::size_t indent, const core::OperationHistory& history) {
  auto operations = conflicting(history.operations);
  const std::size_t cut = operations.size() - std::min(operations.size(), most_operations);
  operations.resize(operations.size() - cut);
  if (!operations.empty()) {
    page.gap();
    page.sentence(indent, "What cannot all be true:");
    write_operations(page, indent + 2, operations);
    write_cut(page, indent + 2, cut, "operation", "operations");
  }
  if (!history.why.empty()) page.sentence(indent, history.why);
  auto rows = conflicting(history.log);
  const std::size_t rows_cut = rows.size() - std::min(rows.size(), most_rows);
  rows.resize(rows.size() - rows_cut);
  if (rows.empty()) return;
  page.gap();
  page.sentence(indent, "What was stored there:");
  for (const auto& row : rows) write_row(page, indent + 2, row);
  write_cut(page, indent + 2, rows_cut, "event", "events");
}

}  // namespace assay::report
