// The program that the grader runs: it puts a publisher into an environment whose time,
// downstream, dead letters and fallback are the judge's.
#include <atomic>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "host/host.hpp"
#include "lab/publisher.hpp"
#include "protocol.hpp"

namespace {

using assay::kit::host::Host;
namespace protocol = lab::protocol;

// The judge and the host are built from the same contract: what does not unpack was
// never packed by the other, and there is no one to tell.
template <typename T>
T unpacked(std::string_view bytes) {
  T value;
  if (!protocol::unpack(bytes, value)) std::abort();
  return value;
}

class VirtualClock final : public lab::Clock {
 public:
  explicit VirtualClock(const Host& host) : host_(host) {}
  lab::SteadyTime steady_now() const override { return lab::SteadyTime(lab::Duration(host_.steady_now())); }
  lab::WallTime wall_now() const override { return lab::WallTime(lab::Duration(host_.wall_now())); }

 private:
  const Host& host_;
};

class VirtualScheduler final : public lab::Scheduler {
 public:
  explicit VirtualScheduler(Host& host) : host_(host) {}
  void sleep_for(lab::Duration duration) override {
    host_.ask(protocol::sleep, protocol::pack(protocol::Sleep{duration}));
  }

 private:
  Host& host_;
};

// SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators", 2014).
class SeededRandom final : public lab::Random {
 public:
  void seed(std::uint64_t value) { state_ = value; }
  std::uint64_t next() override {
    std::uint64_t z = state_.fetch_add(0x9e3779b97f4a7c15) + 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
  }

 private:
  std::atomic<std::uint64_t> state_ = 0;
};

class JudgedDownstream final : public lab::Downstream {
 public:
  explicit JudgedDownstream(Host& host) : host_(host) {}
  lab::Reply send(const lab::Message& message, lab::Duration timeout) override {
    auto answer = unpacked<protocol::SendAnswer>(
        host_.ask(protocol::send, protocol::pack(protocol::Send{message, timeout})));
    if (answer.connection_broken) throw lab::DownstreamError("the connection broke");
    return std::move(answer.reply);
  }

 private:
  Host& host_;
};

class JudgedDeadLetters final : public lab::DeadLetterQueue {
 public:
  explicit JudgedDeadLetters(Host& host) : host_(host) {}
  void put(const lab::DeadLetter& letter) override { host_.ask(protocol::dead_letter, protocol::pack(letter)); }

 private:
  Host& host_;
};

class JudgedFallback final : public lab::Fallback {
 public:
  explicit JudgedFallback(Host& host) : host_(host) {}
  std::string reply(const lab::Message& message, lab::Cause cause) override {
    return host_.ask(protocol::fallback, protocol::pack(protocol::FallbackQuestion{message, cause}));
  }

 private:
  Host& host_;
};

}  // namespace

int main() {
  Host host;
  VirtualClock clock(host);
  VirtualScheduler scheduler(host);
  SeededRandom random;
  JudgedDownstream downstream(host);
  JudgedDeadLetters dead_letters(host);
  JudgedFallback fallback(host);
  lab::Environment environment{clock, scheduler, random, downstream, dead_letters, fallback};
  std::unique_ptr<lab::Publisher> publisher;

  host.on(std::string(protocol::create), [&](std::string_view payload) {
    const auto create = unpacked<protocol::Create>(payload);
    random.seed(create.random_seed);
    publisher = lab::make_publisher(create.config, environment);
    return std::string();
  });
  host.on(std::string(protocol::publish), [&](std::string_view payload) {
    const auto call = unpacked<protocol::Publish>(payload);
    return protocol::pack(publisher->publish(call.message, call.deadline));
  });
  return host.serve();
}
