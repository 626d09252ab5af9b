// Plain blocking sockets on 127.0.0.1 for tests, each with a receive timeout so that no
// test waits without end.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "util/fd.hpp"

namespace assay::kit::test {

/// How receiving came to its end.
enum class End { closed, reset, timed_out };

class Peer {
 public:
  Peer() = default;
  explicit Peer(util::Fd socket);

  /// False if the other side is gone.
  bool send(std::string_view bytes);
  /// As many bytes as that, or fewer where `end` then says why.
  std::string receive(std::size_t count);
  /// Everything until the other side ends.
  std::string receive_all();
  /// How the last receive ended that came short.
  [[nodiscard]] std::optional<End> end() const { return end_; }
  void set_patience(std::chrono::milliseconds longest);
  void end_sending();
  void close() { socket_.reset(); }
  [[nodiscard]] int descriptor() const { return socket_.get(); }

 private:
  util::Fd socket_;
  std::optional<End> end_;
};

/// Listens on a port of its own.
class Listener {
 public:
  struct Deaf {};
  static constexpr Deaf deaf{};

  Listener();
  /// Holds the port without listening, so that no one else's test does.
  explicit Listener(Deaf);
  [[nodiscard]] std::uint16_t port() const { return port_; }
  [[nodiscard]] std::string address() const { return "127.0.0.1:" + std::to_string(port_); }
  [[nodiscard]] Peer accept();
  [[nodiscard]] int descriptor() const { return socket_.get(); }
  /// Gives the listening socket away.
  [[nodiscard]] util::Fd take() { return std::move(socket_); }

 private:
  util::Fd socket_;
  std::uint16_t port_ = 0;
};

[[nodiscard]] Peer connect_to(std::uint16_t port);

}  // namespace assay::kit::test
