// What of a message is in a letter that is put aside.
#pragma once

#include "checks/roles/delivery_failures.hpp"

namespace assay::checks {

struct LetterContent {
  bool payload = false;
  bool reason = false;
  bool logged = false;  ///< what went wrong is told to something else on the way
};

/// What the puts of one store, all of one processing, keep together.
[[nodiscard]] LetterContent content_of(const Paths& paths, const std::vector<const FailurePut*>& puts);

}  // namespace assay::checks
