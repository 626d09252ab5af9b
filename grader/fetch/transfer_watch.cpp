#include "fetch/transfer_watch.hpp"

#include <sys/socket.h>

#include <cassert>
#include <utility>

namespace assay::fetch {
namespace {

constexpr std::chrono::milliseconds tick{50};
thread_local TransferWatch* watch_of_this_thread = nullptr;

}  // namespace

TransferWatch::TransferWatch(const TransferLimits& limits, core::Bytes allowed, std::stop_token stop)
    : limits_(limits), stop_(std::move(stop)), left_(allowed.count), thread_([this](const std::stop_token& done) { watch(done); }) {
  assert(watch_of_this_thread == nullptr);
  watch_of_this_thread = this;
}

TransferWatch::~TransferWatch() { watch_of_this_thread = nullptr; }

TransferWatch* TransferWatch::current() { return watch_of_this_thread; }

bool TransferWatch::add_socket(int socket) {
  const std::scoped_lock lock(mutex_);
  if (cause_ != Cause::none) return false;
  sockets_.insert(socket);
  return true;
}

void TransferWatch::remove_socket(int socket) {
  const std::scoped_lock lock(mutex_);
  sockets_.erase(socket);
}

void TransferWatch::note_received(std::size_t count) {
  note_activity();
  if (count > left_) return end(Cause::too_large);
  left_ -= count;
}

// What frames the objects (HTTP, TLS, the side band) is allowed for with a sixteenth.
void TransferWatch::allow(core::Bytes more) { left_ += more.count + more.count / 16 + (std::uint64_t{64} << 10); }

void TransferWatch::end(Cause cause) {
  const std::scoped_lock lock(mutex_);
  Cause none = Cause::none;
  if (!cause_.compare_exchange_strong(none, cause)) return;
  for (const int socket : sockets_) ::shutdown(socket, SHUT_RDWR);
}

void TransferWatch::watch(const std::stop_token& done) {
  std::mutex unused;  // the condition is the token itself
  std::unique_lock lock(unused);
  while (!done.stop_requested()) {
    tick_.wait_for(lock, done, tick, [] { return false; });
    const auto now = Clock::now();
    if (stop_.stop_requested()) end(Cause::interrupted);
    if (now - start_ > limits_.total) end(Cause::took_too_long);
    if (now - last_activity_.load() > limits_.stall) end(Cause::stalled);
  }
}

}  // namespace assay::fetch
