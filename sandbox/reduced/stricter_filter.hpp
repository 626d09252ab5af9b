#pragma once

#include "core/error.hpp"
#include "sandbox/reduced/machine.hpp"
#include "util/fd.hpp"

namespace assay::sandbox::reduced {

/// What is taken from a program beside what the sandbox's own filter takes (seccomp_filter.hpp),
/// because no namespace and no cgroup holds it here. BPF instructions, with a reading position of
/// their own; compiled once per kind of machine.
[[nodiscard]] core::Result<util::Fd> stricter_filter(const Machine& machine);

/// Of calls that are not refused but handed to init, which makes them for the program where they
/// are about what is the run's own (init_requests.hpp); an empty file where there are none.
[[nodiscard]] core::Result<util::Fd> handing_filter(const Machine& machine);

}  // namespace assay::sandbox::reduced
