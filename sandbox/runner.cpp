#include "sandbox/runner.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <future>
#include <optional>
#include <thread>
#include <utility>

#include "sandbox/box.hpp"
#include "sandbox/ceilings.hpp"
#include "sandbox/isolation.hpp"
#include "sandbox/policy_check.hpp"
#include "sandbox/reduced/box.hpp"
#include "sandbox/stage_limits.hpp"
#include "util/fd.hpp"

namespace assay::sandbox {

namespace {

core::Result<std::unique_ptr<AnyBox>> start_box(const Policy& policy, const Command& command) {
  const auto which = isolation();
  if (!which) return std::unexpected(which.error());
  if (*which == Isolation::reduced) return reduced::Box::start(policy, command);
  return Box::start(policy, command);
}

}  // namespace

/// The thread starts the box itself, because a box dies with the thread that started it.
struct Run::State {
  util::Fd stop;
  Endpoints endpoints;
  Connectors connectors;
  std::shared_ptr<const Meter> meter;
  std::shared_ptr<const BoxFiles> files;
  std::future<core::Result<Outcome>> outcome;
  std::thread supervisor;

  ~State() {
    if (!supervisor.joinable()) return;
    eventfd_write(stop.get(), 1);
    supervisor.join();
  }
};

core::Result<Run> Run::start(const Policy& policy, const Command& command) {
  if (auto checked = check(policy, command); !checked) return std::unexpected(checked.error());
  if (auto checked = check_ceilings(policy); !checked) return core::within("sandbox", checked.error());
  auto state = std::make_unique<State>();
  state->stop = util::Fd(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!state->stop) return core::fail_errno("making an event to stop the box", errno);

  std::promise<core::Result<Outcome>> outcome;
  state->outcome = outcome.get_future();
  std::promise<std::optional<core::Error>> started;
  auto refusal = started.get_future();
  state->supervisor = std::thread(
      [&policy, &command, &made = *state, started = std::move(started), outcome = std::move(outcome),
       stop = state->stop.get()]() mutable {
        auto box = start_box(policy, command);
        if (!box) {
          started.set_value(box.error());
          return;
        }
        made.endpoints = (*box)->take_endpoints();
        made.connectors = (*box)->take_connectors();
        made.meter = (*box)->meter();
        made.files = (*box)->files();
        // From here on the caller's policy and command may be gone.
        started.set_value(std::nullopt);
        auto result = (*box)->supervise(stop);
        box->reset();
        outcome.set_value(std::move(result));
      });
  if (const auto error = refusal.get()) return core::within("sandbox", *error);
  return Run(std::move(state));
}

Run::Run(std::unique_ptr<State> state) : state_(std::move(state)) {}
Run::Run(Run&&) noexcept = default;
Run& Run::operator=(Run&&) noexcept = default;
Run::~Run() = default;

void Run::stop() { eventfd_write(state_->stop.get(), 1); }

bool Run::ends_within(core::Duration time) const {
  return state_->outcome.wait_for(time) == std::future_status::ready;
}

util::Fd Run::take_endpoint(std::uint16_t port) {
  auto taken = state_->endpoints.extract(port);
  return taken ? std::move(taken.mapped()) : util::Fd();
}

std::vector<util::Fd> Run::take_connectors() { return std::exchange(state_->connectors, {}); }

core::Result<Usage> Run::usage() const {
  auto usage = state_->meter->usage();
  if (!usage) return core::within("sandbox", usage.error());
  return usage;
}

std::vector<pid_t> Run::processes() const { return state_->meter->processes(); }

core::Result<Outcome> Run::wait() {
  auto outcome = state_->outcome.get();
  state_->supervisor.join();
  if (!outcome) return core::within("sandbox", outcome.error());
  return outcome;
}

core::Result<util::Fd> Run::open_folder(const std::filesystem::path& inside) const {
  if (!state_->files) return core::fail(core::ErrorKind::usage, "under reduced isolation a run has no folder " + inside.string());
  return state_->files->open_folder(inside);
}

core::Result<Outcome> wait_or_stop(Run& run, const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [&] { run.stop(); });
  auto outcome = run.wait();
  if (stop.stop_requested()) return core::fail(core::ErrorKind::interrupted, "interrupted");
  return outcome;
}

core::Result<Outcome> run(const Policy& policy, const Command& command, std::stop_token stop) {
  auto started = Run::start(policy, command);
  if (!started) return std::unexpected(started.error());
  return wait_or_stop(*started, stop);
}

core::Result<std::string> try_a_box() {
  Policy policy;
  const auto most = ceilings();
  if (!most) return std::unexpected(most.error());
  if (*most) {
    // An operator may allow less than what is usual.
    const auto usual = policy.limits.wall;
    policy.limits = limits_of((*most)->limits);
    policy.limits.wall = std::min(policy.limits.wall, usual);
  }
  const auto outcome = run(policy, Command{.arguments = {"/usr/bin/true"}});
  if (!outcome) return std::unexpected(outcome.error());
  if (outcome->end != End::exited || outcome->exit_code != 0) {
    return core::fail(core::ErrorKind::infrastructure, "sandbox: /usr/bin/true " + describe(*outcome) + " in the box: " + outcome->err);
  }
  return outcome->isolation;
}

core::Result<std::string> probe() {
  auto isolation = try_a_box();
  if (isolation) return isolation;
  std::string message = isolation.error().message + " (`assay doctor` says what is missing and what mends it)";
  const auto which = sandbox::isolation();
  if (isolation.error().kind == core::ErrorKind::infrastructure && which == Isolation::full) message += ". " + reduced_isolation_hint();
  return core::fail(isolation.error().kind, std::move(message));
}

}  // namespace assay::sandbox
