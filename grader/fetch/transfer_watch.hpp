// Ends a transfer that stalls, takes too long or is no longer wanted, by shutting its
// sockets down: libgit2 1.5 has no time-out of its own, and waits in recv() for ever.
#pragma once

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <stop_token>
#include <thread>

#include "fetch/fetch.hpp"

namespace assay::fetch {

class TransferWatch {
 public:
  enum class Cause { none, interrupted, stalled, took_too_long, too_large };

  /// Watches until destroyed. Streams that this thread makes meanwhile belong to it.
  TransferWatch(const TransferLimits& limits, core::Bytes allowed, std::stop_token stop);
  TransferWatch(const TransferWatch&) = delete;
  TransferWatch& operator=(const TransferWatch&) = delete;
  ~TransferWatch();

  /// The watch of the thread that calls; null outside a transfer.
  [[nodiscard]] static TransferWatch* current();

  /// A socket to shut down when the transfer is to end; false where it has ended already.
  [[nodiscard]] bool add_socket(int socket);
  /// To be called before the socket is closed.
  void remove_socket(int socket);

  void note_activity() { last_activity_ = Clock::now(); }
  /// Notes that so much came; ends the transfer where it is more than was allowed.
  void note_received(std::size_t count);
  /// So much more may come from now on.
  void allow(core::Bytes more);
  /// Ends the transfer; the first cause stays.
  void end(Cause cause);
  [[nodiscard]] Cause cause() const { return cause_; }

 private:
  using Clock = std::chrono::steady_clock;
  void watch(const std::stop_token& done);

  TransferLimits limits_;
  std::stop_token stop_;
  Clock::time_point start_ = Clock::now();
  std::atomic<Clock::time_point> last_activity_ = start_;
  std::atomic<Cause> cause_ = Cause::none;
  std::atomic<std::uint64_t> left_;
  std::mutex mutex_;  ///< guards sockets_
  std::set<int> sockets_;
  std::condition_variable_any tick_;
  std::jthread thread_;
};

}  // namespace assay::fetch
