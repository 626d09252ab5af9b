// The program that the judge of races runs: storms of real threads on one publisher.
#include <pthread.h>

#include <atomic>
#include <cstdlib>
#include <memory>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "lab/publisher.hpp"
#include "races/storm.hpp"
#include "races/subject/canary.hpp"
#include "races/subject/race_host.hpp"
#include "races/weather.hpp"

namespace {

namespace races = assay::kit::races;
using lab::storm::Cross;
using lab::storm::Generator;
using lab::storm::Storm;
using lab::storm::StormEnvironment;
using lab::storm::Tally;

// The judge and the host are built from the same contract: what does not unpack was
// never packed by the other, and there is no one to tell.
template <typename T>
T unpacked(std::string_view bytes) {
  T value;
  if (!lab::storm::unpack(bytes, value)) std::abort();
  return value;
}

void publish_once(lab::Publisher& publisher, const Storm& storm, StormEnvironment& weather, const lab::Message& message) {
  const auto deadline = storm.deadline == lab::Duration::zero()
                            ? lab::SteadyTime::max()
                            : lab::SteadyTime(std::chrono::steady_clock::now()) + storm.deadline;
  try {
    publisher.publish(message, deadline);
  } catch (...) {
    weather.note_exception();  // whatever it is: the contract lets none out
  }
}

// All begin at the same time, and none waits for another in a way that orders them.
class Start {
 public:
  explicit Start(unsigned threads) : missing_(threads) {}
  void together() {
    missing_.fetch_sub(1, std::memory_order_relaxed);
    while (missing_.load(std::memory_order_relaxed) > 0) std::this_thread::yield();
  }

 private:
  std::atomic<unsigned> missing_;
};

// By which the judge knows the threads that it watches.
void take_name(unsigned number) {
  pthread_setname_np(pthread_self(), ("storm " + std::to_string(number)).c_str());
}

void run_storm_thread(unsigned number, const Storm& storm, StormEnvironment& weather, lab::Publisher& publisher,
                      Start& start) {
  take_name(number);
  Generator generator(storm.seed * 1000 + number);
  lab::storm::caller = &generator;
  start.together();
  for (unsigned i = 0; i < storm.publishes; ++i) {
    publish_once(publisher, storm, weather,
                 {std::uint64_t{number} << 32 | i, "d" + std::to_string(i % storm.destinations), "payload"});
  }
  lab::storm::caller = nullptr;
}

std::string run_storm(std::string_view payload) {
  const auto storm = unpacked<Storm>(payload);
  StormEnvironment weather(storm);
  auto environment = weather.parts();
  const auto publisher = lab::make_publisher(storm.config, environment);
  Start start(storm.threads);
  std::vector<std::thread> threads;
  for (unsigned i = 0; i < storm.threads; ++i) {
    threads.emplace_back([&, i] { run_storm_thread(i + 1, storm, weather, *publisher, start); });
  }
  std::this_thread::sleep_for(storm.canary_after);
  races::race_with_ourselves(storm.canary);
  for (auto& thread : threads) thread.join();
  return lab::storm::pack(Tally{weather.overfull(), weather.threw()});
}

// There is no publisher that does not read the environment it was given.
std::string run_across(std::string_view payload) {
  const auto cross = unpacked<Cross>(payload);
  Storm calm;
  calm.config = cross.config;
  calm.spell = std::chrono::seconds(1);
  StormEnvironment weather(calm);
  auto environment = weather.parts();
  races::race_with(cross.canary, std::as_writable_bytes(std::span(&environment, 1)), [&] {
    take_name(1);
    Generator generator(1);
    lab::storm::caller = &generator;
    publish_once(*lab::make_publisher(cross.config, environment), calm, weather, {1, "d0", "payload"});
    lab::storm::caller = nullptr;
  });
  return {};
}

}  // namespace

int main() {
  races::RaceHost host;
  host.on(std::string(lab::storm::cross), run_across);
  host.on(std::string(lab::storm::storm), run_storm);
  return host.serve();
}
