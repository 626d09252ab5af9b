// A subject that takes as much CPU time as it is told, in units that are the same for all: the
// environment's SLOWNESS is in percent of them.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "host/live_host.hpp"
#include "wire/frame.hpp"

namespace {

std::uint64_t burn(std::uint64_t units) {
  std::uint64_t state = 0x9e3779b97f4a7c15;
  for (std::uint64_t i = 0; i < units; ++i) {
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
  }
  return state;
}

}  // namespace

int main() {
  const char* slowness = std::getenv("SLOWNESS");
  if (slowness == nullptr) return 1;
  const std::uint64_t percent = std::strtoull(slowness, nullptr, 10);
  assay::kit::host::LiveHost host;
  host.on("work", [&](std::string_view payload) {
    const std::uint64_t units = assay::kit::wire::Reader(payload).u64();
    return assay::kit::wire::Writer().u64(burn(units * percent / 100)).take();
  });
  host.serve();
}
