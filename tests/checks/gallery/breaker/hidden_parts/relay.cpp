// The state is behind a pointer, the class in a header, the caller in a third file.
// label: cb-role satisfied
// label: cb-three-modes satisfied
// label: cb-threshold satisfied
// label: cb-open-period satisfied
// label: cb-clock violated
// label: cb-probe-limit satisfied
// label: cb-success-resets violated
// label: cb-fail-fast satisfied
// label: cb-transitions-guarded satisfied
// label: cb-probe-failure-reopens satisfied
// label: cb-probe-success-closes satisfied
// label: cb-fallback satisfied
// label: cb-rejections-not-counted satisfied
// label: cb-exceptions-recorded violated
// label: cb-lock-across-call violated
#include "relay.hpp"

#include <chrono>
#include <mutex>

struct Relay::Inside {
  std::shared_ptr<Wire> wire;
  std::mutex mutex;
  enum { kContact, kBroken, kTesting } contact = kContact;
  int sparks{};
  std::chrono::system_clock::time_point broken_at;

  bool let_through() {
    if (contact == kContact) return true;
    if (contact == kTesting) return false;
    if (std::chrono::system_clock::now() - broken_at <= std::chrono::seconds(3)) return false;
    contact = kTesting;
    return true;
  }

  void judge(bool fine) {
    if (fine) {
      if (contact == kTesting) {
        contact = kContact;
        sparks = 0;
      }
    } else if (contact == kTesting || ++sparks >= 4) {
      contact = kBroken;
      broken_at = std::chrono::system_clock::now();
    }
  }
};

Relay::Relay(std::shared_ptr<Wire> wire) : inside_(new Inside) { inside_->wire = std::move(wire); }
Relay::~Relay() = default;

bool Relay::put(const std::string& telegram) {
  std::lock_guard<std::mutex> lock(inside_->mutex);
  if (!inside_->let_through()) return false;
  const bool fine = inside_->wire->put(telegram);
  inside_->judge(fine);
  return fine;
}
// mutant cb-probe-limit violated: if (contact == kTesting) return false; => if (contact == kTesting) return true;
// mutant cb-threshold violated: contact == kTesting || ++sparks >= 4 => true
