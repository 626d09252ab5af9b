// What several clients did at the same time and what became of it, for a report to draw.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/duration.hpp"

namespace assay::core {

/// One operation of one client.
struct HistoryOperation {
  std::string lane;    ///< who: "client 1"
  Duration invoked{};  ///< since the history began
  std::optional<Duration> returned;  ///< not before `invoked`; nothing: never
  std::string input;   ///< "append e7 to order-1 at 3"
  std::string output;  ///< "appended, now 4"; empty: not known
  bool conflict = false;  ///< it is one of those that cannot all be true
};

/// That one operation has to come after another, by indices of operations.
struct HistoryLink {
  std::uint64_t from = 0;
  std::uint64_t to = 0;
  std::string what;  ///< "rw order-1"
};

/// One place of what was stored in the end, and what it does to the state.
struct HistoryLogRow {
  std::string stream;
  std::uint64_t position = 0;  ///< from 1
  std::string event;           ///< "e7 OrderPaid"
  std::string before;          ///< the state before it; empty: not shown
  std::string after;
  std::optional<std::uint64_t> operation;  ///< the index of the one that wrote it, where that is known
  bool conflict = false;
};

/// The part of a history that its verdict is about.
struct OperationHistory {
  std::string title;  ///< "order-1: 3 clients": what it is of
  std::string why;    ///< what the conflict is, one or a few sentences
  std::vector<HistoryOperation> operations;  ///< by their invocation
  std::vector<HistoryLink> links;
  std::vector<HistoryLogRow> log;
  std::uint64_t operations_left_out = 0;  ///< further ones that are not shown
  std::uint64_t log_left_out = 0;
};

}  // namespace assay::core
