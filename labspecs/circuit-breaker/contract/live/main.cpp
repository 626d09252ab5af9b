// The program that the grader runs where real time matters: it puts a publisher into an
// environment of real clocks and a broker behind real TCP. Dead letters and fallback replies are
// the judge's.
#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <thread>

#include "common/judged_endings.hpp"
#include "common/seeded_random.hpp"
#include "host/live_host.hpp"
#include "host/protocol.hpp"
#include "lab/publisher.hpp"
#include "live/http_downstream.hpp"

namespace {

using assay::kit::host::LiveHost;
namespace protocol = lab::protocol;

class RealClock final : public lab::Clock {
 public:
  lab::SteadyTime steady_now() const override { return std::chrono::steady_clock::now(); }
  lab::WallTime wall_now() const override { return std::chrono::system_clock::now(); }
};

class RealScheduler final : public lab::Scheduler {
 public:
  void sleep_for(lab::Duration duration) override { std::this_thread::sleep_for(duration); }
};

}  // namespace

int main() {
  LiveHost host;
  RealClock clock;
  RealScheduler scheduler;
  lab::host::SeededRandom random;
  lab::host::HttpDownstream downstream;
  lab::host::JudgedDeadLetters dead_letters(host);
  lab::host::JudgedFallback fallback(host);
  lab::Environment environment{clock, scheduler, random, downstream, dead_letters, fallback};
  std::unique_ptr<lab::Publisher> publisher;

  host.on(std::string(protocol::create), [&](std::string_view payload) {
    const auto live = lab::host::unpacked<protocol::CreateLive>(payload);
    random.seed(live.create.random_seed);
    downstream.connect_to(live.downstream_port);
    publisher = lab::make_publisher(live.create.config, environment);
    return std::string();
  });
  host.on(std::string(protocol::publish), [&](std::string_view payload) {
    const auto call = lab::host::unpacked<protocol::Publish>(payload);
    return protocol::pack(publisher->publish(call.message, call.deadline));
  });
  host.serve();
}
