#include "http/server.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/packaged_task.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/error.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <boost/beast/http/write.hpp>
#include <exception>
#include <future>
#include <thread>
#include <utility>

#include "http/journal.hpp"

namespace assay::kit::http {
namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using asio::ip::tcp;

constexpr auto to_tuple = asio::as_tuple(asio::use_awaitable);

// An accept that fails does so again at once, mostly for want of descriptors.
constexpr auto before_next_accept = std::chrono::milliseconds(20);

// Nothing that a client does throws in a coroutine; what does ends the program.
void rethrow(const std::exception_ptr& problem) {
  if (problem) std::rethrow_exception(problem);
}

using Message = beast::http::request<beast::http::string_body>;

Request taken_from(const Message& message, std::uint64_t connection) {
  Request request{.at = Clock::now(), .connection = connection, .method = message.method_string(),
                  .target = message.target(), .fields = {}, .body = message.body()};
  for (const auto& field : message) request.fields.emplace_back(field.name_string(), field.value());
  return request;
}

}  // namespace

struct Server::State {
  State(Handler handler_of_requests, Limits limits_of_clients)
      : handler(std::move(handler_of_requests)), limits(limits_of_clients), journal(limits) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  [[nodiscard]] core::Result<void> listen();
  asio::awaitable<void> accept_all();
  asio::awaitable<void> serve(beast::tcp_stream stream, std::uint64_t number);
  asio::awaitable<bool> read(beast::tcp_stream& stream, beast::flat_buffer& buffer, Message& message);
  asio::awaitable<bool> answer(beast::tcp_stream& stream, const Message& message, std::size_t exchange,
                               Response response);
  void note_failure(const beast::error_code& error);

  // Runs it on the server's thread and waits for what it gives.
  template <typename Function>
  auto on_thread(Function function) {
    return asio::post(io, std::packaged_task<decltype(function())()>(std::move(function))).get();
  }

  const Handler handler;
  const Limits limits;
  Journal journal;
  Tally tally;
  asio::io_context io{1};  // destroyed before what its coroutines use
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  tcp::acceptor acceptor{io};
  std::uint16_t port = 0;
  std::jthread thread;
};

Server::State::~State() {
  io.stop();
  if (thread.joinable()) thread.join();
}

core::Result<void> Server::State::listen() {
  beast::error_code error;
  acceptor.open(tcp::v4(), error);
  if (!error) acceptor.bind({asio::ip::address_v4::loopback(), 0}, error);
  if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
  if (!error) port = acceptor.local_endpoint(error).port();
  if (error) return core::fail_errno("starting an HTTP server on 127.0.0.1", error.value());
  return {};
}

asio::awaitable<void> Server::State::accept_all() {
  asio::steady_timer pause(io);
  for (;;) {
    if (tally.open < limits.connections) {
      auto [error, socket] = co_await acceptor.async_accept(to_tuple);
      if (!error) {
        ++tally.open;
        const auto number = ++tally.connections;
        asio::co_spawn(io, serve(beast::tcp_stream(std::move(socket)), number), rethrow);
        continue;
      }
    }
    pause.expires_after(before_next_accept);
    (void)co_await pause.async_wait(to_tuple);
  }
}

asio::awaitable<void> Server::State::serve(beast::tcp_stream stream, std::uint64_t number) {
  beast::error_code not_tcp;
  stream.socket().set_option(tcp::no_delay(true), not_tcp);
  beast::flat_buffer buffer(limits.header + limits.body);
  for (bool goes_on = true; goes_on;) {
    Message message;
    if (!co_await read(stream, buffer, message)) break;
    const Request request = taken_from(message, number);
    const auto exchange = journal.begin(request);
    if (!exchange) {
      ++tally.overflow;
      break;
    }
    Response response = handler(request);
    if (!response.hang_up) journal.decide(*exchange, response.status);
    goes_on = co_await answer(stream, message, *exchange, std::move(response)) && message.keep_alive();
  }
  // The stream closes with the coroutine; what was written still arrives.
  beast::error_code gone;
  stream.socket().shutdown(tcp::socket::shutdown_send, gone);
  --tally.open;
}

asio::awaitable<bool> Server::State::read(beast::tcp_stream& stream, beast::flat_buffer& buffer, Message& message) {
  beast::http::request_parser<beast::http::string_body> parser;
  parser.header_limit(static_cast<std::uint32_t>(limits.header));
  parser.body_limit(limits.body);
  stream.expires_after(limits.read);
  const auto [error, size] = co_await beast::http::async_read(stream, buffer, parser, to_tuple);
  if (error) {
    note_failure(error);
    co_return false;
  }
  message = parser.release();
  co_return true;
}

asio::awaitable<bool> Server::State::answer(beast::tcp_stream& stream, const Message& message, std::size_t exchange,
                                            Response response) {
  stream.expires_never();
  if (response.delay > core::Duration::zero()) {
    asio::steady_timer delay(io, response.delay);
    (void)co_await delay.async_wait(to_tuple);
  }
  if (response.hang_up) co_return false;
  beast::http::response<beast::http::string_body> reply(static_cast<beast::http::status>(response.status),
                                                        message.version());
  reply.keep_alive(message.keep_alive());
  reply.body() = std::move(response.body);
  reply.prepare_payload();
  stream.expires_after(limits.write);
  const auto [error, size] = co_await beast::http::async_write(stream, reply, to_tuple);
  if (error) {
    note_failure(error);
    co_return false;
  }
  journal.end(exchange);
  co_return true;
}

// An end between two requests, and a connection that the client gave up, are no one's fault.
void Server::State::note_failure(const beast::error_code& error) {
  if (error == beast::error::timeout) {
    ++tally.too_slow;
  } else if (error.category() == make_error_code(beast::http::error::bad_method).category() &&
             error != beast::http::error::end_of_stream) {
    ++tally.malformed;
  }
}

Server::Server(std::unique_ptr<State> state) : state_(std::move(state)) {}
Server::Server(Server&&) noexcept = default;
Server& Server::operator=(Server&&) noexcept = default;
Server::~Server() = default;

core::Result<Server> Server::start(Handler handler, Limits limits) {
  auto state = std::make_unique<State>(std::move(handler), limits);
  if (auto listens = state->listen(); !listens) return std::unexpected(listens.error());
  asio::co_spawn(state->io, state->accept_all(), rethrow);
  state->thread = std::jthread([&io = state->io] { io.run(); });
  return Server(std::move(state));
}

std::uint16_t Server::port() const { return state_->port; }

std::vector<Exchange> Server::exchanges(std::size_t first) const {
  return state_->on_thread([&] { return state_->journal.from(first); });
}

Tally Server::tally() const {
  return state_->on_thread([&] { return state_->tally; });
}

}  // namespace assay::kit::http
