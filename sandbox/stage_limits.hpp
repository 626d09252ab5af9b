// From what a lab is granted to what a box is given.
#pragma once

#include <set>
#include <string_view>

#include "core/stage_limits.hpp"
#include "sandbox/policy.hpp"

namespace assay::sandbox {

/// Calls `visit(key, box, stage)` for each limit of a box that lab.toml sets: its key there, and the
/// members of Limits and of core::StageLimits. The only place where one becomes the other.
template <typename Visit>
constexpr void for_each_box_limit(Visit visit) {
  using core::StageLimits;
  visit("wall", &Limits::wall, &StageLimits::wall);
  visit("cpu", &Limits::cpu, &StageLimits::cpu);
  visit("memory", &Limits::memory, &StageLimits::memory);
  visit("processes", &Limits::processes, &StageLimits::processes);
  visit("output", &Limits::output, &StageLimits::output);
  visit("file_size", &Limits::file_size, &StageLimits::file_size);
  visit("open_files", &Limits::open_files, &StageLimits::open_files);
  visit("stack", &Limits::stack, &StageLimits::stack);
  visit("disk", &Limits::disk, &StageLimits::disk);
  visit("inodes", &Limits::inodes, &StageLimits::inodes);
}

/// The limits of a run under these.
[[nodiscard]] Limits limits_of(const core::StageLimits& limits);

/// The weakenings of a box that may be weakened so.
[[nodiscard]] std::set<Allow> allowed_of(const std::set<core::Weakening>& weakenings);

/// As a lab names it: "loopback-network".
[[nodiscard]] std::string_view to_string(Allow allow);

}  // namespace assay::sandbox
