#pragma once

#include "sandbox/survey/survey.hpp"

namespace assay::sandbox::survey {

/// Looks bubblewrap up in PATH and asks it for its version.
[[nodiscard]] Bubblewrap find_bubblewrap_facts();

/// Tries what a box is made of, each in a process of its own that leaves nothing behind but, with
/// version 2, what any run does: this process may move to a child of its cgroup. Takes some tens
/// of milliseconds. Where a whole box works each part does, and is not tried again.
[[nodiscard]] Trials try_out(const Bubblewrap& bubblewrap, bool box_works);

}  // namespace assay::sandbox::survey
