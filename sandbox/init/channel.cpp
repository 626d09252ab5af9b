#include "sandbox/init/channel.hpp"

#include <arpa/inet.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <span>

#include "sandbox/init_protocol.hpp"

namespace assay::sandbox::init {

namespace {

int listen_on(in_port_t port) {
  const int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  const bool listens = listener >= 0 && bind(listener, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0 &&
                       listen(listener, init_protocol::endpoint_backlog) == 0;
  return listens ? listener : -1;
}

// As unix(7) describes it.
bool send_message(int channel, std::span<const int> descriptors) {
  char byte = 0;
  iovec content{&byte, 1};
  alignas(cmsghdr) char control[CMSG_SPACE(init_protocol::most_descriptors_a_message * sizeof(int))] = {};
  msghdr message{};
  message.msg_iov = &content;
  message.msg_iovlen = 1;
  message.msg_control = control;
  message.msg_controllen = CMSG_SPACE(descriptors.size_bytes());
  cmsghdr* part = CMSG_FIRSTHDR(&message);
  part->cmsg_level = SOL_SOCKET;
  part->cmsg_type = SCM_RIGHTS;
  part->cmsg_len = CMSG_LEN(descriptors.size_bytes());
  std::memcpy(CMSG_DATA(part), descriptors.data(), descriptors.size_bytes());
  return sendmsg(channel, &message, MSG_NOSIGNAL) == 1;
}

}  // namespace

bool open_endpoints(const std::vector<in_port_t>& ports, std::vector<int>& sockets) {
  for (const in_port_t port : ports) {
    sockets.push_back(listen_on(port));
    if (sockets.back() < 0) return false;
  }
  return true;
}

bool open_connectors(unsigned long count, std::vector<int>& sockets) {
  for (; count > 0; --count) {
    sockets.push_back(socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
    if (sockets.back() < 0) return false;
  }
  return true;
}

bool send_out(int channel, const std::vector<int>& descriptors) {
  for (std::span<const int> left(descriptors); !left.empty();) {
    const auto count = std::min<std::size_t>(left.size(), init_protocol::most_descriptors_a_message);
    if (!send_message(channel, left.first(count))) return false;
    left = left.subspan(count);
  }
  for (const int one : descriptors) close(one);
  return close(channel) == 0;
}

}  // namespace assay::sandbox::init
