#include "service/sockets.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <sys/socket.h>

#include <cerrno>

namespace assay::service {

core::Result<void> make_unused(const std::vector<util::Fd>& sockets) {
  const sockaddr nowhere{AF_UNSPEC, {}};
  for (const auto& socket : sockets) {
    // Dissolves what it is connected to, and drops what has not been read (connect(2)).
    if (::connect(socket.get(), &nowhere, sizeof nowhere) != 0 || ::fcntl(socket.get(), F_SETFL, 0) != 0) {
      return core::fail_errno("making a service's sockets ready for another judge", errno);
    }
  }
  return {};
}

int connect_to(const util::Fd& socket, std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return ::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 ? 0 : errno;
}

}  // namespace assay::service
