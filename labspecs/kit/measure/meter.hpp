// What a subject takes for a piece of work, seen from outside.
#pragma once

#include "core/duration.hpp"
#include "judge/live_subject.hpp"

namespace assay::kit::measure {

struct Spent {
  core::Duration wall{};  ///< from the judge's command to the subject's report
  core::Duration cpu{};   ///< of the whole box, from its cgroup: what other programs use does not count
};

/// Measures from its making on; the command is to be given directly after that. What a subject
/// does after its report does not count: the report is to hold what only the whole work gives.
class Meter {
 public:
  explicit Meter(const LiveSubject& subject);

  /// Up to a report that came at `reported`; asked once, directly after it.
  [[nodiscard]] Spent until(LiveSubject::Clock::time_point reported) const;

 private:
  const LiveSubject& subject_;
  core::Duration cpu_;
  LiveSubject::Clock::time_point began_;
};

}  // namespace assay::kit::measure
