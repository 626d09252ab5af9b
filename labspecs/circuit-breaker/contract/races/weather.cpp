#include "races/weather.hpp"

#include <algorithm>
#include <charconv>
#include <thread>

namespace lab::storm {

thread_local Generator* caller = nullptr;

namespace {

// Destinations are called "d0", "d1", …
std::size_t number_of(const std::string& destination) {
  std::size_t number = 0;
  std::from_chars(destination.data() + 1, destination.data() + destination.size(), number);
  return number;
}

}  // namespace

// A thread of the student's own has something to itself as well.
Generator& StormEnvironment::whoever_calls() const {
  if (caller != nullptr) return *caller;
  thread_local Generator stranger(storm_.seed);
  return stranger;
}

SteadyTime StormEnvironment::steady_now() const { return std::chrono::steady_clock::now(); }
WallTime StormEnvironment::wall_now() const { return std::chrono::system_clock::now(); }
void StormEnvironment::sleep_for(Duration duration) { std::this_thread::sleep_for(duration); }
std::uint64_t StormEnvironment::next() { return whoever_calls().next(); }

const Weather& StormEnvironment::weather_now() const {
  const auto spells = std::chrono::steady_clock::now().time_since_epoch() / storm_.spell;
  return spells % 2 == 0 ? storm_.fair : storm_.foul;
}

Reply StormEnvironment::draw_reply(Generator& generator, Duration timeout) const {
  const Weather& weather = weather_now();
  std::uint32_t drawn = generator.below(1000);
  const auto is = [&drawn](std::uint32_t share) {
    if (drawn < share) return true;
    drawn -= share;
    return false;
  };
  if (is(weather.transient)) return {ReplyStatus::transient_error, {}};
  if (is(weather.permanent)) return {ReplyStatus::permanent_error, {}};
  if (is(weather.broken)) throw DownstreamError("the connection broke");
  if (is(weather.timeout)) {
    std::this_thread::sleep_for(std::min(timeout, storm_.slow));
    return {ReplyStatus::timeout, {}};
  }
  if (is(weather.slow)) std::this_thread::sleep_for(std::min(timeout, storm_.slow));
  return {ReplyStatus::ok, "done"};
}

Reply StormEnvironment::send(const Message& message, Duration timeout) {
  Generator& generator = whoever_calls();
  auto& inside = inside_[number_of(message.destination) % counted_destinations];
  const bool counts = storm_.destinations <= counted_destinations;
  if (counts && inside.fetch_add(1, std::memory_order_relaxed) >= storm_.config.max_concurrent) {
    overfull_.fetch_add(1, std::memory_order_relaxed);
  }
  struct Leaving {
    std::atomic<unsigned>* inside;
    ~Leaving() {
      if (inside != nullptr) inside->fetch_sub(1, std::memory_order_relaxed);
    }
  } const leaving{counts ? &inside : nullptr};
  // Some sends take no time, some give the processor away, some sleep.
  const auto manner = generator.below(4);
  if (manner == 0) std::this_thread::sleep_for(storm_.pause);
  if (manner == 1) std::this_thread::yield();
  return draw_reply(generator, timeout);
}

void StormEnvironment::put(const DeadLetter&) {}

// Who was given up on takes a breath now and then: else most of a storm would pass while the
// circuit is open.
std::string StormEnvironment::reply(const Message&, Cause) {
  if (whoever_calls().below(2) == 0) std::this_thread::sleep_for(storm_.pause);
  return "later";
}

}  // namespace lab::storm
