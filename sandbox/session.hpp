// What the runs of one process share: a cgroup to make theirs in, and a guard that
// clears it away when the process is gone.
#pragma once

#include <memory>
#include <string>

#include "core/error.hpp"
#include "sandbox/box_cgroup.hpp"
#include "sandbox/cgroup_layout.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

/// Starts the guard, sweeps what dead sessions left, and owns this process's session
/// cgroup. At the end it lets the guard remove it.
class Session {
 public:
  /// This process's session, made at first use. A forked child gets one of its own.
  [[nodiscard]] static core::Result<std::shared_ptr<Session>> current();

  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  ~Session();

  /// A fresh cgroup for one run.
  [[nodiscard]] core::Result<BoxCgroup> make_box(const Limits& limits);

  [[nodiscard]] int cgroup_version() const { return layout_.version; }

 private:
  Session() = default;
  [[nodiscard]] static core::Result<std::shared_ptr<Session>> create();
  [[nodiscard]] core::Result<void> start_guard(const std::vector<std::string>& folders);
  [[nodiscard]] bool guard_lives() const;

  CgroupLayout layout_;  ///< the session's own folders
  pid_t owner_ = 0;
  pid_t guard_ = 0;
  util::Fd guard_pidfd_;
  util::Fd lifeline_;    ///< the guard acts when every copy of it is closed
};

}  // namespace assay::sandbox
