// One box: everything that a run holds, and its life from start to end.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include "core/error.hpp"
#include "sandbox/any_box.hpp"
#include "sandbox/box_cgroup.hpp"
#include "sandbox/box_channel.hpp"
#include "sandbox/box_files.hpp"
#include "sandbox/launch.hpp"
#include "sandbox/outcome.hpp"
#include "sandbox/output.hpp"
#include "sandbox/policy.hpp"
#include "sandbox/runner.hpp"
#include "sandbox/session.hpp"
#include "sandbox/usage_meter.hpp"
#include "sandbox/verdict.hpp"

namespace assay::sandbox {

/// All of it is called by one thread, which outlives the box.
class Box : public AnyBox {
 public:
  /// Sets up and starts the program; when this returns, the program runs.
  [[nodiscard]] static core::Result<std::unique_ptr<Box>> start(const Policy& policy, const Command& command);
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;
  ~Box() override;

  [[nodiscard]] std::shared_ptr<const Meter> meter() const override { return meter_; }
  [[nodiscard]] std::shared_ptr<const BoxFiles> files() const override { return files_; }
  [[nodiscard]] Endpoints take_endpoints() override { return std::move(endpoints_); }
  [[nodiscard]] Connectors take_connectors() override { return std::move(connectors_); }
  [[nodiscard]] core::Result<Outcome> supervise(int stop) override;

 private:
  using Clock = std::chrono::steady_clock;

  Box(const Policy& policy, const Command& command, std::shared_ptr<Session> session, BoxCgroup cgroup,
      CapturedPipe out, CapturedPipe err, CapturedPipe setup_errors);
  [[nodiscard]] core::Result<util::Fd> open_status_pipe();
  [[nodiscard]] core::Result<void> launch_bubblewrap(const Policy& policy, const Command& command);
  [[nodiscard]] core::Result<void> await_start(const Policy& policy, const Command& command);
  [[nodiscard]] core::Result<void> note_start(const Policy& policy);
  [[nodiscard]] core::Result<void> watch(int stop);
  [[nodiscard]] core::Result<void> check_counters();
  void drain_output();
  [[nodiscard]] core::Result<void> read_status();
  void interrupt(Interruption why);
  [[nodiscard]] core::Result<void> end_everything();
  [[nodiscard]] core::Result<void> end_bubblewrap();
  [[nodiscard]] core::Result<Outcome> conclude();
  [[nodiscard]] core::Result<void> add_usage(Outcome& outcome, Facts& facts);
  void finish(core::Duration Phases::*phase);

  Limits limits_;
  std::shared_ptr<Session> session_;
  BoxCgroup cgroup_;
  CapturedPipe out_;
  CapturedPipe err_;
  CapturedPipe setup_errors_;
  util::Fd status_;          ///< init's messages
  Launched bubblewrap_;      ///< pid 0 once it is reaped
  util::Fd init_;            ///< a pidfd, once the program runs
  BoxChannel channel_;
  Endpoints endpoints_;
  Connectors connectors_;
  std::shared_ptr<BoxFiles> files_;    ///< once the program runs
  std::shared_ptr<UsageMeter> meter_;  ///< once the program runs
  Phases phases_;
  Clock::time_point phase_began_ = Clock::now();
  Clock::time_point ended_;
  bool over_ = false;            ///< the program ended, or the box did
  std::size_t command_ = 0;      ///< which of them runs, or ran last
  std::vector<std::string> programs_;  ///< of each command
  Facts facts_;
};

}  // namespace assay::sandbox
