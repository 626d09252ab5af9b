// What a measured loop must come to by the rules of README.md, computed by the judge.
#pragma once

#include <cstdint>

#include "bench/work.hpp"
#include "lab/config.hpp"
#include "support/breaker_model.hpp"

namespace judge {

/// A publisher of the rules' own, for one destination and one message at a time. Time stands
/// still but for the waits between attempts, as in the bench program.
class ExpectedPublisher {
 public:
  explicit ExpectedPublisher(const lab::Config& config) : config_(config), breaker_(config.breaker) {}

  /// The digest after publishing it all. Where no order of the messages trips the breaker, it is
  /// that of any number of threads.
  [[nodiscard]] std::uint64_t publish_all(const lab::bench::Work& work);

 private:
  void publish(const lab::bench::Work& work, std::uint64_t message, lab::bench::Digest& digest);
  void give_up(const lab::bench::Work& work, std::uint64_t message, lab::Cause cause, unsigned attempts,
               lab::bench::Digest& digest) const;
  [[nodiscard]] Duration wait_after(unsigned attempt) const;

  lab::Config config_;  ///< without jitter, without bulkheads that fill
  BreakerModel breaker_;
  Duration now_{};
};

/// The digest of the same sends without a publisher.
[[nodiscard]] std::uint64_t expected_of_bare_sends(const lab::Config& config, const lab::bench::Work& work);

}  // namespace judge
