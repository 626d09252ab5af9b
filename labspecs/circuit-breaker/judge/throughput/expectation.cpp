#include "throughput/expectation.hpp"

namespace judge {

using lab::bench::Digest;
using lab::bench::Work;

std::uint64_t ExpectedPublisher::publish_all(const Work& work) {
  Digest digest;
  for (std::uint64_t message = work.first; message < work.first + work.messages; ++message) {
    const bool delivered = !is_open_ && message < work.outage_from;
    digest.returned(message, delivered, delivered ? answer_of(work, message) : fallback_of(work, message));
  }
  is_open_ = is_open_ || work.outage_from < work.first + work.messages;
  return digest.value();
}

std::uint64_t expected_of_bare_sends(const Work& work) { return ExpectedPublisher().publish_all(work); }

}  // namespace judge
