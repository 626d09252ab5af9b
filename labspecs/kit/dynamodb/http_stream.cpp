#include "dynamodb/http_stream.hpp"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/beast/core/string.hpp>
#include <boost/beast/http/parser.hpp>
#include <cerrno>

namespace assay::kit::dynamodb {
namespace {

namespace http = boost::beast::http;
using Clock = HttpStream::Clock;

constexpr std::size_t piece = 64 * 1024;

// False once the deadline has passed.
bool wait_for(int socket, short events, Clock::time_point deadline) {
  while (true) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now());
    pollfd ready{socket, events, 0};
    const int count = ::poll(&ready, 1, static_cast<int>(std::clamp<std::int64_t>(left.count(), 0, 3'600'000)));
    if (count > 0) return true;
    if (count < 0 && errno != EINTR) return true;  // the call that follows says why
    if (Clock::now() >= deadline) return false;
  }
}

bool would_block() { return errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR; }

}  // namespace

ReadEnd HttpStream::fill(Clock::time_point deadline) {
  const std::size_t before = unread_.size();
  unread_.resize(before + piece);
  while (true) {
    const ssize_t count = ::recv(socket_, unread_.data() + before, piece, MSG_DONTWAIT);
    if (count < 0 && would_block()) {
      if (wait_for(socket_, POLLIN, deadline)) continue;
      unread_.resize(before);
      return ReadEnd::too_slow;
    }
    unread_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    return count > 0 ? ReadEnd::message : ReadEnd::closed;
  }
}

// A message, or its header alone, off what is unread.
template <typename Parser>
ReadEnd HttpStream::parse(Parser& parser, bool header_only, Clock::time_point deadline) {
  while (header_only ? !parser.is_header_done() : !parser.is_done()) {
    boost::beast::error_code error;
    const std::size_t used = unread_.empty() ? 0 : parser.put(boost::asio::buffer(unread_), error);
    unread_.erase(0, used);
    if (error && error != http::error::need_more) return ReadEnd::malformed;
    if (used > 0 && !unread_.empty() && !error) continue;
    if (header_only ? parser.is_header_done() : parser.is_done()) break;
    if (!unread_.empty() && !error && used == 0) return ReadEnd::malformed;
    if (const auto filled = fill(deadline); filled != ReadEnd::message) {
      const bool between = filled == ReadEnd::closed && !parser.got_some();
      return between || filled == ReadEnd::too_slow ? filled : ReadEnd::closed;
    }
  }
  return ReadEnd::message;
}

ReadEnd HttpStream::read(HttpRequest& request, const RequestReading& how) {
  http::request_parser<http::string_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(how.header));
  parser.body_limit(how.body);
  if (unread_.empty()) {
    if (const auto first = fill(Clock::now() + how.idle); first != ReadEnd::message) return ReadEnd::closed;
  }
  const auto deadline = Clock::now() + how.read;
  if (const auto header = parse(parser, true, deadline); header != ReadEnd::message) return header;
  // A body of unknown length may be the largest.
  if (!how.admit(parser.content_length().value_or(parser.chunked() ? how.body : 0))) return ReadEnd::refused;
  if (boost::beast::iequals(parser.get()[http::field::expect], "100-continue")) {
    if (write("HTTP/1.1 100 Continue\r\n\r\n", deadline) != Wrote::all) return ReadEnd::closed;
  }
  if (const auto whole = parse(parser, false, deadline); whole != ReadEnd::message) return whole;
  request = parser.release();
  return ReadEnd::message;
}

ReadEnd HttpStream::read(HttpResponse& response, Clock::time_point deadline) {
  http::response_parser<http::string_body> parser;
  parser.body_limit(std::uint64_t{64} << 20);
  if (const auto header = parse(parser, true, deadline); header != ReadEnd::message) return header;
  if (const auto whole = parse(parser, false, deadline); whole != ReadEnd::message) return whole;
  response = parser.release();
  return ReadEnd::message;
}

HttpStream::Wrote HttpStream::write(std::string_view bytes, Clock::time_point deadline) {
  while (!bytes.empty()) {
    const ssize_t count = ::send(socket_, bytes.data(), bytes.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (!would_block()) {
      return Wrote::gone;
    } else if (!wait_for(socket_, POLLOUT, deadline)) {
      return Wrote::too_slow;
    }
  }
  return Wrote::all;
}

bool HttpStream::is_stale() const {
  char byte = 0;
  return !unread_.empty() || ::recv(socket_, &byte, 1, MSG_PEEK | MSG_DONTWAIT) >= 0 || !would_block();
}

// tcp(7) has no call for it, but connect(2) to AF_UNSPEC dissolves the association, and Linux tells the
// other side by RST. Unlike a close it is safe while another thread waits on the descriptor.
void HttpStream::reset() {
  sockaddr none{};
  none.sa_family = AF_UNSPEC;
  (void)::connect(socket_, &none, sizeof none);
}

void HttpStream::end() { (void)::shutdown(socket_, SHUT_RDWR); }

std::string http_response(unsigned status, std::string_view body, std::string_view request_id) {
  std::string text = "HTTP/1.1 " + std::to_string(status) + ' ';
  text += http::obsolete_reason(static_cast<http::status>(status));
  text += "\r\nContent-Type: application/x-amz-json-1.0\r\nx-amzn-RequestId: ";
  text += request_id;
  text += "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n";
  text += body;
  return text;
}

}  // namespace assay::kit::dynamodb
