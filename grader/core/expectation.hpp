#pragma once

#include <map>
#include <set>
#include <string>

#include "core/points.hpp"
#include "core/verdict.hpp"

namespace assay::core {

/// What a lab's author expects of one of the lab's submissions: `expected.toml`.
struct Expectation {
  std::string title;  ///< the student's mistake in a sentence
  Points score;       ///< earned, exactly
  /// By "case:<suite>/<name>", "check:<id>", "build" or "source": what is not satisfied.
  /// Everything that is not named here is expected to be satisfied.
  std::map<std::string, Verdict> verdicts;
  /// Evidence whose verdict depends on which thread runs when: any will do. The score may not
  /// hang on it.
  std::set<std::string> unsettled;
  /// The folder of `submissions/` that this one lies over, holding only the files that
  /// differ; empty where it is whole.
  std::string overlay_of;
};

}  // namespace assay::core
