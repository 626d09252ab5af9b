#pragma once

#include <cstdint>
#include <vector>

#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::service {

/// Makes sockets that someone else may have used as they were given: not connected, and blocking.
[[nodiscard]] core::Result<void> make_unused(const std::vector<util::Fd>& sockets);

/// Connects it to `port` of its network's 127.0.0.1; 0, or errno.
[[nodiscard]] int connect_to(const util::Fd& socket, std::uint16_t port);

}  // namespace assay::service
