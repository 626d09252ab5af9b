// How the listening sockets of a policy's endpoints come out of the box: init opens them in the
// box's network namespace and sends them over a socket, before it starts the program.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// By port.
using Endpoints = std::map<std::uint16_t, util::Fd>;

/// Two connected sockets, of which init gets one.
class EndpointChannel {
 public:
  /// Two sockets where there are endpoints to send, none where there are not.
  [[nodiscard]] static core::Result<EndpointChannel> open(const std::vector<std::uint16_t>& ports);

  /// -1 where there are no endpoints.
  [[nodiscard]] int inits_end() const { return inits_end_.get(); }
  void close_inits_end() { inits_end_.reset(); }

  /// What init has sent: a socket for each of the ports, in their order. Does not wait, as init
  /// sends before it says that the program runs.
  [[nodiscard]] core::Result<Endpoints> receive() const;

 private:
  std::vector<std::uint16_t> ports_;
  util::Fd our_end_;
  util::Fd inits_end_;
};

}  // namespace assay::sandbox
