// What a measured loop must come to, computed by the judge.
#pragma once

#include <cstdint>

#include "bench/work.hpp"

namespace judge {

/// What any publisher does that delivers while it can, and refuses from an outage on.
class ExpectedPublisher {
 public:
  /// The digest after publishing it all, in any number of threads.
  [[nodiscard]] std::uint64_t publish_all(const lab::bench::Work& work);

 private:
  bool is_open_ = false;  ///< the circuit, which stays so for longer than is measured
};

/// The digest of the same sends without a publisher; of work without an outage.
[[nodiscard]] std::uint64_t expected_of_bare_sends(const lab::bench::Work& work);

}  // namespace judge
