#pragma once

#include <sys/types.h>

#include <cstddef>

namespace assay::sandbox {

/// As clone(2) with CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, with the child in the version 2 cgroup that the
/// folder `cgroup` is, from its birth on (CLONE_INTO_CGROUP, Linux 5.7). To write to cgroup.procs instead takes a
/// lock across all processes, and with it a grace period of the kernel's: milliseconds. `stack` is the lower end of
/// `size` bytes. -1 with errno; ENOSYS on architectures for which nobody has written it.
[[nodiscard]] pid_t clone_into_cgroup(int cgroup, int (*run)(void*), void* argument, void* stack, std::size_t size,
                                      int& pidfd);

}  // namespace assay::sandbox
