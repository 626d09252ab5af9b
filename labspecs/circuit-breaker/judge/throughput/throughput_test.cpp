// Speed, each figure held against the reference's in the same run. The bars are for ordinary
// code: a publisher that copies each message whole, takes one mutex for everything, looks its
// destination up at every step and counts its window anew at every result clears each of them
// by a factor of two. They catch what no one would want in the way of each message: a sleep, a
// log line that is flushed, a history that is searched, one lock around the send.
//
// Each figure is of a fresh process: where its memory happens to lie can make one process half as
// fast again as another of the same program, for as long as it lives.
#include <gtest/gtest.h>

#include <algorithm>

#include "judge/scenario.hpp"
#include "throughput/comparison.hpp"
#include "throughput/latency.hpp"
#include "throughput/loop.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;
using assay::kit::measure::LatencyHistogram;
using assay::kit::measure::Question;
using lab::bench::Work;

double closed_rate(Whose whose, std::uint64_t seed) {
  BenchProgram program(whose, measured_config());
  BenchLoop loop(program, BenchLoop::Way::published, {}, seed);
  const double rate = 1e9 / loop.cpu_nanoseconds();
  loop.suffer_outage();
  return rate;
}

double rejected_rate(Whose whose, std::uint64_t seed) {
  BenchProgram program(whose, measured_config());
  program.publish_all({.seed = seed, .messages = lab::bench::still_sent, .outage_from = 0});
  BenchLoop loop(program, BenchLoop::Way::published, {}, seed);
  const double rate = 1e9 / loop.cpu_nanoseconds();
  // A program that refuses whatever comes would be fast as well.
  program.renew();
  loop.suffer_outage();
  return rate;
}

/// In nanoseconds a call, but not less than the rounding of two measurements.
double overhead(Whose whose, std::uint64_t seed) {
  constexpr double least = 1;
  BenchProgram program(whose, measured_config());
  BenchLoop published(program, BenchLoop::Way::published, {}, seed);
  BenchLoop bare(program, BenchLoop::Way::bare, {}, seed);
  const double difference = published.cpu_nanoseconds() - bare.cpu_nanoseconds();
  published.suffer_outage();
  return std::max(least, difference);
}

double gain_from_a_second_thread(Whose whose, std::uint64_t seed) {
  Work work;
  work.messages = 16;
  work.send_sleeps = 200us;
  BenchProgram program(whose, measured_config());
  BenchLoop loop(program, BenchLoop::Way::published, work, seed);
  const auto alone = loop.wall(1);
  return static_cast<double>(alone.count()) / static_cast<double>(loop.wall(2).count());
}

TEST(Throughput, PublishesThroughAClosedBreaker) {
  // A tenth: the simple publisher above has a quarter, one that writes a log line a twentieth.
  judge_against_reference({.title = "A publish through a closed breaker costs little", .read = "README.md#speed-and-memory"},
                          {.name = "closed_calls", .title = "protected calls a second of CPU time, breaker closed",
                           .unit = "calls/s", .more_is_better = true, .bar = 0.1},
                          closed_rate);
}

TEST(Throughput, RefusesThroughAnOpenBreaker) {
  // A tenth, as above: the simple publisher has a half, one that writes a log line a twentieth.
  judge_against_reference(
      {.title = "A publish that an open breaker refuses costs little", .read = "README.md#speed-and-memory"},
      {.name = "rejected_calls", .title = "rejected calls a second of CPU time, breaker open", .unit = "calls/s",
       .more_is_better = true, .bar = 0.1},
      rejected_rate);
}

TEST(Throughput, AddsLittleToACall) {
  // Ten times: the simple publisher takes five times as long, one that writes a log line 23 times.
  judge_against_reference(
      {.title = "The protection of a call costs little beside the call itself", .read = "README.md#speed-and-memory"},
      {.name = "overhead", .title = "CPU time that the publisher adds to a call", .unit = "ns/call",
       .more_is_better = false, .bar = 0.1},
      overhead);
}

TEST(Throughput, GainsFromASecondThread) {
  // A send waits, as it does for a network, and so two threads do twice as much on any machine,
  // also on one whose two processors are one core, or busy. A lock around the send, or another
  // queue of one, leaves the second thread nothing to do: that is half of the reference's gain.
  judge_against_reference({.title = "Two threads publish more than one", .read = "README.md#threads-and-locks"},
                          {.name = "scaling", .title = "gain in real time from a second thread", .unit = "times",
                           .more_is_better = true, .bar = 0.7},
                          gain_from_a_second_thread);
}

TEST(Latency, StaysLowUnderASteadyStream) {
  // Two messages a millisecond, of which the send takes two: a publisher that lets them overlap
  // takes a little more than that for nearly all. One that does not falls ever further behind, to
  // dozens of times as much. Two and a half times leaves room for a thread that is woken late.
  const Question question{.name = "latency_p99", .title = "99th percentile of the latency", .unit = "ns",
                          .more_is_better = false, .bar = 0.4};
  LatencyHistogram of_submission;
  LatencyHistogram of_reference;
  const auto p99 = [&](Whose whose, std::uint64_t seed) {
    const Stream stream{.like = {.seed = seed, .send_sleeps = 2ms}, .messages = 50, .interval = 500us};
    BenchProgram program(whose, measured_config());
    auto& all = whose == Whose::submission ? of_submission : of_reference;
    return static_cast<double>(best_p99(program, stream, all).count());
  };
  judge_against_reference({.title = "Messages that come in a steady stream do not wait for each other",
                           .read = "README.md#threads-and-locks"},
                          question, p99);
  if (of_submission.count() == 0 || of_reference.count() == 0) return;
  assay::kit::record_latencies(assay::kit::measure::latency_profile(
      "from a message's intended start, 2,000 messages a second", of_submission, of_reference));
}

}  // namespace
}  // namespace judge
