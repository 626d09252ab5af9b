// Users that runs of root's have to themselves.
#pragma once

#include <sys/types.h>

#include <atomic>
#include <memory>

#include "core/error.hpp"
#include "util/fd.hpp"

namespace assay::sandbox::reduced {

/// A user that no other run on this machine has for as long as this lives, and a second one from
/// which its processes are ended. Both own nothing else. Their numbers are above Debian's ranges
/// for users and below `nobody` (Debian Policy 9.2.2).
class RunUser {
 public:
  [[nodiscard]] static core::Result<std::shared_ptr<RunUser>> take();

  [[nodiscard]] uid_t uid() const { return uid_; }  ///< and the group
  [[nodiscard]] uid_t killer() const { return uid_ + most; }

  /// Whether a run has it, where it outlives its runs (writers.hpp).
  [[nodiscard]] std::atomic<bool>& lent() { return lent_; }

  static constexpr uid_t first = 64'200;
  static constexpr uid_t most = 300;

 private:
  RunUser(uid_t uid, util::Fd claim) : uid_(uid), claim_(std::move(claim)) {}
  uid_t uid_;
  util::Fd claim_;
  std::atomic<bool> lent_{false};
};

}  // namespace assay::sandbox::reduced
