// Whether the machine was the same from one moment to another.
#pragma once

#include "core/duration.hpp"

namespace assay::kit::measure {

/// Beyond this share a change of the machine's speed is noise.
inline constexpr double tolerated_drift = 0.15;

/// How long the machine takes for a fixed piece of work of ours, in CPU time of the calling
/// thread, so that being preempted does not count: the best of several, of about a
/// millisecond altogether. It shows a changed clock, a neighbour on the same core, stolen time.
[[nodiscard]] core::Duration calibrate();

/// Whether the two differ by more than `tolerated_drift` of the smaller.
[[nodiscard]] bool drifted(core::Duration before, core::Duration after);

}  // namespace assay::kit::measure
