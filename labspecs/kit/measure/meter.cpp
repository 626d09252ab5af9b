#include "measure/meter.hpp"

#include <thread>

namespace assay::kit::measure {
namespace {

// The kernel adds a thread's time up at its next tick, which may be milliseconds away, or as
// soon as it leaves the processor; after a report it does so within microseconds.
constexpr std::chrono::microseconds time_to_sleep{200};

core::Duration cpu_of(const LiveSubject& subject) {
  std::this_thread::sleep_for(time_to_sleep);
  return subject.usage().cpu;
}

}  // namespace

Meter::Meter(const LiveSubject& subject)
    : subject_(subject), cpu_(cpu_of(subject)), began_(LiveSubject::Clock::now()) {}

Spent Meter::until(LiveSubject::Clock::time_point reported) const {
  return {reported - began_, cpu_of(subject_) - cpu_};
}

}  // namespace assay::kit::measure
