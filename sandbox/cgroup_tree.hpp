// Ends what lives under a cgroup folder and removes the folder. Shared by the grader
// and by its guard, so it uses nothing but libc and the standard library.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <string>
#include <vector>

namespace assay::sandbox::cgroup_tree {

/// Processes in the folder and in those below it, as our PID namespace numbers them.
/// Empty where the folder is gone.
[[nodiscard]] std::vector<pid_t> members(const std::string& folder);

/// Sends SIGKILL to every member, through cgroup.kill where there is one.
void kill_members(const std::string& folder);

/// Removes the folder and those below it. False if one of them is still there.
[[nodiscard]] bool remove(const std::string& folder);

/// Kills and removes until every folder is gone; false if the patience ends first.
[[nodiscard]] bool kill_and_remove(const std::vector<std::string>& folders,
                                   std::chrono::milliseconds patience);

/// Undoes a move to version 2's `leaf`: if this process is the last one in it, it goes back to the
/// cgroup above, which no longer passes controllers on, and so can again be entered by others.
/// Does nothing where someone else still needs them.
void leave_leaf(const std::string& leaf);

}  // namespace assay::sandbox::cgroup_tree
