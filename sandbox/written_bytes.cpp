#include "sandbox/written_bytes.hpp"

#include <string>

#include "sandbox/cgroup_io.hpp"

namespace assay::sandbox {

std::optional<core::Bytes> written_bytes(const std::vector<pid_t>& processes) {
  std::optional<core::Bytes> sum;
  for (const pid_t process : processes) {
    // One that is gone by now was waited for by another of them.
    const auto written = cgroup_io::read_keyed("/proc/" + std::to_string(process) + "/io", "wchar:");
    if (written) sum = core::Bytes{(sum ? sum->count : 0) + *written};
  }
  return sum;
}

}  // namespace assay::sandbox
