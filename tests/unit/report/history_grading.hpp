#pragma once

#include "sample_gradings.hpp"

namespace assay::report::sample {

/// A lost append in a history of 48 operations with its log; a cycle of transactions; and a history of
/// as many operations as a report keeps.
Grading history_grading();

}  // namespace assay::report::sample
