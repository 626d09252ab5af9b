// What the fault proxy costs where nothing is broken: bytes a second and round trips a
// second through it, as ratios to a direct connection over loopback in the same run.
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <thread>
#include <vector>

#include "proxy/proxy.hpp"
#include "util/fd.hpp"

namespace {

using assay::util::Fd;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 7;
constexpr std::size_t transfer = std::size_t{128} << 20;
constexpr std::size_t piece = std::size_t{64} << 10;
constexpr int trips = 5'000;

void require(bool good, const char* what) {
  if (good) return;
  std::perror(what);
  std::exit(4);
}

sockaddr_in loopback(std::uint16_t port) {
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(port);
  return address;
}

Fd tcp_socket() {
  Fd socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  const int on = 1;
  require(socket && ::setsockopt(socket.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) == 0, "socket");
  return socket;
}

/// Answers each connection, one after the other: the first byte says whether to send every
/// piece back or to read on until the end and then send one byte.
class Server {
 public:
  Server() : listener_(tcp_socket()) {
    auto address = loopback(0);
    require(::bind(listener_.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "bind");
    require(::listen(listener_.get(), 8) == 0, "listen");
    socklen_t size = sizeof address;
    require(::getsockname(listener_.get(), reinterpret_cast<sockaddr*>(&address), &size) == 0, "getsockname");
    port_ = ntohs(address.sin_port);
    thread_ = std::jthread([this] { serve(); });
  }
  ~Server() { ::shutdown(listener_.get(), SHUT_RDWR); }
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  [[nodiscard]] std::uint16_t port() const { return port_; }

 private:
  void serve() {
    std::vector<char> buffer(piece);
    for (;;) {
      const Fd client(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
      if (!client) return;
      const int on = 1;
      (void)::setsockopt(client.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      char mode = 0;
      if (::recv(client.get(), &mode, 1, 0) != 1) continue;
      for (ssize_t got = 0; (got = ::recv(client.get(), buffer.data(), buffer.size(), 0)) > 0;) {
        if (mode == 'e' && ::send(client.get(), buffer.data(), static_cast<std::size_t>(got), MSG_NOSIGNAL) != got) break;
      }
      if (mode == 's') (void)::send(client.get(), "k", 1, MSG_NOSIGNAL);
    }
  }

  Fd listener_;
  std::uint16_t port_ = 0;
  std::jthread thread_;
};

Fd connect_to(std::uint16_t port, char mode) {
  Fd client = tcp_socket();
  const auto address = loopback(port);
  require(::connect(client.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0, "connect");
  require(::send(client.get(), &mode, 1, MSG_NOSIGNAL) == 1, "send");
  return client;
}

double seconds_since(Clock::time_point began) { return std::chrono::duration<double>(Clock::now() - began).count(); }

double bytes_per_second(std::uint16_t port) {
  const Fd client = connect_to(port, 's');
  const std::string bytes(piece, 'x');
  const auto began = Clock::now();
  for (std::size_t sent = 0; sent < transfer; sent += piece) {
    require(::send(client.get(), bytes.data(), piece, MSG_NOSIGNAL) == static_cast<ssize_t>(piece), "send");
  }
  ::shutdown(client.get(), SHUT_WR);
  char done = 0;
  require(::recv(client.get(), &done, 1, 0) == 1, "recv");
  return static_cast<double>(transfer) / seconds_since(began);
}

double trips_per_second(std::uint16_t port) {
  const Fd client = connect_to(port, 'e');
  char message[64] = {};
  const auto began = Clock::now();
  for (int i = 0; i < trips; ++i) {
    require(::send(client.get(), message, sizeof message, MSG_NOSIGNAL) == sizeof message, "send");
    require(::recv(client.get(), message, sizeof message, MSG_WAITALL) == sizeof message, "recv");
  }
  return trips / seconds_since(began);
}

double median(std::vector<double> values) {
  std::ranges::sort(values);
  return values[values.size() / 2];
}

template <typename Measure>
void compare(const char* what, const char* unit, double scale, Measure measure, std::uint16_t direct, std::uint16_t proxied) {
  std::vector<double> without, with, ratios;
  for (int round = 0; round < rounds; ++round) {
    without.push_back(measure(direct));
    with.push_back(measure(proxied));
    ratios.push_back(with.back() / without.back());
  }
  std::printf("  %-22s direct %9.0f %s   through the proxy %9.0f %s   ratio %.2f\n", what, median(without) / scale, unit,
              median(with) / scale, unit, median(ratios));
}

}  // namespace

int main() {
  const Server server;
  auto proxy = assay::kit::proxy::Proxy::start(
      {.listener = {}, .upstream = "127.0.0.1:" + std::to_string(server.port())});
  if (!proxy) {
    std::fprintf(stderr, "%s\n", proxy.error().message.c_str());
    return 4;
  }
  std::printf("the fault proxy against a direct connection over loopback, medians of %d alternating rounds\n", rounds);
  compare("one connection, bulk", "MiB/s", 1 << 20, bytes_per_second, server.port(), proxy->port());
  compare("64-byte round trips", "1/s", 1, trips_per_second, server.port(), proxy->port());
  return 0;
}
