// Storms: many threads on one publisher, in a program that is built with ThreadSanitizer.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <string>

#include "judge/scenario.hpp"
#include "races/report.hpp"
#include "races/storm.hpp"

namespace judge {

/// A storm, and what to read of it.
struct StormPlan {
  std::string what;  ///< "6 threads publish 1,500 messages each to one destination"
  lab::storm::Storm storm;
};

/// Trips early, tries again soon, and is open for a fraction of a millisecond, so that a storm
/// sees each change of state many times.
[[nodiscard]] lab::Config hasty();

/// So many threads and publishes of each, through a `hasty` publisher, in weather that changes
/// every two milliseconds.
[[nodiscard]] lab::storm::Storm storm_of(unsigned threads, unsigned publishes, unsigned destinations);

/// Which of the runtime's reports violate a case.
using Complaint = std::function<bool(const assay::kit::races::Report&)>;

/// All that are about the student's code.
[[nodiscard]] bool is_any(const assay::kit::races::Report& report);

/// Locks that are taken in no fixed order, which can end in a deadlock.
[[nodiscard]] bool is_lock_cycle(const assay::kit::races::Report& report);

/// Runs it, and throws Violation where such a report comes, or the program looks away from
/// races, or more calls were in the bulkhead than it has places for.
void judge_storm(assay::kit::Recorder& recorder, std::uint64_t seed, StormPlan plan, const Complaint& complaint);

}  // namespace judge
