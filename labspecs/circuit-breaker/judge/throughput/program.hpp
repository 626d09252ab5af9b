// A bench program in the sandbox, the submission's or the reference's, and what the judge
// measures of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string_view>

#include "bench/bench_protocol.hpp"
#include "core/bytes.hpp"
#include "core/duration.hpp"
#include "judge/live_subject.hpp"
#include "lab/config.hpp"
#include "lab/time.hpp"
#include "measure/meter.hpp"
#include "throughput/expectation.hpp"

namespace judge {

using assay::kit::measure::Spent;
using lab::Duration;

enum class Whose { submission, reference };

/// A fresh process with a publisher in it. Every loop's digest is held against the rules: another
/// one is a Violation, and measures nothing. Where the reference errs or is lost, it is a
/// JudgeFault; where the case's time ends while it is asked, Inconclusive.
class BenchProgram {
 public:
  using Clock = assay::kit::LiveSubject::Clock;

  BenchProgram(Whose whose, const lab::Config& config);

  /// Replaces the publisher with a new one, in the same process.
  void renew();

  /// Through the publisher.
  Spent publish_all(const lab::bench::Work& work);

  /// The same sends without it.
  Spent send_all(const lab::bench::Work& work);

  /// Begins a loop through the publisher, and does not wait for it; its messages trip nothing.
  assay::kit::CallId begin(const lab::bench::Work& work);

  struct Ended {
    assay::kit::CallId call = 0;
    Clock::time_point at;
  };
  /// The next loop that has ended; nothing at `deadline`.
  [[nodiscard]] std::optional<Ended> next(Clock::time_point deadline);

  /// Ends the process, and gives the most memory that it ever had, from the cgroup.
  [[nodiscard]] assay::core::Bytes end();

 private:
  template <typename Use>
  auto guarded(const Use& use);
  assay::kit::CallId invoke(std::string_view operation, const std::string& payload, std::uint64_t expected);
  Spent run(std::string_view operation, const lab::bench::Work& work, std::uint64_t expected);
  void check(const assay::kit::LiveEvent& event);

  Whose whose_;
  lab::Config config_;
  ExpectedPublisher expected_;
  assay::kit::LiveSubject subject_;
  assay::kit::CallId calls_ = 0;
  std::map<assay::kit::CallId, std::uint64_t> expected_digests_;  ///< of the calls under way
};

}  // namespace judge
