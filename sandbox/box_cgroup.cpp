#include "sandbox/box_cgroup.hpp"

#include <fcntl.h>

#include <algorithm>
#include <cerrno>
#include <thread>

#include "sandbox/cgroup_files.hpp"
#include "sandbox/cgroup_io.hpp"
#include "sandbox/cgroup_tree.hpp"

namespace assay::sandbox {

namespace fs = std::filesystem;
namespace files = cgroup_files;

namespace {

/// How long killed processes may take to go, also those that wait for a slow disk; a larger
/// time is a kernel in trouble.
constexpr std::chrono::seconds patience{60};

core::Result<bool> has_swap() {
  const auto swaps = cgroup_io::read("/proc/swaps");
  if (!swaps) return std::unexpected(swaps.error());
  return std::ranges::count(*swaps, '\n') > 1;
}

/// Without a swap limit a box could page out around its memory limit; harmless where there is no swap.
core::Result<void> limit_swap(const fs::path& file, const std::string& value) {
  if (fs::exists(file)) return cgroup_io::write(file, value);
  const auto swap = has_swap();
  if (!swap) return std::unexpected(swap.error());
  if (!*swap) return {};
  return core::fail(core::ErrorKind::infrastructure,
                    "this machine has swap, and the kernel cannot limit it: " + file.string() +
                        " does not exist; boot with swapaccount=1, or run swapoff -a");
}

core::Result<void> limit_memory(const CgroupLayout& folders, core::Bytes limit) {
  const std::string bytes = std::to_string(limit.count);
  const bool v1 = folders.version == 1;
  if (auto set = cgroup_io::write(folders.memory / (v1 ? files::v1::memory_limit : files::v2::memory_limit), bytes); !set) {
    return set;
  }
  if (v1) {
    // Version 1 counts the buffers of Internet sockets apart, and only once they have a limit.
    const fs::path sockets = folders.memory / files::v1::socket_memory_limit;
    if (fs::exists(sockets)) {
      if (auto set = cgroup_io::write(sockets, bytes); !set) return set;
    }
    return limit_swap(folders.memory / files::v1::memory_and_swap_limit, bytes);
  }
  if (auto set = limit_swap(folders.memory / files::v2::swap_limit, "0"); !set) return set;
  return cgroup_io::write(folders.memory / files::v2::memory_oom_group, "1");
}

}  // namespace

core::Result<void> apply_limits(const CgroupLayout& folders, const Limits& limits) {
  if (auto set = limit_memory(folders, limits.memory); !set) return set;
  return cgroup_io::write(folders.processes / files::process_limit,
                          std::to_string(limits.processes + overhead_processes));
}

core::Result<core::Duration> CgroupCounters::cpu() const {
  const bool v1 = folders_.version == 1;
  const auto used = v1 ? cgroup_io::read_number(folders_.cpu / files::v1::cpu_usage)
                       : cgroup_io::read_keyed(folders_.cpu / files::v2::cpu_stat, "usage_usec");
  if (!used) return std::unexpected(used.error());
  return v1 ? core::Duration(*used) : core::Duration(std::chrono::microseconds(*used));
}

core::Result<core::Bytes> CgroupCounters::peak_memory() const {
  const fs::path kept = folders_.memory / (folders_.version == 1 ? files::v1::memory_peak : files::v2::memory_peak);
  const auto bytes = cgroup_io::read_number(fs::exists(kept) ? kept : folders_.memory / files::v2::memory_current);
  if (!bytes) return std::unexpected(bytes.error());
  return core::Bytes{*bytes};
}

std::optional<unsigned> CgroupCounters::peak_processes() const {
  const auto peak = cgroup_io::read_number(folders_.processes / files::process_peak);
  if (!peak) return std::nullopt;
  return static_cast<unsigned>(*peak > overhead_processes ? *peak - overhead_processes : 0);
}

core::Result<std::uint64_t> CgroupCounters::memory_kills() const {
  return cgroup_io::read_keyed(folders_.memory / (folders_.version == 1 ? files::v1::memory_events : files::v2::memory_events),
                               "oom_kill");
}

core::Result<std::uint64_t> CgroupCounters::refused_forks() const {
  return cgroup_io::read_keyed(folders_.processes / files::process_events, "max");
}

std::vector<pid_t> CgroupCounters::members() const { return cgroup_tree::members(folders_.processes); }

BoxCgroup::~BoxCgroup() {
  // What remains is swept by the guard or by a later session.
  if (!paths_.empty()) (void)cgroup_tree::kill_and_remove(paths_, patience);
}

core::Result<BoxCgroup> BoxCgroup::create(const CgroupLayout& base, const std::string& name, const Limits& limits) {
  const CgroupLayout folders{base.version, base.memory / name, base.processes / name, base.cpu / name};
  BoxCgroup box(folders);
  for (const auto& folder : folders.folders()) {
    std::error_code error;
    if (!fs::create_directory(folder, error) || error) {
      return core::fail_errno("making the cgroup " + folder.string(), error ? error.value() : EEXIST);
    }
    box.paths_.push_back(folder.string());
  }
  if (auto set = apply_limits(folders, limits); !set) return std::unexpected(set.error());
  // A counter that cannot be read is found now, not when the verdict depends on it.
  if (auto count = box.counters_.memory_kills(); !count) return std::unexpected(count.error());
  if (auto count = box.counters_.refused_forks(); !count) return std::unexpected(count.error());
  for (const auto& folder : folders.folders()) {
    const fs::path file = folder / (base.version == 1 ? files::v1::join : files::v2::join);
    box.join_files_.emplace_back(open(file.c_str(), O_WRONLY | O_CLOEXEC));
    if (!box.join_files_.back()) return core::fail_errno("opening " + file.string(), errno);
  }
  return box;
}

void BoxCgroup::kill() const {
  for (const auto& path : paths_) cgroup_tree::kill_members(path);
}

core::Result<void> BoxCgroup::empty() const {
  const auto deadline = std::chrono::steady_clock::now() + patience;
  for (const auto& path : paths_) {
    while (!cgroup_tree::members(path).empty()) {
      if (std::chrono::steady_clock::now() > deadline) {
        return core::fail(core::ErrorKind::infrastructure, "killed processes do not go away from " + path);
      }
      cgroup_tree::kill_members(path);
      std::this_thread::sleep_for(std::chrono::microseconds{200});
    }
  }
  return {};
}

core::Result<void> BoxCgroup::remove() {
  if (!cgroup_tree::kill_and_remove(paths_, patience)) {
    return core::fail(core::ErrorKind::infrastructure, "cannot remove the cgroup " + paths_.front());
  }
  paths_.clear();
  return {};
}

}  // namespace assay::sandbox
