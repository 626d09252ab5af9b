#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace lab::host {

/// Thrown where a connection's time is over.
struct TimedOut {};

/// A TCP connection to 127.0.0.1 that lives until its deadline at most. What goes wrong throws
/// DownstreamError or TimedOut.
class Connection {
 public:
  using Deadline = std::chrono::steady_clock::time_point;

  Connection(std::uint16_t port, Deadline deadline);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  void write(std::string_view bytes);

  /// What has come, at least one byte; 0 once the other side has closed.
  [[nodiscard]] std::size_t read(char* into, std::size_t room);

 private:
  void connect(std::uint16_t port);
  void wait_for(short what) const;
  int socket_ = -1;
  Deadline deadline_;
};

}  // namespace lab::host
