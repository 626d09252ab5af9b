#pragma once

#include "sandbox/reduced/init_job.hpp"

namespace assay::sandbox::reduced {

/// Sends SIGKILL to every process of the run, and to no other. Such as are being started may
/// escape `Killing::descent`, so it is called again until nothing is left to wait for.
void kill_every_process(const InitJob& job);

/// Whether the process is one of the run's: its parent's parent's … parent is the calling process.
[[nodiscard]] bool descends_from_us(pid_t process);

}  // namespace assay::sandbox::reduced
