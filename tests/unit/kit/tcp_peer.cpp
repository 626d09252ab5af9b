#include "tcp_peer.hpp"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>
#include <utility>

namespace assay::kit::test {
namespace {

constexpr std::chrono::seconds longest_wait{20};

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

void require(bool good, const char* what) {
  if (!good) throw std::system_error(errno, std::generic_category(), what);
}

}  // namespace

Peer::Peer(util::Fd socket) : socket_(std::move(socket)) { set_patience(longest_wait); }

void Peer::set_patience(std::chrono::milliseconds longest) {
  timeval timeout{};
  timeout.tv_sec = longest.count() / 1000;
  timeout.tv_usec = longest.count() % 1000 * 1000;
  require(::setsockopt(socket_.get(), SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout) == 0, "SO_RCVTIMEO");
  require(::setsockopt(socket_.get(), SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout) == 0, "SO_SNDTIMEO");
}

bool Peer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto sent = ::send(socket_.get(), bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(sent));
  }
  return true;
}

std::string Peer::receive(std::size_t count) {
  std::string bytes;
  std::array<char, 65536> buffer;
  end_.reset();
  while (bytes.size() < count) {
    const auto got = ::recv(socket_.get(), buffer.data(), std::min(buffer.size(), count - bytes.size()), 0);
    if (got > 0) {
      bytes.append(buffer.data(), static_cast<std::size_t>(got));
      continue;
    }
    end_ = got == 0 ? End::closed : errno == ECONNRESET ? End::reset : End::timed_out;
    break;
  }
  return bytes;
}

std::string Peer::receive_all() { return receive(std::string::npos); }

void Peer::end_sending() { require(::shutdown(socket_.get(), SHUT_WR) == 0, "shutdown"); }

Listener::Listener() : Listener(deaf) { require(::listen(socket_.get(), 512) == 0, "listen"); }

Listener::Listener(Deaf) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  auto address = loopback(0);
  require(::bind(socket_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "bind");
  socklen_t size = sizeof address;
  require(::getsockname(socket_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
  port_ = ntohs(address.sin_port);
}

Peer Listener::accept() {
  pollfd ready{.fd = socket_.get(), .events = POLLIN, .revents = 0};
  require(::poll(&ready, 1, static_cast<int>(std::chrono::milliseconds(longest_wait).count())) == 1, "accept");
  util::Fd accepted(::accept4(socket_.get(), nullptr, nullptr, SOCK_CLOEXEC));
  require(static_cast<bool>(accepted), "accept");
  return Peer(std::move(accepted));
}

Peer connect_to(std::uint16_t port) {
  util::Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const auto address = loopback(port);
  require(::connect(socket.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "connect");
  return Peer(std::move(socket));
}

}  // namespace assay::kit::test
