#pragma once

#include <atomic>
#include <chrono>
#include <memory>
#include <mutex>
#include <optional>

#include "core/duration.hpp"
#include "core/error.hpp"
#include "sandbox/any_box.hpp"
#include "sandbox/box_cgroup.hpp"
#include "sandbox/box_files.hpp"
#include "sandbox/outcome.hpp"

namespace assay::sandbox {

/// What a box has used since its program began; of any number of threads.
class UsageMeter : public Meter {
 public:
  using Clock = std::chrono::steady_clock;

  /// From now on: what was used before is the set-up's.
  [[nodiscard]] static core::Result<std::shared_ptr<UsageMeter>> start(const CgroupCounters& counters,
                                                                       std::shared_ptr<const BoxFiles> files);

  [[nodiscard]] Clock::time_point began() const { return began_; }
  [[nodiscard]] core::Result<core::Duration> cpu() const;
  [[nodiscard]] std::vector<pid_t> processes() const override { return counters_.members(); }
  void set_printed(core::Bytes printed) { printed_ = printed.count; }

  /// Notes the memory that is used now, where the kernel keeps no peak of it. The supervisor does
  /// this every time it looks.
  [[nodiscard]] core::Result<void> sample();

  /// So far; what `conclude` gave once that was called.
  [[nodiscard]] core::Result<Usage> usage() const override;

  /// Takes what is known only while the box's processes are there: what they have written.
  void note_written();

  /// The last figures, before the counters go.
  [[nodiscard]] core::Result<Usage> conclude(Clock::time_point ended);

 private:
  UsageMeter(const CgroupCounters& counters, std::shared_ptr<const BoxFiles> files, Clock::time_point began,
             core::Duration cpu_before, bool samples);
  [[nodiscard]] core::Result<Usage> measure(Clock::time_point until, std::optional<core::Bytes> written) const;
  [[nodiscard]] core::Result<core::Bytes> highest_sample() const;

  const CgroupCounters counters_;
  const std::shared_ptr<const BoxFiles> files_;
  const Clock::time_point began_;
  const core::Duration cpu_before_;
  const bool samples_;  ///< the kernel keeps no peak of memory
  std::atomic<std::uint64_t> printed_ = 0;
  std::optional<core::Bytes> written_at_end_;
  mutable std::mutex mutex_;  // guards what follows, and the counters' existence
  mutable core::Bytes sampled_;
  std::optional<Usage> last_;
};

}  // namespace assay::sandbox
