// label: rt-role satisfied
// label: rt-bound satisfied
// label: rt-growth satisfied
// label: rt-cap satisfied
// label: rt-jitter satisfied
// label: rt-permanent-errors satisfied
// label: rt-stops-on-success satisfied
// label: rt-shift-overflow none
// label: rt-no-lock-sleeping satisfied
#include "sender.hpp"

#include <cerrno>
#include <mutex>

#include "waiting.hpp"

struct Sender::Impl {
  Impl(Transport& t, Limits l) : transport(t), limits(l) {}

  static bool transient(int error) { return error == EAGAIN || error == ETIMEDOUT || error == ECONNRESET; }

  int once(const std::vector<std::uint8_t>& packet) {
    const std::lock_guard<std::mutex> lock(mutex);
    return transport.write(packet);
  }

  Transport& transport;
  Limits limits;
  std::mutex mutex;
};

Sender::Sender(Transport& transport, Limits limits) : impl_(std::make_unique<Impl>(transport, limits)) {}
Sender::~Sender() = default;

bool Sender::send(const std::vector<std::uint8_t>& packet) {
  Waiting waiting(impl_->limits.first_wait_ms);
  unsigned left = impl_->limits.tries;
  while (left-- > 0) {
    const int error = impl_->once(packet);
    if (error == 0) return true;
    if (!Impl::transient(error)) break;
    waiting.wait();
  }
  return false;
}

// mutant rt-permanent-errors violated: if (!Impl::transient(error)) break; =>
// mutant rt-bound violated: while (left-- > 0) { => while (left > 0) {
