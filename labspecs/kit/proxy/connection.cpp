#include "proxy/connection.hpp"

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/socket_base.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <exception>
#include <utility>

namespace assay::kit::proxy {
namespace {

namespace asio = boost::asio;

constexpr auto linger_at_most = std::chrono::milliseconds(500);

// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
std::uint64_t mixed(std::uint64_t seed, std::uint64_t number) {
  std::uint64_t z = seed + number * 0x9e3779b97f4a7c15;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
  z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
  return z ^ (z >> 31);
}

double place_of(std::uint64_t seed, std::uint64_t number) {
  return static_cast<double>(mixed(seed, number) >> 11) * 0x1p-53;
}

// Nothing that a peer or the system does throws in a coroutine; what does ends the program.
void rethrow(const std::exception_ptr& problem) {
  if (problem) std::rethrow_exception(problem);
}

// A socket that is broken already has nothing left to be closed in a certain way.
void reset_socket(Socket& socket) {
  boost::system::error_code broken;
  socket.set_option(asio::socket_base::linger(true, 0), broken);
  socket.close(broken);
}

void send_at_once(Socket& socket) {
  boost::system::error_code not_tcp;
  socket.set_option(asio::ip::tcp::no_delay(true), not_tcp);
}

}  // namespace

Connection::Connection(Shared& shared, Socket client, std::uint64_t number)
    : shared_(shared), place_(place_of(shared.seed, number)), client_(std::move(client)),
      server_(client_.get_executor()),
      upstream_(*this, shared.faults, {place_, Direction::upstream}, mixed(shared.seed, number) ^ 1, client_, server_,
                shared.activity.upstream_bytes),
      downstream_(*this, shared.faults, {place_, Direction::downstream}, mixed(shared.seed, number) ^ 2, server_,
                  client_, shared.activity.downstream_bytes),
      timer_(client_.get_executor()) {
  shared_.connections.insert(this);
}

Connection::~Connection() { shared_.connections.erase(this); }

void Connection::begin() {
  asio::co_spawn(client_.get_executor(), [self = shared_from_this()] { return self->connect(); }, rethrow);
}

asio::awaitable<void> Connection::connect() {
  faults_changed();  // it may be down
  boost::system::error_code error = asio::error::not_found;
  for (const auto& endpoint : shared_.upstream) {
    if (closed_) co_return;
    boost::system::error_code none_to_close;
    server_.close(none_to_close);
    const auto [failed] = co_await server_.async_connect(endpoint, asio::as_tuple(asio::use_awaitable));
    error = failed;
    if (!error) break;
  }
  if (closed_) co_return;
  if (error) {
    ++shared_.activity.unreachable;
    reset();
    co_return;
  }
  send_at_once(client_);
  send_at_once(server_);
  for (Pipe* pipe : {&upstream_, &downstream_}) {
    const auto executor = client_.get_executor();
    asio::co_spawn(executor, [self = shared_from_this(), pipe] { return pipe->read(); }, rethrow);
    asio::co_spawn(executor, [self = shared_from_this(), pipe] { return pipe->write(); }, rethrow);
  }
}

void Connection::faults_changed() {
  if (closed_) return;
  if (shared_.faults.find<Down>({place_, Direction::both})) {
    shared_.faults.acted<Down>();
    reset();
    return;
  }
  upstream_.faults_changed();
  downstream_.faults_changed();
}

void Connection::reset() {
  if (closed_) return;
  reset_socket(client_);
  reset_socket(server_);
  close();
}

void Connection::reset_by_fault() {
  shared_.faults.acted<Reset>();
  reset();
}

void Connection::close_gently() {
  if (closed_ || std::exchange(closing_, true)) return;
  upstream_.stop_passing();
  downstream_.stop_passing();
  boost::system::error_code gone;  // where a peer is gone, there is no one to tell
  client_.shutdown(Socket::shutdown_send, gone);
  server_.shutdown(Socket::shutdown_send, gone);
  timer_.expires_after(linger_at_most);
  timer_.async_wait([self = shared_from_this()](const boost::system::error_code& error) {
    if (!error) self->close();
  });
  pipe_ended();
}

void Connection::reset_after(core::Duration delay, FaultId fault) {
  if (delay == core::Duration::zero()) {
    reset_by_fault();
  } else {
    act_after(delay, fault, &Connection::reset_by_fault);
  }
}

void Connection::close_after(core::Duration delay, FaultId fault) { act_after(delay, fault, &Connection::close_gently); }

void Connection::act_after(core::Duration delay, FaultId fault, Act act) {
  if (closing_ || (timed_for_ != 0 && shared_.faults.holds(timed_for_))) return;
  timed_for_ = fault;
  timer_.expires_after(delay);
  timer_.async_wait([self = shared_from_this(), fault, act](const boost::system::error_code& error) {
    if (!error && self->shared_.faults.holds(fault)) (self.get()->*act)();
  });
}

void Connection::pipe_ended() {
  const bool passed_all = upstream_.ended() && downstream_.ended();
  const bool lingered = closing_ && upstream_.drained() && downstream_.drained();
  if (passed_all || lingered) close();
}

void Connection::close() {
  if (std::exchange(closed_, true)) return;
  boost::system::error_code broken;
  client_.close(broken);
  server_.close(broken);
  upstream_.close();
  downstream_.close();
  timer_.cancel();
}

}  // namespace assay::kit::proxy
