#pragma once

#include <span>

#include "checks/roles/flow.hpp"

namespace assay::checks {

/// How much of the submission could be read. What is there is judged wherever its own
/// functions are whole; that something is nowhere is said only where enough was read.
class Health {
 public:
  /// `complete`: every unit was parsed without an error, and there was one.
  Health(const Flow& flow, bool complete);

  /// Nothing is missing at all.
  [[nodiscard]] bool complete() const { return complete_; }

  /// At most one function in five is damaged, and none was left out: enough to say that
  /// something was found nowhere.
  [[nodiscard]] bool sound() const { return sound_; }

 private:
  bool complete_ = false;
  bool sound_ = false;
};

/// Whether every one of the functions was read as a whole.
[[nodiscard]] bool is_whole(const Flow& flow, std::span<const unsigned> functions);

}  // namespace assay::checks
