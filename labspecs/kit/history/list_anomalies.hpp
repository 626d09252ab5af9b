#pragma once

#include <vector>

#include "history/list_index.hpp"

namespace assay::kit::history {

// What is wrong with single reads and final lists, without any cycle. Each adds to `found`.

/// Reads and final lists that hold what nobody appended, or something twice; reads of a key of which
/// neither is a beginning of the other.
void find_broken_lists(const ListIndex& index, std::vector<Anomaly>& found);

/// Reads of what aborted (G1a), and of what is between two elements of a transaction (G1b).
void find_dirty_reads(const ListIndex& index, std::vector<Anomaly>& found);

/// Transactions that do not see their own appends, or read twice and differ.
void find_contradictions(const ListIndex& index, std::vector<Anomaly>& found);

/// Transactions that are in the final lists not at all, or in part.
void find_lost(const ListIndex& index, std::vector<Anomaly>& found);

}  // namespace assay::kit::history
