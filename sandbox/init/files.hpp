// The box's own files: one file system in memory, of the size and the number of files that the
// policy allows, for everything that the program may write.
#pragma once

#include "sandbox/init/job.hpp"
#include "sandbox/init_protocol.hpp"

namespace assay::sandbox::init {

/// Mounts it at /tmp, /dev/shm and the job's folders, with the mounts that lie below these moved onto it,
/// and makes everything else read-only. Needs CAP_SYS_ADMIN. Gives a descriptor of its root,
/// or -1 with errno and the step that failed.
[[nodiscard]] int make_files(const Job& job, init_protocol::Step& failed);

}  // namespace assay::sandbox::init
