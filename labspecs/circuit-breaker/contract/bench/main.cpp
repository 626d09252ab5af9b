// The program that the grader measures: the publisher between a caller and a downstream that
// cost next to nothing, in loops of which the judge hears only the end. It measures nothing
// itself: time, CPU time and memory are taken from outside.
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "bench/bench_protocol.hpp"
#include "bench/environment.hpp"
#include "common/judged_endings.hpp"
#include "common/seeded_random.hpp"
#include "host/live_host.hpp"
#include "lab/publisher.hpp"

namespace {

using namespace lab::bench;
using lab::host::unpacked;
namespace protocol = lab::protocol;

/// Publishes one message in one way or another.
using Publish = std::function<lab::PublishResult(const lab::Message&)>;

/// Messages from `begin` to before `end`, on the calling thread.
Digest run_part(const Work& work, std::uint64_t begin, std::uint64_t end, const Publish& publish) {
  Progress& seen = progress();
  seen = {.work = &work};
  lab::Message message{0, "orders", std::string(work.payload_size, '.')};
  for (std::uint64_t id = begin; id < end; ++id) {
    message.id = id;
    const lab::PublishResult result = publish(message);
    seen.digest.returned(id, result.delivered, number_in(result.reply));
  }
  return std::exchange(seen, {}).digest;
}

Done run(const Work& work, const Publish& publish) {
  if (work.threads <= 1) return {run_part(work, work.first, work.first + work.messages, publish).value()};
  std::vector<Digest> digests(work.threads);
  std::vector<std::thread> threads;
  for (std::uint32_t i = 0; i < work.threads; ++i) {
    const std::uint64_t begin = work.first + work.messages * i / work.threads;
    const std::uint64_t end = work.first + work.messages * (i + 1) / work.threads;
    threads.emplace_back([&, i, begin, end] { digests[i] = run_part(work, begin, end, publish); });
  }
  Digest sum;
  for (std::uint32_t i = 0; i < work.threads; ++i) {
    threads[i].join();
    sum.add(digests[i]);
  }
  return {sum.value()};
}

class Bench {
 public:
  std::string create(const protocol::Create& settings) {
    config_ = settings.config;
    random_.seed(settings.random_seed);
    publisher_ = lab::make_publisher(config_, environment_);
    return {};
  }

  std::string publish_all(const Work& work) {
    return protocol::pack(run(work, [this](const lab::Message& message) {
      return publisher_->publish(message, time_.steady_now() + std::chrono::hours(1));
    }));
  }

  /// What a publisher without any protection would do.
  std::string send_all(const Work& work) {
    return protocol::pack(run(work, [this](const lab::Message& message) { return send_one(message); }));
  }

 private:
  lab::PublishResult send_one(const lab::Message& message) {
    lab::Reply reply = downstream_.send(message, config_.call_timeout);
    if (reply.status == lab::ReplyStatus::ok) return {true, std::move(reply.body)};
    return {false, fallback_.reply(message, lab::Cause::attempts_exhausted)};
  }

  lab::Config config_;
  BenchTime time_;
  lab::host::SeededRandom random_;
  BenchDownstream downstream_;
  BenchDeadLetters dead_letters_;
  BenchFallback fallback_;
  lab::Environment environment_{time_, time_, random_, downstream_, dead_letters_, fallback_};
  std::unique_ptr<lab::Publisher> publisher_;
};

}  // namespace

int main() {
  assay::kit::host::LiveHost host;
  Bench bench;
  host.on(std::string(protocol::create),
          [&](std::string_view payload) { return bench.create(unpacked<protocol::Create>(payload)); });
  host.on(std::string(publish_all),
          [&](std::string_view payload) { return bench.publish_all(unpacked<Work>(payload)); });
  host.on(std::string(send_all),
          [&](std::string_view payload) { return bench.send_all(unpacked<Work>(payload)); });
  host.serve();
}
