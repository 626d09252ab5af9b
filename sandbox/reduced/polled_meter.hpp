#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <utility>

#include "sandbox/any_box.hpp"
#include "sandbox/reduced/process_tree.hpp"

namespace assay::sandbox::reduced {

/// What a run uses, by looking at its processes. One thread looks; any may ask.
///
/// CPU time is what each process was last seen with, and at least what the living have used
/// together with what was handed on to those that waited for the dead. Missing is what a process
/// used after the last look at it, where its parent did not wait for it.
///
/// Memory is the sum of resident sizes, in which pages that several processes share count several
/// times; only a sum above `exact_above` is looked at closely, as that is slow.
class PolledMeter : public Meter {
 public:
  using Clock = std::chrono::steady_clock;

  PolledMeter(pid_t init, uid_t user, core::Bytes exact_above)
      : tree_(init), user_(user), exact_above_(exact_above), began_(Clock::now()) {}

  [[nodiscard]] Clock::time_point began() const { return began_; }

  /// What is used now, and the peaks so far.
  struct Look {
    core::Duration cpu{};
    core::Bytes memory{};
    unsigned processes = 0;  ///< and threads
  };
  [[nodiscard]] core::Result<Look> look();

  /// What the run's files take, as it was last measured.
  void note_files(core::Bytes bytes, std::uint64_t entries);

  /// The last figures; `waited_for` is what the kernel says of those that init has waited for.
  [[nodiscard]] Usage conclude(Clock::time_point ended, core::Duration waited_for);

  [[nodiscard]] core::Result<Usage> usage() const override;
  [[nodiscard]] std::vector<pid_t> processes() const override;

 private:
  using Identity = std::pair<pid_t, std::uint64_t>;
  void count_cpu(const std::vector<ProcessLook>& tree);

  ProcessTree tree_;
  const uid_t user_;
  const core::Bytes exact_above_;
  const Clock::time_point began_;
  std::map<Identity, core::Duration> living_;
  core::Duration of_the_dead_{};

  mutable std::mutex mutex_;  // guards what follows
  Usage peak_;
  std::vector<pid_t> members_;
  bool over_ = false;
};

}  // namespace assay::sandbox::reduced
