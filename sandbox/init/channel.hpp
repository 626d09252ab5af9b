// What goes out of the box: descriptors of its files, of init itself and of the sockets that listen in it.
#pragma once

#include <vector>

#include "sandbox/init/job.hpp"

namespace assay::sandbox::init {

/// Listens on 127.0.0.1 at each port; false with errno.
[[nodiscard]] bool open_endpoints(const std::vector<in_port_t>& ports, std::vector<int>& sockets);

/// Makes so many TCP sockets of the box's network; false with errno.
[[nodiscard]] bool open_connectors(unsigned long count, std::vector<int>& sockets);

/// Sends all of them, and closes them and the channel: what the program could connect to is there,
/// and nothing that it could take over.
[[nodiscard]] bool send_out(int channel, const std::vector<int>& descriptors);

}  // namespace assay::sandbox::init
