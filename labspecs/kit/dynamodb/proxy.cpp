#include "dynamodb/proxy.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <sys/socket.h>

#include <cerrno>
#include <cstring>
#include <list>
#include <system_error>
#include <thread>

#include "dynamodb/session.hpp"
#include "dynamodb/shared.hpp"
#include "judge/subject.hpp"

namespace assay::kit::dynamodb {
namespace {

/// How often it is looked whether there is room again, and whether a blackout is over.
constexpr int look_again_ms = 10;

}  // namespace

struct Proxy::State {
  State(util::Fd the_listener, Engine& engine, ProxyOptions options);
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  ~State();

  void accept_all();
  void begin(util::Fd socket);
  void join_ended();
  void reset_all();

  struct Worker {
    std::unique_ptr<Session> session;
    std::atomic<bool> ended = false;
    std::thread thread;
  };

  Shared shared;
  util::Fd listener;
  util::Fd wake;
  std::mutex mutex;  // guards the list
  std::list<Worker> workers;
  std::thread acceptor;
};

Proxy::State::State(util::Fd the_listener, Engine& engine, ProxyOptions options)
    : shared(engine, std::move(options)), listener(std::move(the_listener)), wake(::eventfd(0, EFD_CLOEXEC)) {
  // A connection may be gone between poll and accept.
  const bool set = listener && ::fcntl(listener.get(), F_SETFL, ::fcntl(listener.get(), F_GETFL) | O_NONBLOCK) == 0;
  if (!set || !wake) throw JudgeFault("starting a proxy: " + std::string(std::strerror(errno)));
  shared.reset_all = [this] { reset_all(); };
  acceptor = std::thread([this] { accept_all(); });
}

Proxy::State::~State() {
  shared.stop.request_stop();
  shared.gate.open();
  (void)::eventfd_write(wake.get(), 1);
  acceptor.join();
  {
    const std::lock_guard lock(mutex);
    for (auto& worker : workers) worker.session->end();
  }
  for (auto& worker : workers) worker.thread.join();
}

void Proxy::State::accept_all() {
  while (!shared.stop.stop_requested()) {
    join_ended();
    const bool held = shared.blackout.is_on() && !shared.blackout.resets();
    const bool full = shared.open >= shared.options.limits.connections;
    pollfd ready[] = {{wake.get(), POLLIN, 0}, {listener.get(), POLLIN, 0}};
    if (held || full) {
      (void)::poll(ready, 1, look_again_ms);
      continue;
    }
    if (::poll(ready, 2, 100) <= 0 || (ready[1].revents & POLLIN) == 0) continue;
    util::Fd socket(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (socket) {
      begin(std::move(socket));
    } else {
      (void)::poll(ready, 1, look_again_ms);  // mostly for want of descriptors, and it would fail at once again
    }
  }
}

void Proxy::State::begin(util::Fd socket) {
  const auto number = ++shared.connections;
  const std::lock_guard lock(mutex);
  Worker& worker = workers.emplace_back();
  worker.session = std::make_unique<Session>(shared, std::move(socket), number);
  if (shared.blackout.resets()) worker.session->reset();
  ++shared.open;
  try {
    worker.thread = std::thread([this, &worker] {
      worker.session->serve();
      --shared.open;
      worker.ended = true;
    });
  } catch (const std::system_error& problem) {
    shared.fail(std::string("starting a thread: ") + problem.what());
    --shared.open;
    workers.pop_back();
  }
}

// Their sockets close here.
void Proxy::State::join_ended() {
  const std::lock_guard lock(mutex);
  for (auto worker = workers.begin(); worker != workers.end();) {
    if (!worker->ended) {
      ++worker;
      continue;
    }
    worker->thread.join();
    worker = workers.erase(worker);
  }
}

void Proxy::State::reset_all() {
  const std::lock_guard lock(mutex);
  for (auto& worker : workers) worker.session->reset();
}

Proxy::Proxy(util::Fd listener, Engine& engine, ProxyOptions options)
    : state_(std::make_unique<State>(std::move(listener), engine, std::move(options))) {}
Proxy::~Proxy() = default;

void Proxy::set_policy(Policy policy) {
  const std::lock_guard lock(state_->shared.arrivals);
  state_->shared.policy = std::move(policy);
}

void Proxy::keep_past(bool on) { state_->shared.past.keep(on); }

Gate& Proxy::gate() { return state_->shared.gate; }

void Proxy::set_on_event(std::function<void()> on_event) {
  const std::lock_guard lock(state_->shared.events);
  state_->shared.on_event = std::move(on_event);
}

unsigned Proxy::under_way() const {
  const unsigned all = state_->shared.requests;
  const auto parked = static_cast<unsigned>(state_->shared.gate.parked_count());
  return all > parked ? all - parked : 0;
}

bool Proxy::crash_due() const { return state_->shared.crash_due; }

std::vector<Exchange> Proxy::record(std::uint64_t after) const {
  state_->shared.rethrow();
  return state_->shared.record.all(after);
}

std::map<std::string, std::uint64_t> Proxy::fired() const {
  state_->shared.rethrow();
  return state_->shared.record.fired();
}

ProxyTally Proxy::tally() const {
  const Shared& shared = state_->shared;
  return {.connections = shared.connections,
          .open = shared.open,
          .malformed = shared.malformed,
          .too_slow = shared.too_slow,
          .overloaded = shared.overloaded,
          .overflow = shared.overflow};
}

void Proxy::clear() { state_->shared.record.clear(); }

}  // namespace assay::kit::dynamodb
