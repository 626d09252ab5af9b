// From what a checker found to what a report draws.
#pragma once

#include <string>
#include <vector>

#include "core/operation_history.hpp"
#include "history/linearizability.hpp"
#include "history/list_append.hpp"
#include "history/stream_model.hpp"

namespace assay::kit::history {

/// A history with its conflict marked, and a sentence on it. `describe(input)` and `describe(output)` are found by the
/// arguments' types; an output that is not known is left empty. Fill in `log` where there is one, and
/// give it to `record_history`, which keeps what is around the conflict.
template <typename In, typename Out>
[[nodiscard]] core::OperationHistory timeline(const History<In, Out>& history, const Linearizability& result) {
  core::OperationHistory drawn;
  for (const auto& operation : history.operations()) {
    drawn.operations.push_back({"client " + std::to_string(operation.client), operation.invoked, operation.returned,
                                describe(operation.input), operation.output ? describe(*operation.output) : "", false});
  }
  if (!result.conflict.empty()) {
    drawn.why = "No order of the marked operations explains what each of them was answered, however the others turned out.";
  }
  for (const std::size_t index : result.conflict) drawn.operations[index].conflict = true;
  return drawn;
}

/// Transactions with one anomaly marked: its cycle as links, and what it is as the reason.
[[nodiscard]] core::OperationHistory timeline(const std::vector<Transaction>& transactions, const Anomaly& anomaly);

/// A stream's events as rows of a log, with the operation that wrote each, where exactly one says
/// so. States are left empty.
[[nodiscard]] std::vector<core::HistoryLogRow> log_rows(const std::string& stream,
                                                        const std::vector<std::string>& events,
                                                        const StreamHistory& history);

}  // namespace assay::kit::history
