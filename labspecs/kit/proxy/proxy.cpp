#include "proxy/proxy.hpp"

#include <sys/socket.h>

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/basic_socket_acceptor.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/packaged_task.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <cerrno>
#include <exception>
#include <future>
#include <memory>
#include <thread>
#include <utility>

#include "proxy/connection.hpp"
#include "proxy/upstream_address.hpp"

namespace assay::kit::proxy {
namespace {

namespace asio = boost::asio;
using Acceptor = asio::basic_socket_acceptor<asio::generic::stream_protocol>;

// An accept that fails does so again at once, mostly for want of descriptors.
constexpr auto before_next_accept = std::chrono::milliseconds(20);

core::Result<util::Fd> listen_on_loopback() {
  util::Fd listener(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  if (!listener || ::bind(listener.get(), reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::listen(listener.get(), SOMAXCONN) != 0) {
    return core::fail_errno("listening on 127.0.0.1", errno);
  }
  return listener;
}

core::Result<int> family_of(const util::Fd& listener) {
  sockaddr_storage address{};
  socklen_t size = sizeof address;
  if (::getsockname(listener.get(), reinterpret_cast<sockaddr*>(&address), &size) != 0) {
    return core::fail_errno("reading the listening socket's address", errno);
  }
  return address.ss_family;
}

}  // namespace

struct Proxy::State {
  explicit State(unsigned most) : most_connections(most) {}
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  [[nodiscard]] core::Result<void> open(Options options);
  asio::awaitable<void> accept_all();
  void faults_changed();

  // Runs it on the proxy's thread and waits for what it gives.
  template <typename Function>
  auto on_thread(Function function) {
    return asio::post(io, std::packaged_task<decltype(function())()>(std::move(function))).get();
  }

  const unsigned most_connections;
  Shared shared;
  asio::io_context io{1};  // destroyed before `shared`: with it go the connections' coroutines
  asio::executor_work_guard<asio::io_context::executor_type> work{io.get_executor()};
  Acceptor acceptor{io};
  std::uint16_t port = 0;
  std::jthread thread;
};

Proxy::State::~State() {
  io.stop();
  if (thread.joinable()) thread.join();
}

core::Result<void> Proxy::State::open(Options options) {
  auto upstream = resolve_upstream(io, options.upstream);
  if (!upstream) return std::unexpected(upstream.error());
  shared.upstream = std::move(*upstream);
  shared.seed = options.seed;
  if (!options.listener) {
    auto own = listen_on_loopback();
    if (!own) return std::unexpected(own.error());
    options.listener = std::move(*own);
  }
  auto family = family_of(options.listener);
  if (!family) return std::unexpected(family.error());
  boost::system::error_code error;
  acceptor.assign(asio::generic::stream_protocol(*family, 0), options.listener.get(), error);
  if (error) return core::fail_errno("taking the listening socket over", error.value());
  (void)options.listener.release();  // the acceptor's now
  const auto local = acceptor.local_endpoint(error);
  if (!error && (*family == AF_INET || *family == AF_INET6)) {
    // The port is at the same place in both families' addresses.
    port = ntohs(reinterpret_cast<const sockaddr_in*>(local.data())->sin_port);
  }
  return {};
}

asio::awaitable<void> Proxy::State::accept_all() {
  asio::steady_timer pause(io);
  for (;;) {
    const bool full = shared.connections.size() >= most_connections;
    if (!full) {
      auto [error, socket] = co_await acceptor.async_accept(asio::as_tuple(asio::use_awaitable));
      if (!error) {
        const auto number = ++shared.activity.connections;
        std::make_shared<Connection>(shared, std::move(socket), number)->begin();
        continue;
      }
      ++shared.activity.failed_accepts;
    }
    pause.expires_after(before_next_accept);
    (void)co_await pause.async_wait(asio::as_tuple(asio::use_awaitable));
  }
}

void Proxy::State::faults_changed() {
  for (Connection* connection : shared.connections) connection->faults_changed();
}

Proxy::Proxy(std::unique_ptr<State> state) : state_(std::move(state)) {}
Proxy::Proxy(Proxy&&) noexcept = default;
Proxy& Proxy::operator=(Proxy&&) noexcept = default;
Proxy::~Proxy() = default;

core::Result<Proxy> Proxy::start(Options options) {
  auto state = std::make_unique<State>(options.most_connections);
  if (auto opened = state->open(std::move(options)); !opened) {
    return core::within("starting a fault proxy", opened.error());
  }
  asio::co_spawn(state->io, state->accept_all(), [](const std::exception_ptr& problem) {
    if (problem) std::rethrow_exception(problem);
  });
  state->thread = std::jthread([&io = state->io] { io.run(); });
  return Proxy(std::move(state));
}

std::uint16_t Proxy::port() const { return state_->port; }

FaultId Proxy::add(Fault fault) {
  return state_->on_thread([&] {
    const FaultId id = state_->shared.faults.add(std::move(fault));
    state_->faults_changed();
    return id;
  });
}

void Proxy::remove(FaultId fault) {
  state_->on_thread([&] {
    state_->shared.faults.remove(fault);
    state_->faults_changed();
  });
}

void Proxy::remove_all() {
  state_->on_thread([&] {
    state_->shared.faults.remove_all();
    state_->faults_changed();
  });
}

Activity Proxy::activity() const {
  return state_->on_thread([&] {
    Activity activity = state_->shared.activity;
    activity.open = state_->shared.connections.size();
    activity.fired = state_->shared.faults.fired();
    return activity;
  });
}

}  // namespace assay::kit::proxy
