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

/// The kernel kills for the want of eight pages at most (PAGE_ALLOC_COSTLY_ORDER); a larger request
/// fails, and kills no one. So a cgroup's use was nearer to the limit that one was killed for.
constexpr std::uint64_t largest_deadly_request = 8 * 4096;

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

/// A version 1 cgroup has its parent's choice of what happens when memory is short. Where that is
/// to wait for an operator, a box over its limit would stand still, and not end.
core::Result<void> allow_kills(const fs::path& file) {
  const auto disabled = cgroup_io::read_keyed(file, "oom_kill_disable");
  if (!disabled) return std::unexpected(disabled.error());
  return *disabled == 0 ? core::Result<void>{} : cgroup_io::write(file, "0");
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
    if (auto set = allow_kills(folders.memory / files::v1::memory_events); !set) return set;
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

bool CgroupCounters::keep_memory_peak() const {
  return folders_.version == 1 || fs::exists(folders_.memory / files::v2::memory_peak);
}

core::Result<core::Bytes> CgroupCounters::peak_memory() const {
  const auto bytes =
      cgroup_io::read_number(folders_.memory / (folders_.version == 1 ? files::v1::memory_peak : files::v2::memory_peak));
  if (!bytes) return std::unexpected(bytes.error());
  return core::Bytes{*bytes};
}

core::Result<core::Bytes> CgroupCounters::memory_now() const {
  const auto reached = cgroup_io::read_keyed(folders_.memory / files::v2::memory_events, "max");
  if (!reached) return std::unexpected(reached.error());
  const auto bytes = cgroup_io::read_number(folders_.memory / (*reached > 0 ? files::v2::memory_limit : files::v2::memory_current));
  if (!bytes) return std::unexpected(bytes.error());
  return core::Bytes{*bytes};
}

std::optional<unsigned> CgroupCounters::peak_processes() const {
  const auto peak = cgroup_io::read_number(folders_.processes / files::process_peak);
  if (!peak) return std::nullopt;
  return static_cast<unsigned>(*peak > overhead_processes ? *peak - overhead_processes : 0);
}

core::Result<bool> CgroupCounters::killed_for_own_limit() const {
  if (folders_.version == 2) {
    // Counted where the limit is, while oom_kill is counted where the victim is.
    const auto shortages = cgroup_io::read_keyed(folders_.memory / files::v2::memory_events, "oom");
    if (!shortages) return std::unexpected(shortages.error());
    return *shortages > 0;
  }
  // Not memory.failcnt: Linux 6.18 does not count there any more.
  const fs::path with_swap = folders_.memory / files::v1::memory_and_swap_peak;
  const auto peak = cgroup_io::read_number(fs::exists(with_swap) ? with_swap : folders_.memory / files::v1::memory_peak);
  if (!peak) return std::unexpected(peak.error());
  const auto limit = cgroup_io::read_number(folders_.memory / files::v1::memory_limit);
  if (!limit) return std::unexpected(limit.error());
  return *peak + largest_deadly_request >= *limit;
}

core::Result<std::uint64_t> CgroupCounters::memory_kills() const {
  const auto kills = cgroup_io::read_keyed(
      folders_.memory / (folders_.version == 1 ? files::v1::memory_events : files::v2::memory_events), "oom_kill");
  if (!kills || *kills == 0) return kills;
  const auto own = killed_for_own_limit();
  if (!own) return std::unexpected(own.error());
  if (*own) return kills;
  return core::fail(core::ErrorKind::infrastructure,
                    "the kernel killed a process of the box, which was below its own memory limit: the machine, or a cgroup "
                    "above " + folders_.memory.parent_path().string() + ", is out of memory");
}

core::Result<std::uint64_t> CgroupCounters::refused_forks() const {
  const auto refused = cgroup_io::read_keyed(folders_.processes / files::process_events, "max");
  if (!refused || *refused == 0) return refused;
  // Counted where the fork was tried, whosever limit it was: in version 1, and in version 2 before
  // Linux 6.11. The box's own limit was the one if the box was ever as large as that.
  const auto peak = cgroup_io::read_number(folders_.processes / files::process_peak);
  if (!peak) return refused;
  const auto limit = cgroup_io::read_number(folders_.processes / files::process_limit);
  if (!limit) return std::unexpected(limit.error());
  if (*peak >= *limit) return refused;
  return core::fail(core::ErrorKind::infrastructure,
                    "the box was refused a process below its own limit: raise pids.max (systemd: TasksMax=) of a cgroup above " +
                        folders_.processes.parent_path().string());
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
  if (base.version == 2) {
    box.folder_ = util::Fd(open(folders.memory.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
    if (!box.folder_) return core::fail_errno("opening " + folders.memory.string(), errno);
  }
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
