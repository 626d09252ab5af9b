// The names of the control files, in one place. Sources: the kernel's
// Documentation/admin-guide/cgroup-v1/ and cgroup-v2.rst.
#pragma once

namespace assay::sandbox::cgroup_files {

inline constexpr const char* members = "cgroup.procs";

namespace v1 {
/// Writing 0 moves the calling thread alone. Unlike `cgroup.procs`, this takes no lock
/// across all processes, which costs milliseconds; the joining process has one thread.
inline constexpr const char* join = "tasks";
inline constexpr const char* memory_limit = "memory.limit_in_bytes";
inline constexpr const char* memory_and_swap_limit = "memory.memsw.limit_in_bytes";
inline constexpr const char* socket_memory_limit = "memory.kmem.tcp.limit_in_bytes";  ///< of UDP too
inline constexpr const char* memory_peak = "memory.max_usage_in_bytes";
inline constexpr const char* memory_events = "memory.oom_control";
inline constexpr const char* memory_and_swap_peak = "memory.memsw.max_usage_in_bytes";
inline constexpr const char* cpu_usage = "cpuacct.usage";  ///< nanoseconds
}  // namespace v1

namespace v2 {
inline constexpr const char* join = "cgroup.procs";
inline constexpr const char* controllers = "cgroup.controllers";
inline constexpr const char* subtree_control = "cgroup.subtree_control";
inline constexpr const char* kill = "cgroup.kill";             ///< since Linux 5.14
inline constexpr const char* memory_limit = "memory.max";
inline constexpr const char* swap_limit = "memory.swap.max";   ///< absent where the kernel has no swap
inline constexpr const char* memory_oom_group = "memory.oom.group";
inline constexpr const char* memory_peak = "memory.peak";      ///< since Linux 5.19
inline constexpr const char* memory_current = "memory.current";
inline constexpr const char* memory_events = "memory.events";
inline constexpr const char* cpu_stat = "cpu.stat";
inline constexpr const char* pass_on_both = "+memory +pids";   ///< to subtree_control
inline constexpr const char* pass_on_neither = "-memory -pids";
/// Ours: where a process goes that was alone in its cgroup, so that it may have limited children.
inline constexpr const char* leaf = "assay-grader";
}  // namespace v2

inline constexpr const char* process_limit = "pids.max";
inline constexpr const char* process_events = "pids.events";
inline constexpr const char* process_peak = "pids.peak";  ///< since Linux 6.1

}  // namespace assay::sandbox::cgroup_files
