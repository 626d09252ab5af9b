#include "races/storm_plan.hpp"

#include <algorithm>
#include <chrono>
#include <random>
#include <utility>

#include "judge/subject.hpp"
#include "races/attribution.hpp"
#include "races/race_subject.hpp"
#include "races/subject/canary.hpp"
#include "support/words.hpp"

namespace judge {
namespace {

using namespace std::chrono_literals;
namespace races = assay::kit::races;
namespace storm = lab::storm;
using assay::kit::Recorder;
using assay::kit::Violation;
using races::Report;

const std::string no_race = "threads that publish at the same time use shared memory only under a lock, or through atomics";

// The storm's own course does not depend on it: it only keeps a program from knowing when it
// is looked at.
unsigned any_below(unsigned bound) {
  std::random_device device;
  return std::uniform_int_distribution<unsigned>(0, bound - 1)(device);
}

[[noreturn]] void complain(const Report& report) {
  for (auto& trace : races::traces_of(report)) assay::kit::record_trace(std::move(trace));
  if (races::is_lock_order(report)) {
    throw Violation{"locks are taken in one order by all threads", races::describe(report)};
  }
  throw Violation{no_race, races::describe(report)};
}

// The driver of one subject.
class StormRun {
 public:
  StormRun(Recorder& recorder, const Complaint& complaint) : recorder_(recorder), complaint_(complaint) {}

  std::string run(std::string_view operation, const std::string& payload, const std::string& what) {
    recorder_.step(since_begin(), "judge", what);
    const auto answer = subject_.run(operation, payload, complaint_);
    if (!answer) {
      recorder_.step(since_begin(), "ThreadSanitizer", "reports: " + races::describe(subject_.reports().back()));
      complain(*std::ranges::find_if(subject_.reports(), complaint_));
    }
    note("is done");
    return *answer;
  }

  void note(std::string what) { recorder_.step(since_begin(), "program", std::move(what)); }

  [[nodiscard]] bool has(const std::function<bool(const Report&)>& kind) const {
    return std::ranges::any_of(subject_.reports(), kind);
  }

 private:
  using Clock = std::chrono::steady_clock;
  [[nodiscard]] Duration since_begin() const { return Clock::now() - began_; }

  Recorder& recorder_;
  const Complaint& complaint_;
  Clock::time_point began_ = Clock::now();
  races::RaceSubject subject_;
};

// A race of the judge's own against the student's code: without its report, no race of the
// student's would be reported either.
void check_instrumentation(StormRun& run, const lab::Config& config) {
  const unsigned canary = any_below(races::canaries);
  run.run(storm::cross, storm::pack(storm::Cross{config, canary}), "has one publish race with a thread of the judge's own");
  if (run.has([&](const Report& report) { return races::is_crossing(report, canary); })) return;
  throw Violation{"ThreadSanitizer reports the race that the judge makes with your code on purpose",
                  "no such report names a line of your code: race detection is taken out of it (by options such as "
                  "-fno-sanitize, -g0 or -s, or attributes such as no_sanitize_thread), or its reports are kept from "
                  "the judge, and nothing can be said of its races"};
}

void check_canary(const StormRun& run, unsigned canary) {
  if (run.has([&](const Report& report) { return races::is_canary(report, canary); })) return;
  throw Violation{"ThreadSanitizer reports the race that the judge's program makes with itself on purpose",
                  "it reports none: race detection was switched off, or its reports were kept from the judge"};
}

// A place that two threads both take for free is no data race where the count is an atomic.
void check_tally(const storm::Tally& tally, const storm::Storm& weather) {
  if (tally.overfull == 0) return;
  throw Violation{"at most max_concurrent = " + std::to_string(weather.config.max_concurrent) +
                      " publishes to one destination are under way at once",
                  counted(tally.overfull, "send") + " began above that limit"};
}

}  // namespace

lab::Config hasty() {
  lab::Config config;
  config.retry = {.max_attempts = 3, .base_delay = 20us, .max_delay = 100us, .jitter = 1};
  config.breaker.failure_threshold = 4;
  config.breaker.window_size = 8;
  config.breaker.minimum_calls = 4;
  config.breaker.failure_ratio = 0.6;
  config.breaker.slow_call = 500us;
  config.breaker.open_period = 300us;
  config.breaker.half_open_probes = 2;
  config.breaker.half_open_successes = 2;
  config.max_concurrent = 100;
  config.call_timeout = 5ms;
  return config;
}

storm::Storm storm_of(unsigned threads, unsigned publishes, unsigned destinations) {
  storm::Storm weather;
  weather.config = hasty();
  weather.threads = threads;
  weather.publishes = publishes;
  weather.destinations = destinations;
  weather.fair = {.transient = 20, .permanent = 20, .timeout = 0, .broken = 5, .slow = 5};
  weather.foul = {.transient = 500, .permanent = 20, .timeout = 20, .broken = 200, .slow = 20};
  weather.spell = 2ms;
  weather.pause = 20us;
  weather.slow = 600us;
  return weather;
}

bool is_any(const Report& report) { return races::is_students(report) && !races::is_on_purpose(report); }

bool is_lock_cycle(const Report& report) { return races::is_students(report) && races::is_lock_order(report); }

void judge_storm(Recorder& recorder, std::uint64_t seed, StormPlan plan, const Complaint& complaint) {
  auto& weather = plan.storm;
  weather.seed = seed;
  weather.canary = any_below(races::canaries);
  weather.canary_after = std::chrono::microseconds(1 + any_below(50'000));
  StormRun run(recorder, complaint);
  check_instrumentation(run, weather.config);
  const std::string payload = run.run(storm::storm, storm::pack(weather), plan.what + ", " + describe(weather.config));
  check_canary(run, weather.canary);
  storm::Tally tally;
  if (!storm::unpack(payload, tally)) {
    throw assay::kit::SubjectLost(assay::core::CaseEnd::subject_broke_protocol, "the program wrote garbage to the judge's socket");
  }
  if (tally.threw > 0) run.note("let " + counted(tally.threw, "exception") + " out of publish, which other suites judge");
  check_tally(tally, weather);
}

}  // namespace judge
