#pragma once

#include <sys/types.h>

#include "sandbox/reduced/init_job.hpp"

namespace assay::sandbox::reduced {

struct Failure {
  protocol::Step step = protocol::Step::none;
  int error = 0;
  int rule = -1;
};

struct Started {
  pid_t process = -1;
  int requests = -1;  ///< where the filter hands calls to; -1 where it hands none
};

/// Starts the job's program, restricted, in a child, and waits until it has been executed. Its
/// process is -1 where a step failed, and then nothing runs.
[[nodiscard]] Started start_program(InitJob& job, Failure& failure);

}  // namespace assay::sandbox::reduced
