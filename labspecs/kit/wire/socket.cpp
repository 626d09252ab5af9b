#include "wire/socket.hpp"

#include <sys/socket.h>

#include <array>
#include <cerrno>

#include "wire/frame.hpp"

namespace assay::kit::wire {

bool write_all(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

ReadStatus FrameReader::fill(std::size_t needed, Clock::time_point deadline) {
  std::array<char, largest_piece> chunk;  // not cleared: this is the hot path
  // Whoever never lets a piece end with a frame must not make the buffer grow without end.
  if (buffer_.size() - begin_ < needed && begin_ > 0) {
    buffer_.erase(0, begin_);
    begin_ = 0;
  }
  while (buffer_.size() - begin_ < needed) {
    const ssize_t count = ::recv(socket_, chunk.data(), chunk.size(), 0);
    if (count == 0) return ReadStatus::closed;
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) return ReadStatus::timed_out;
    if (count < 0) return errno == ECONNRESET ? ReadStatus::closed : ReadStatus::failed;
    buffer_.append(chunk.data(), static_cast<std::size_t>(count));
    // Whoever sends byte by byte never lets the socket's own timeout pass.
    if (buffer_.size() - begin_ < needed && Clock::now() > deadline) return ReadStatus::timed_out;
  }
  return ReadStatus::frame;
}

ReadStatus FrameReader::read(std::string& body, Clock::time_point deadline) {
  if (const auto status = fill(4, deadline); status != ReadStatus::frame) return status;
  const std::size_t length = Reader(std::string_view(buffer_).substr(begin_, 4)).u32();
  if (length > max_body) return ReadStatus::too_long;
  if (const auto status = fill(4 + length, deadline); status != ReadStatus::frame) return status;
  body.assign(buffer_, begin_ + 4, length);
  begin_ += 4 + length;
  if (begin_ == buffer_.size()) {
    buffer_.clear();
    begin_ = 0;
  }
  return ReadStatus::frame;
}

bool FrameReader::has_unread() const {
  if (begin_ != buffer_.size()) return true;
  char byte = 0;
  return ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) > 0;
}

}  // namespace assay::kit::wire
