// Becoming the program, in the child that init has made for it.
#pragma once

#include <linux/filter.h>

#include <vector>

#include "sandbox/init/job.hpp"
#include "sandbox/init_protocol.hpp"

namespace assay::sandbox::init {

struct Failure {
  init_protocol::Step step = init_protocol::Step::none;
  int error = 0;
};

/// The filter that the grader has compiled; false with errno.
[[nodiscard]] bool read_filter(int file, std::vector<sock_filter>& filter);

/// In a child of vfork, which shares init's memory: returns only by leaving the failure there and ending.
[[noreturn]] void become_program(const Job& job, const Words& command, const std::vector<sock_filter>& filter,
                                 Failure& failure);

}  // namespace assay::sandbox::init
