// The program that the grader runs: it puts a publisher into an environment whose time,
// downstream, dead letters and fallback are the judge's.
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "common/judged_endings.hpp"
#include "common/seeded_random.hpp"
#include "host/host.hpp"
#include "host/protocol.hpp"
#include "lab/publisher.hpp"

namespace {

using assay::kit::host::Host;
namespace protocol = lab::protocol;

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

class JudgedDownstream final : public lab::Downstream {
 public:
  explicit JudgedDownstream(Host& host) : host_(host) {}
  lab::Reply send(const lab::Message& message, lab::Duration timeout) override {
    auto answer = lab::host::unpacked<protocol::SendAnswer>(
        host_.ask(protocol::send, protocol::pack(protocol::Send{message, timeout})));
    if (answer.connection_broken) throw lab::DownstreamError("the connection broke");
    return std::move(answer.reply);
  }

 private:
  Host& host_;
};

}  // namespace

int main() {
  Host host;
  VirtualClock clock(host);
  VirtualScheduler scheduler(host);
  lab::host::SeededRandom random;
  JudgedDownstream downstream(host);
  lab::host::JudgedDeadLetters dead_letters(host);
  lab::host::JudgedFallback fallback(host);
  lab::Environment environment{clock, scheduler, random, downstream, dead_letters, fallback};
  std::unique_ptr<lab::Publisher> publisher;

  host.on(std::string(protocol::create), [&](std::string_view payload) {
    const auto create = lab::host::unpacked<protocol::Create>(payload);
    random.seed(create.random_seed);
    publisher = lab::make_publisher(create.config, environment);
    return std::string();
  });
  host.on(std::string(protocol::publish), [&](std::string_view payload) {
    const auto call = lab::host::unpacked<protocol::Publish>(payload);
    return protocol::pack(publisher->publish(call.message, call.deadline));
  });
  return host.serve();
}
