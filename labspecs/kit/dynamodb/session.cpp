#include "dynamodb/session.hpp"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

#include <exception>
#include <memory>

namespace assay::kit::dynamodb {
namespace {

// Gives back what a request's body took of `ProxyLimits::bodies`.
class Budget {
 public:
  explicit Budget(Shared& shared) : shared_(shared) {}
  Budget(const Budget&) = delete;
  Budget& operator=(const Budget&) = delete;
  ~Budget() { shared_.body_bytes -= taken_; }

  bool take(std::size_t bytes) {
    taken_ = bytes;
    const bool fits = (shared_.body_bytes += bytes) <= shared_.options.limits.bodies;
    if (!fits) ++shared_.overloaded;
    return fits;
  }

 private:
  Shared& shared_;
  std::size_t taken_ = 0;
};

Request request_of(Shared& shared, HttpRequest& message, std::uint64_t connection, std::optional<Json>& body) {
  const auto at = Clock::now();
  const auto key_of = [&](const std::string& table) { return shared.schemas.of(table); };
  const std::string operation = operation_of(message["x-amz-target"]);
  if (message.method() == boost::beast::http::verb::post) body = parse_body(message.body());
  Request request = parse_request(operation, body ? *body : Json(), key_of);
  request.at = at;
  request.connection = connection;
  request.client = client_of(message["authorization"]);
  request.size = message.body().size();
  request.body = std::make_shared<const std::string>(std::move(message.body()));
  return request;
}

}  // namespace

Session::Session(Shared& shared, util::Fd socket, std::uint64_t number)
    : shared_(shared), socket_(std::move(socket)), stream_(socket_.get()), number_(number) {
  const int on = 1;
  (void)::setsockopt(socket_.get(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
}

void Session::serve() {
  try {
    while (!shared_.stop.stop_requested() && serve_one()) {
    }
  } catch (const std::exception& problem) {
    // The engine failed, or the judge's policy: no fault of the subject's, which is told nothing.
    shared_.fail(problem.what());
    shared_.tell();
  }
  stream_.end();
}

bool Session::serve_one() {
  const auto& limits = shared_.options.limits;
  Budget budget(shared_);
  HttpRequest message;
  const auto end = stream_.read(message, {.header = limits.header,
                                          .body = limits.body,
                                          .idle = limits.idle,
                                          .read = limits.read,
                                          .admit = [&](std::uint64_t size) { return budget.take(size); }});
  if (end != ReadEnd::message) {
    note(end);
    return false;
  }
  const bool keep_alive = message.keep_alive();
  std::optional<Json> body;
  Request request = request_of(shared_, message, number_, body);
  Handler handler(shared_, std::move(request), std::move(body));
  return carry_out(handler, handler.run()) && keep_alive;
}

bool Session::carry_out(Handler& handler, const Reply& reply) {
  const auto stop = shared_.stop.get_token();
  switch (reply.how) {
    case Reply::How::answer: break;
    case Reply::How::close: return false;
    case Reply::How::reset: stream_.reset(); return false;
    case Reply::How::hold:
      while (shared_.blackout.sleep(std::chrono::hours(1), stop)) {
      }
      return false;
  }
  const auto text = http_response(reply.answer.status, reply.answer.body, std::to_string(handler.number()));
  const auto wrote = stream_.write(text, Clock::now() + shared_.options.limits.write);
  if (wrote == HttpStream::Wrote::all) return true;
  handler.not_sent();
  if (wrote == HttpStream::Wrote::too_slow) ++shared_.too_slow;
  return false;
}

void Session::note(ReadEnd end) {
  if (end == ReadEnd::malformed) ++shared_.malformed;
  if (end == ReadEnd::too_slow) ++shared_.too_slow;
}

}  // namespace assay::kit::dynamodb
