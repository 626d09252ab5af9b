// A subject that asks the judge as often as it is told.
#include <cstdint>
#include <string>
#include <string_view>

#include "host/host.hpp"
#include "wire/frame.hpp"

int main() {
  assay::kit::host::Host host;
  host.on("ask", [&](std::string_view payload) {
    const std::uint64_t times = assay::kit::wire::Reader(payload).u64();
    for (std::uint64_t i = 0; i < times; ++i) host.ask("question", "sixteen bytes ok");
    return std::string();
  });
  return host.serve();
}
