#include "throughput/program.hpp"

#include <algorithm>
#include <string>

#include "judge/configuration.hpp"
#include "judge/patience.hpp"
#include "judge/scenario.hpp"

namespace judge {

using namespace std::chrono_literals;
using assay::kit::CallId;
using assay::kit::Inconclusive;
using assay::kit::JudgeFault;
using assay::kit::LiveEvent;
using assay::kit::LiveOptions;
using assay::kit::SubjectLost;
using assay::kit::Violation;
using lab::bench::Work;
namespace protocol = lab::protocol;

namespace {

// `create` returns nothing, and so has no digest.
constexpr std::uint64_t no_digest = 0;
constexpr std::uint64_t publisher_seed = 1;

LiveOptions options_for(Whose whose) {
  LiveOptions options;
  if (whose == Whose::reference) {
    options.folder = assay::kit::configuration().baseline_folder;
    if (options.folder.empty()) throw JudgeFault("the suite measures against the reference, and was given none");
  }
  return options;
}

}  // namespace

// What happens to the reference is no student's fault.
template <typename Use>
auto BenchProgram::guarded(const Use& use) {
  if (whose_ == Whose::submission) return use();
  try {
    return use();
  } catch (const SubjectLost& lost) {
    // The submission had its share of the case's time before, and was not lost for it.
    if (assay::kit::patience().left() <= Duration::zero()) {
      throw Inconclusive{"it is decided within the real time that the case has", "that was used up"};
    }
    throw JudgeFault(std::string("the lab's reference, which is measured against: ") + lost.what());
  } catch (const Violation& violation) {
    throw JudgeFault("the lab's reference, which is measured against: " + violation.actual);
  }
}

BenchProgram::BenchProgram(Whose whose, const lab::Config& config)
    : whose_(whose), config_(config), subject_(options_for(whose)) {
  renew();
}

void BenchProgram::renew() {
  guarded([&] {
    expected_ = ExpectedPublisher();
    invoke(protocol::create, protocol::pack(protocol::Create{config_, publisher_seed}), no_digest);
    (void)next(Clock::time_point::max());
  });
}

CallId BenchProgram::invoke(std::string_view operation, const std::string& payload, std::uint64_t expected) {
  const CallId call = ++calls_;
  expected_digests_[call] = expected;
  subject_.invoke(call, operation, payload);
  return call;
}

Spent BenchProgram::publish_all(const Work& work) {
  return run(lab::bench::publish_all, work, expected_.publish_all(work));
}

Spent BenchProgram::send_all(const Work& work) {
  return run(lab::bench::send_all, work, expected_of_bare_sends(work));
}

Spent BenchProgram::run(std::string_view operation, const Work& work, std::uint64_t expected) {
  return guarded([&] {
    const std::string payload = protocol::pack(work);
    const assay::kit::measure::Meter meter(subject_);
    invoke(operation, payload, expected);
    return meter.until(next(Clock::time_point::max())->at);
  });
}

CallId BenchProgram::begin(const Work& work) {
  const std::uint64_t expected = expected_.publish_all(work);
  return guarded([&] { return invoke(lab::bench::publish_all, protocol::pack(work), expected); });
}

std::optional<BenchProgram::Ended> BenchProgram::next(Clock::time_point deadline) {
  return guarded([&]() -> std::optional<Ended> {
    const auto event = subject_.next(deadline);
    if (!event) return std::nullopt;
    check(*event);
    return Ended{event->call, event->at};
  });
}

void BenchProgram::check(const LiveEvent& event) {
  if (event.kind == assay::kit::EventKind::threw) {
    throw Violation{"publish and make_publisher let no exception out", "an exception came out: " + event.payload};
  }
  const auto expected = expected_digests_.extract(event.call);
  lab::bench::Done done;
  const bool answers = event.kind == assay::kit::EventKind::returned && !expected.empty();
  const bool right = answers && (expected.mapped() == no_digest
                                     ? event.payload.empty()
                                     : protocol::unpack(event.payload, done) && done.digest == expected.mapped());
  if (right) return;
  throw Violation{"where nothing goes wrong each message is delivered and its answer returned, and in an outage the "
                  "breaker opens, nothing is sent and the fallback's reply returned, also where it is measured",
                  "what the messages came to is something else, and so there is nothing to measure"};
}

assay::core::Bytes BenchProgram::end() { return subject_.end().usage.peak_memory; }

}  // namespace judge
