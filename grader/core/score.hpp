// What evidence is worth under a rubric.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/points.hpp"
#include "core/verdict.hpp"

namespace assay::core {

/// One piece of evidence that a criterion drew on.
struct Reason {
  std::uint64_t record = 0;  ///< sequence number in the evidence stream; 0: absent evidence
  std::string evidence;      ///< "case:public/Breaker.Trips", "check:cb-clock", "build"
  Verdict verdict = Verdict::not_graded;
  std::string summary;       ///< one line
  Points lost;               ///< what this piece alone cost
};

struct CriterionScore {
  std::string id;
  std::string title;
  Points possible;
  Points earned;
  Points open;               ///< neither earned nor lost: manual, inconclusive
  Verdict verdict = Verdict::not_graded;  ///< satisfied: all earned; violated: something lost
  std::string band;          ///< where the rule is bands
  std::string read;
  std::vector<Reason> reasons;
};

/// earned + lost + open = possible, in each criterion and in the sum.
struct Score {
  bool graded = false;       ///< false: a grader's fault; the points mean nothing
  std::string not_graded_because;
  Points earned;
  Points open;
  Points possible;
  std::vector<CriterionScore> criteria;
};

}  // namespace assay::core
