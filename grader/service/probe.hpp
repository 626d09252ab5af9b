#pragma once

#include <chrono>
#include <cstdint>

#include "util/fd.hpp"

namespace assay::service {

/// Whether DynamoDB answers a ListTables at `port` of the socket's network within `patience`. The socket is not
/// connected, before and after.
[[nodiscard]] bool answers(const util::Fd& socket, std::uint16_t port, std::chrono::milliseconds patience);

}  // namespace assay::service
