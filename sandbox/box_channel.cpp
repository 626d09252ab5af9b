#include "sandbox/box_channel.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iterator>

#include "sandbox/init_protocol.hpp"

namespace assay::sandbox {

namespace {

/// The descriptors that a message brought, each owned.
std::vector<util::Fd> descriptors_of(msghdr& message) {
  std::vector<util::Fd> descriptors;
  for (cmsghdr* part = CMSG_FIRSTHDR(&message); part != nullptr; part = CMSG_NXTHDR(&message, part)) {
    if (part->cmsg_level != SOL_SOCKET || part->cmsg_type != SCM_RIGHTS) continue;
    const std::size_t count = (part->cmsg_len - CMSG_LEN(0)) / sizeof(int);
    for (std::size_t i = 0; i < count; ++i) {
      int number = -1;
      std::memcpy(&number, CMSG_DATA(part) + i * sizeof number, sizeof number);
      descriptors.emplace_back(number);
    }
  }
  return descriptors;
}

core::Result<std::vector<util::Fd>> receive_message(int socket) {
  char byte = 0;
  iovec content{&byte, 1};
  // One more than can be meant, so that too many are seen; what does not fit is cut off, and closed by the kernel.
  alignas(cmsghdr) char control[CMSG_SPACE((init_protocol::most_descriptors_a_message + 1) * sizeof(int))];
  msghdr message{};
  message.msg_iov = &content;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = sizeof control;
  const ssize_t count = recvmsg(socket, &message, MSG_CMSG_CLOEXEC | MSG_DONTWAIT);
  if (count < 0) return core::fail_errno("receiving the box's descriptors", errno);
  // Descriptors come with a message of no bytes as well, and are ours to close.
  std::vector<util::Fd> received = descriptors_of(message);
  if (count == 0) return core::fail(core::ErrorKind::infrastructure, "receiving the box's descriptors: there is no message");
  return received;
}

}  // namespace

core::Result<BoxChannel> BoxChannel::open(const std::vector<std::uint16_t>& ports, unsigned connectors) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0) {
    return core::fail_errno("making the socket for the box's descriptors", errno);
  }
  BoxChannel channel;
  channel.ports_ = ports;
  channel.connectors_ = connectors;
  channel.our_end_ = util::Fd(ends[0]);
  channel.inits_end_ = util::Fd(ends[1]);
  return channel;
}

core::Result<FromTheBox> BoxChannel::receive() const {
  const std::size_t expected = 2 + ports_.size() + connectors_;
  std::vector<util::Fd> received;
  while (received.size() < expected) {
    auto more = receive_message(our_end_.get());
    if (!more) return std::unexpected(more.error());
    const auto wanted = std::min<std::size_t>(expected - received.size(), init_protocol::most_descriptors_a_message);
    if (more->size() != wanted) {
      return core::fail(core::ErrorKind::infrastructure, "the box gave " + std::to_string(received.size() + more->size()) +
                                                             " descriptors of " + std::to_string(expected) + ": too few free ones here?");
    }
    std::ranges::move(*more, std::back_inserter(received));
  }
  FromTheBox box{.files = std::move(received[0]), .init = std::move(received[1]), .endpoints = {}, .connectors = {}};
  for (std::size_t i = 0; i < ports_.size(); ++i) box.endpoints.emplace(ports_[i], std::move(received[i + 2]));
  std::move(received.end() - connectors_, received.end(), std::back_inserter(box.connectors));
  return box;
}

}  // namespace assay::sandbox
