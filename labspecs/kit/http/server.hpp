// A small HTTP/1.1 server that a judge runs in place of a service, and that remembers every
// request. Whoever connects may be hostile: a connection that misbehaves is closed.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/duration.hpp"
#include "core/error.hpp"

namespace assay::kit::http {

using Clock = std::chrono::steady_clock;

struct Request {
  Clock::time_point at;          ///< when all of it was there
  std::uint64_t connection = 0;  ///< counted from 1
  std::string method;
  std::string target;            ///< as it was written: "/send/orders"
  std::vector<std::pair<std::string, std::string>> fields;
  std::string body;

  /// The first field of this name, whatever its letters' case; nothing if there is none.
  [[nodiscard]] std::optional<std::string_view> field(std::string_view name) const;
};

struct Response {
  unsigned status = 200;
  std::string body;
  core::Duration delay{};  ///< from the request to the answer; other connections do not wait
  bool hang_up = false;    ///< no answer: after the delay the connection is closed
};

/// Decides the answer. It runs on the server's thread, so it does not block, and does not throw.
using Handler = std::function<Response(const Request&)>;

/// A request and what became of it.
struct Exchange {
  Request request;
  unsigned status = 0;                         ///< of the answer, from before it is sent; 0: it is hung up on
  std::optional<Clock::time_point> answered;   ///< when the system had taken all of the answer
};

struct Limits {
  std::size_t header = 8 * 1024;       ///< bytes of a request line and its fields
  std::size_t body = 64 * 1024;        ///< bytes of a request's body
  core::Duration read = std::chrono::seconds{10};  ///< until a request is complete, idling before it included
  core::Duration write = std::chrono::seconds{10}; ///< until an answer is taken
  std::size_t connections = 512;       ///< at once; more wait to be accepted
  std::size_t exchanges = 20'000;      ///< remembered; a connection that would bring one more is closed
  std::size_t remembered = std::size_t{64} << 20;  ///< bytes of all requests, likewise
};

/// What the server did beside the exchanges.
struct Tally {
  std::uint64_t connections = 0;
  std::uint64_t open = 0;
  std::uint64_t malformed = 0;  ///< closed for what was no request, or too large
  std::uint64_t too_slow = 0;   ///< closed for a request that did not come, or an answer not taken, in time
  std::uint64_t overflow = 0;   ///< closed since no more can be remembered
};

/// Listens on a port of its own on 127.0.0.1 and runs in a thread of its own until it is
/// destroyed. Keeps connections alive as HTTP/1.1 does. All of it may be called from any thread
/// but the handler's.
class Server {
 public:
  /// An infrastructure error where it cannot listen.
  [[nodiscard]] static core::Result<Server> start(Handler handler, Limits limits = {});
  Server(Server&&) noexcept;
  Server& operator=(Server&&) noexcept;
  ~Server();

  [[nodiscard]] std::uint16_t port() const;

  /// In the order in which the requests came, from number `first` on.
  [[nodiscard]] std::vector<Exchange> exchanges(std::size_t first = 0) const;

  [[nodiscard]] Tally tally() const;

 private:
  struct State;
  explicit Server(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace assay::kit::http
