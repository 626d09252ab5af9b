// The cgroup of one run: its limits, its counters, and the end of its members.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/bytes.hpp"
#include "core/duration.hpp"
#include "core/error.hpp"
#include "sandbox/cgroup_layout.hpp"
#include "sandbox/policy.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// bubblewrap's monitor and our init are members too, and are not the program's.
inline constexpr unsigned overhead_processes = 2;

/// Sets the limits in existing folders. The error says what the kernel lacks.
[[nodiscard]] core::Result<void> apply_limits(const CgroupLayout& folders, const Limits& limits);

/// Figures of the whole box since its start; each from the kernel's own counter.
class CgroupCounters {
 public:
  explicit CgroupCounters(CgroupLayout folders) : folders_(std::move(folders)) {}
  [[nodiscard]] core::Result<core::Duration> cpu() const;
  [[nodiscard]] bool keep_memory_peak() const;  ///< not in version 2 before Linux 5.19
  [[nodiscard]] core::Result<core::Bytes> peak_memory() const;
  /// For version 2 where no peak is kept: what is used now, or the limit once that was reached.
  [[nodiscard]] core::Result<core::Bytes> memory_now() const;
  [[nodiscard]] std::optional<unsigned> peak_processes() const; ///< without ours
  /// Processes that were killed for the box's own limit. That one was killed though the box was
  /// below it, because the machine or a cgroup above is out of memory, is an error.
  [[nodiscard]] core::Result<std::uint64_t> memory_kills() const;
  /// By the box's own limit; that a cgroup above refused one is an error, where it can be told.
  [[nodiscard]] core::Result<std::uint64_t> refused_forks() const;
  [[nodiscard]] std::vector<pid_t> members() const;  ///< processes, ours included; none once the cgroup is gone

 private:
  [[nodiscard]] core::Result<bool> killed_for_own_limit() const;
  CgroupLayout folders_;
};

/// Owns the folders: destroying it kills the members and removes them.
class BoxCgroup {
 public:
  /// Makes a folder `name` below each of `base`, with the limits set.
  [[nodiscard]] static core::Result<BoxCgroup> create(const CgroupLayout& base, const std::string& name,
                                                      const Limits& limits);
  BoxCgroup(BoxCgroup&&) noexcept = default;
  BoxCgroup& operator=(BoxCgroup&&) = delete;
  ~BoxCgroup();

  /// Files to which a process with one thread writes "0" to join.
  [[nodiscard]] const std::vector<util::Fd>& join_files() const { return join_files_; }
  /// Version 2: the folder, to be born in. -1 in version 1, where there is one for each controller.
  [[nodiscard]] int folder() const { return folder_.get(); }
  [[nodiscard]] const CgroupCounters& counters() const { return counters_; }

  /// Sends SIGKILL to every member.
  void kill() const;

  /// Kills until no member is left; an error if they do not go away.
  [[nodiscard]] core::Result<void> empty() const;

  /// Removes the folders, and kills what is left in them.
  [[nodiscard]] core::Result<void> remove();

 private:
  explicit BoxCgroup(const CgroupLayout& folders) : counters_(folders) {}
  CgroupCounters counters_;
  std::vector<std::string> paths_;  ///< the folders that we made; none after a removal or a move
  std::vector<util::Fd> join_files_;
  util::Fd folder_;
};

}  // namespace assay::sandbox
