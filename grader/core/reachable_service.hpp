#pragma once

#include <cstdint>
#include <vector>

namespace assay::core {

/// A service that runs in a box of its own, as a judge may reach it.
struct ReachableService {
  std::uint16_t port = 0;    ///< of 127.0.0.1 in that box
  std::vector<int> sockets;  ///< TCP sockets of that box's network, ours, not connected; above util::line_descriptor
};

}  // namespace assay::core
