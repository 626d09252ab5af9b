// Whole frames over a stream socket, for both sides.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

namespace assay::kit::wire {

/// How reading a frame ended.
enum class ReadStatus { frame, closed, timed_out, too_long, failed };

/// Writes all of it; false if the other side is gone. Raises no SIGPIPE.
[[nodiscard]] bool write_all(int socket, std::string_view bytes);

/// Takes frames off a socket, several bytes at a time.
class FrameReader {
 public:
  explicit FrameReader(int socket) : socket_(socket) {}

  using Clock = std::chrono::steady_clock;

  /// Waits for a whole frame and puts its body into `body`. Waits no longer than the
  /// socket's own receive timeout between two bytes, and not past `deadline` for more.
  [[nodiscard]] ReadStatus read(std::string& body, Clock::time_point deadline = Clock::time_point::max());

  /// Whether bytes have come that no one has asked for.
  [[nodiscard]] bool has_unread() const;

  /// Bytes that it keeps: never more than a frame and a piece.
  [[nodiscard]] std::size_t held() const { return buffer_.size(); }

  static constexpr std::size_t largest_piece = 4096;  ///< bytes that are taken off at once

 private:
  ReadStatus fill(std::size_t needed, Clock::time_point deadline);
  int socket_;
  std::string buffer_;
  std::size_t begin_ = 0;
};

}  // namespace assay::kit::wire
