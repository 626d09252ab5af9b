// What a subject's host packs into the wire's payloads, as a judge unpacks it: the protocol of
// labs/circuit-breaker.
#include <string>

#include "bench/bench_protocol.hpp"
#include "host/protocol.hpp"
#include "support/fuzz.hpp"

namespace {

template <typename T>
void check(std::string_view bytes) {
  T value;
  if (!lab::protocol::unpack(bytes, value)) return;
  const std::string packed = lab::protocol::pack(value);
  T again;
  assay::fuzz::require(packed.size() <= bytes.size() && lab::protocol::unpack(packed, again) && lab::protocol::pack(again) == packed,
                       "what unpacks is packed the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto bytes = assay::fuzz::text_of(data, size);
  check<lab::PublishResult>(bytes);
  check<lab::DeadLetter>(bytes);
  check<lab::protocol::Send>(bytes);
  check<lab::protocol::Sleep>(bytes);
  check<lab::protocol::FallbackQuestion>(bytes);
  check<lab::bench::Done>(bytes);
  return 0;
}
