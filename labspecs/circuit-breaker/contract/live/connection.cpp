#include "live/connection.hpp"

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <ctime>
#include <string>

#include "lab/downstream.hpp"

namespace lab::host {
namespace {

[[noreturn]] void broke(const char* attempt, int error) {
  throw DownstreamError(std::string(attempt) + ": " + std::strerror(error));
}

bool would_block(int error) { return error == EAGAIN || error == EWOULDBLOCK || error == EINTR; }

}  // namespace

Connection::Connection(std::uint16_t port, Deadline deadline)
    : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0)), deadline_(deadline) {
  if (socket_ < 0) broke("making a socket", errno);
  try {
    connect(port);
  } catch (...) {
    ::close(socket_);
    throw;
  }
}

Connection::~Connection() { ::close(socket_); }

void Connection::connect(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (::connect(socket_, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return;
  if (errno != EINPROGRESS && errno != EINTR) broke("connecting", errno);
  wait_for(POLLOUT);
  int error = 0;
  socklen_t size = sizeof error;
  if (::getsockopt(socket_, SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;
  if (error != 0) broke("connecting", error);
}

void Connection::wait_for(short what) const {
  while (true) {
    const auto left = std::chrono::nanoseconds(deadline_ - std::chrono::steady_clock::now()).count();
    if (left <= 0) throw TimedOut{};
    const timespec longest{left / 1'000'000'000, left % 1'000'000'000};
    pollfd file{socket_, what, 0};
    const int ready = ::ppoll(&file, 1, &longest, nullptr);
    if (ready > 0) return;
    if (ready < 0 && errno != EINTR) broke("waiting for the connection", errno);
  }
}

void Connection::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (would_block(errno)) {
      wait_for(POLLOUT);
    } else {
      broke("sending", errno);
    }
  }
}

std::size_t Connection::read(char* into, std::size_t room) {
  while (true) {
    wait_for(POLLIN);
    const ssize_t count = ::recv(socket_, into, room, 0);
    if (count >= 0) return static_cast<std::size_t>(count);
    if (!would_block(errno)) broke("receiving", errno);
  }
}

}  // namespace lab::host
