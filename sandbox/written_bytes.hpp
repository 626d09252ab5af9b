#pragma once

#include <sys/types.h>

#include <optional>
#include <vector>

#include "core/bytes.hpp"

namespace assay::sandbox {

/// What these processes, and those that they have waited for, gave to write calls: wchar of
/// /proc/PID/io (Documentation/filesystems/proc.rst). Nothing where that cannot be read of any.
[[nodiscard]] std::optional<core::Bytes> written_bytes(const std::vector<pid_t>& processes);

}  // namespace assay::sandbox
