#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "core/error.hpp"
#include "core/lab_spec.hpp"
#include "core/score.hpp"
#include "score/observations.hpp"

namespace assay::score {

/// One piece of evidence that a criterion draws on.
struct Piece {
  std::uint64_t record = 0;
  core::Verdict verdict = core::Verdict::not_graded;
  std::string summary;
  unsigned weight = 1;
};

/// All that a criterion draws on.
struct Pieces {
  std::map<std::string, Piece> seen;  ///< by evidence: a piece that two entries ask for is one
  std::vector<core::Reason> unseen;   ///< entries that this grading did not look at
};

/// The union of what the entries of `evidence` ask for; a piece has the weight of the
/// first entry that asks for it. An infrastructure error where an entry asks for nothing
/// that the suite or the analysis has, although it ran.
[[nodiscard]] core::Result<Pieces> collect_pieces(const core::Criterion& criterion, const Observations& seen);

/// The piece as a reason that costs nothing yet.
[[nodiscard]] core::Reason piece_reason(const std::string& evidence, const Piece& piece);

/// One line of what a case's result says.
[[nodiscard]] std::string summarise(const core::CaseResult& result);

}  // namespace assay::score
