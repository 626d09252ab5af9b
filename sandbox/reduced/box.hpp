// One run under reduced isolation: everything that it holds, and its life from start to end.
//
// The program is started by assay-reduced-init (init.cpp), restricted by Landlock, the sandbox's
// filter and a stricter one, and resource limits. This side polls what all its processes use.
// README.md, "Reduced isolation", says what that gives up.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "sandbox/any_box.hpp"
#include "sandbox/launch.hpp"
#include "sandbox/output.hpp"
#include "sandbox/reduced/job.hpp"
#include "sandbox/reduced/polled_meter.hpp"
#include "sandbox/reduced/scratch.hpp"
#include "sandbox/runner.hpp"
#include "sandbox/verdict.hpp"

namespace assay::sandbox::reduced {

/// All of it is called by one thread, which outlives the box.
class Box : public AnyBox {
 public:
  /// Sets up and starts the program; when this returns, the program runs. The error is of the kind
  /// `unavailable` where the policy asks for what there is not: a network.
  [[nodiscard]] static core::Result<std::unique_ptr<AnyBox>> start(const Policy& policy, const Command& command);
  Box(const Box&) = delete;
  Box& operator=(const Box&) = delete;
  ~Box() override;

  [[nodiscard]] std::shared_ptr<const Meter> meter() const override { return meter_; }
  [[nodiscard]] std::shared_ptr<const BoxFiles> files() const override { return nullptr; }
  [[nodiscard]] Endpoints take_endpoints() override { return {}; }
  [[nodiscard]] Connectors take_connectors() override { return {}; }
  [[nodiscard]] core::Result<Outcome> supervise(int stop) override;

 private:
  using Clock = std::chrono::steady_clock;

  Box(const Policy& policy, Plan plan, Scratch scratch, CapturedPipe out, CapturedPipe err, CapturedPipe setup_errors);
  [[nodiscard]] core::Result<void> launch_init(const Policy& policy, const Command& command);
  [[nodiscard]] core::Result<void> await_start(const Policy& policy, const Command& command);
  [[nodiscard]] core::Result<void> watch(int stop);
  [[nodiscard]] core::Result<void> check_usage();
  [[nodiscard]] core::Result<void> check_disk();
  void read_status();
  void interrupt(Interruption why);
  [[nodiscard]] core::Result<void> end_everything();
  [[nodiscard]] core::Result<Outcome> conclude();

  Limits limits_;
  Plan plan_;
  Scratch scratch_;
  CapturedPipe out_;
  CapturedPipe err_;
  CapturedPipe setup_errors_;
  util::Fd status_;   ///< init's messages
  util::Fd control_;  ///< its end tells init to end everything
  Launched init_;     ///< pid 0 once it is reaped
  std::shared_ptr<PolledMeter> meter_;
  Clock::time_point ended_;
  Clock::time_point next_disk_check_;
  bool over_ = false;  ///< the program ended, or has to
  bool gone_ = false;  ///< init has said that no process is left
  core::Duration waited_for_{};
  Facts facts_;
};

}  // namespace assay::sandbox::reduced
