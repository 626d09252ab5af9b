// What the checks say of a submission's code.
#pragma once

#include <string>
#include <vector>

#include "core/verdict.hpp"

namespace assay::core {

/// A place in the submission's own files.
struct Location {
  std::string file;  ///< relative to the submission, '/' between parts
  unsigned line = 0; ///< from 1; 0: the file as a whole
  unsigned column = 0;
  std::string note;  ///< what is to be seen there: "the lock is taken here"
};

/// One check's word on a submission.
struct Finding {
  std::string check;    ///< its id: "cb-clock"
  Verdict verdict = Verdict::inconclusive;
  std::string message;  ///< one sentence for the student
  std::vector<Location> locations;  ///< the lines for and against, the most telling first
};

/// A problem Clang met while parsing.
struct ParseProblem {
  Location location;
  std::string message;
  bool fatal = false;
};

}  // namespace assay::core
