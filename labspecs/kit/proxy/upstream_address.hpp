#pragma once

#include <boost/asio/generic/stream_protocol.hpp>
#include <boost/asio/io_context.hpp>
#include <string>
#include <vector>

#include "core/error.hpp"

namespace assay::kit::proxy {

/// What "host:port", "[::1]:port" or "/path" stands for, at least one; an infrastructure
/// error names the address and what is wrong with it.
[[nodiscard]] core::Result<std::vector<boost::asio::generic::stream_protocol::endpoint>> resolve_upstream(
    boost::asio::io_context& io, const std::string& address);

}  // namespace assay::kit::proxy
