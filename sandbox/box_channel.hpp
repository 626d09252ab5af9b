// What comes out of a box before its program starts: descriptors of the box's files and of init, the listening
// sockets of the policy's endpoints, and its connectors. Init makes them inside and sends them over a socket.
#pragma once

#include <cstdint>
#include <map>
#include <vector>

#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// By port.
using Endpoints = std::map<std::uint16_t, util::Fd>;

using Connectors = std::vector<util::Fd>;

struct FromTheBox {
  util::Fd files;       ///< the root folder of the box's files, open for reading
  util::Fd init;        ///< a pidfd: readable once init, and with it every process of the box, is gone
  Endpoints endpoints;
  Connectors connectors;
};

/// Two connected sockets, of which init gets one.
class BoxChannel {
 public:
  [[nodiscard]] static core::Result<BoxChannel> open(const std::vector<std::uint16_t>& ports, unsigned connectors);

  [[nodiscard]] int inits_end() const { return inits_end_.get(); }
  void close_inits_end() { inits_end_.reset(); }

  /// What init has sent. Does not wait, as init sends before it says that the program runs.
  [[nodiscard]] core::Result<FromTheBox> receive() const;

 private:
  std::vector<std::uint16_t> ports_;
  unsigned connectors_ = 0;
  util::Fd our_end_;
  util::Fd inits_end_;
};

}  // namespace assay::sandbox
