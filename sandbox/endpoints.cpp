#include "sandbox/endpoints.hpp"

#include <sys/socket.h>

#include <cerrno>
#include <cstring>

#include "sandbox/init_protocol.hpp"

namespace assay::sandbox {

namespace {

/// The descriptors that a message brought, each owned.
std::vector<util::Fd> sockets_of(msghdr& message) {
  std::vector<util::Fd> sockets;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(part) + i * sizeof number, sizeof number);
      sockets.emplace_back(number);
    }
  }
  return sockets;
}

}  // namespace

core::Result<EndpointChannel> EndpointChannel::open(const std::vector<std::uint16_t>& ports) {
  EndpointChannel channel;
  channel.ports_ = ports;
  if (ports.empty()) return channel;
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return core::fail_errno("making the socket for the box's endpoints", errno);
  }
  channel.our_end_ = util::Fd(ends[0]);
  channel.inits_end_ = util::Fd(ends[1]);
  return channel;
}

core::Result<Endpoints> EndpointChannel::receive() const {
  if (ports_.empty()) return Endpoints{};
  char byte = 0;
  iovec content{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(init_protocol::most_endpoints * sizeof(int))];
  msghdr message{};
  message.msg_iov = &content;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  if (recvmsg(our_end_.get(), &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT) != 1) {
    return core::fail_errno("receiving the box's endpoints", errno);
  }
  std::vector<util::Fd> sockets = sockets_of(message);
  if (sockets.size() != ports_.size()) {
    return core::fail(core::ErrorKind::infrastructure, "the box gave " + std::to_string(sockets.size()) + " endpoints of " +
                                                           std::to_string(ports_.size()) + ": too few free descriptors?");
  }
  Endpoints endpoints;
  for (std::size_t i = 0; i < sockets.size(); ++i) endpoints.emplace(ports_[i], std::move(sockets[i]));
  return endpoints;
}

}  // namespace assay::sandbox
