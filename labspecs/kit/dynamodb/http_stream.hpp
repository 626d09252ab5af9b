// Whole HTTP/1.1 messages over a socket, with a deadline for each. Of both sides of the proxy; blocks.
#pragma once

#include <boost/beast/http/message.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "core/duration.hpp"

namespace assay::kit::dynamodb {

using HttpRequest = boost::beast::http::request<boost::beast::http::string_body>;
using HttpResponse = boost::beast::http::response<boost::beast::http::string_body>;

/// How reading a message ended.
enum class ReadEnd {
  message,
  closed,     ///< between two messages, or the socket failed
  malformed,  ///< no HTTP, or larger than it may be
  too_slow,
  refused,    ///< by `RequestReading::admit`
};

/// What a request may take.
struct RequestReading {
  std::size_t header = 0;  ///< bytes
  std::size_t body = 0;    ///< bytes
  core::Duration idle{};   ///< until its first byte
  core::Duration read{};   ///< from there to its last
  std::function<bool(std::uint64_t)> admit;  ///< asked before the body is read: its bytes, at most `body`
};

/// Does not own the socket. One thread reads and writes; any may reset or end it.
class HttpStream {
 public:
  using Clock = std::chrono::steady_clock;

  explicit HttpStream(int socket) : socket_(socket) {}

  [[nodiscard]] ReadEnd read(HttpRequest& request, const RequestReading& how);
  [[nodiscard]] ReadEnd read(HttpResponse& response, Clock::time_point deadline);

  enum class Wrote { all, too_slow, gone };
  [[nodiscard]] Wrote write(std::string_view bytes, Clock::time_point deadline);

  /// The other side has ended, failed, or says what it was not asked.
  [[nodiscard]] bool is_stale() const;

  /// Sends RST, and leaves the socket unconnected: it may be connected again.
  void reset();
  /// What was written still arrives; whoever waits here stops.
  void end();

 private:
  template <typename Parser>
  ReadEnd parse(Parser& parser, bool header_only, Clock::time_point deadline);
  [[nodiscard]] ReadEnd fill(Clock::time_point deadline);

  int socket_;
  std::string unread_;
};

/// One answer of the proxy's, ready to be written.
[[nodiscard]] std::string http_response(unsigned status, std::string_view body, std::string_view request_id);

}  // namespace assay::kit::dynamodb
