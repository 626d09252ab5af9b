// The first half of a run's life: from a policy to a running program.
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>

#include "sandbox/helpers.hpp"
#include "sandbox/memory_file.hpp"
#include "sandbox/reduced/box.hpp"
#include "sandbox/reduced/stricter_filter.hpp"
#include "sandbox/reduced/writers.hpp"
#include "sandbox/seccomp_filter.hpp"

namespace assay::sandbox::reduced {

namespace {

/// Setting up takes milliseconds; a machine that needs this long is not measuring students.
constexpr std::chrono::seconds setup_patience{30};
constexpr core::Bytes setup_error_cap{std::uint64_t{16} << 10};

core::Result<void> check(const Policy& policy, const Command& command) {
  if (!policy.folders.empty() || !command.then.empty()) {
    return core::fail(core::ErrorKind::unavailable, "reduced isolation has no folders of the box's own, and runs one command at a time");
  }
  if (policy.endpoints.empty() && !policy.allowed.contains(Allow::loopback_network)) return {};
  return core::fail(core::ErrorKind::unavailable,
                    "reduced isolation has no network namespace, so a program that needs a network of its own cannot be run");
}

/// The others say something of the file: its format, its interpreter, its size.
bool is_machines_fault(int execute_error) {
  return execute_error == EIO || execute_error == EMFILE || execute_error == ENFILE || execute_error == EAGAIN;
}

core::Result<std::pair<util::Fd, util::Fd>> make_pipe() {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return core::fail_errno("making a pipe to hold the run by", errno);
  return std::pair{util::Fd(ends[0]), util::Fd(ends[1])};
}

core::Result<Plan> plan_for(const Policy& policy) {
  Plan plan;
  const auto has = machine();
  if (!has) return std::unexpected(has.error());
  plan.machine = *has;
  if (plan.machine.own_user) {
    auto user = user_for(policy);
    if (!user) return std::unexpected(user.error());
    plan.user = std::move(*user);
  }
  return plan;
}

}  // namespace

core::Result<std::unique_ptr<AnyBox>> Box::start(const Policy& policy, const Command& command) {
  if (auto checked = check(policy, command); !checked) return std::unexpected(checked.error());
  auto plan = plan_for(policy);
  if (!plan) return std::unexpected(plan.error());
  auto scratch = Scratch::make(plan->user ? plan->user->uid() : 0);
  if (!scratch) return std::unexpected(scratch.error());
  plan->scratch = scratch->path();
  auto grants = grants_of(policy, plan->scratch);
  if (!grants) return std::unexpected(grants.error());
  plan->grants = std::move(*grants);
  auto out = CapturedPipe::open(policy.limits.output, command.echo_output ? STDOUT_FILENO : -1);
  auto err = CapturedPipe::open(policy.limits.output, command.echo_output ? STDERR_FILENO : -1);
  auto setup_errors = CapturedPipe::open(setup_error_cap);
  for (const auto* pipe : {&out, &err, &setup_errors}) {
    if (!*pipe) return std::unexpected(pipe->error());
  }
  std::unique_ptr<Box> box(new Box(policy, std::move(*plan), std::move(*scratch), std::move(*out), std::move(*err), std::move(*setup_errors)));
  if (auto launched = box->launch_init(policy, command); !launched) return std::unexpected(launched.error());
  if (auto started = box->await_start(policy, command); !started) return std::unexpected(started.error());
  return box;
}

Box::Box(const Policy& policy, Plan plan, Scratch scratch, CapturedPipe out, CapturedPipe err, CapturedPipe setup_errors)
    : limits_(policy.limits), plan_(std::move(plan)), scratch_(std::move(scratch)), out_(std::move(out)), err_(std::move(err)),
      setup_errors_(std::move(setup_errors)) {}

core::Result<void> Box::launch_init(const Policy& policy, const Command& command) {
  const auto program = find_helper("assay-reduced-init");
  if (!program) return std::unexpected(program.error());
  const auto job = make_memory_file("assay-job", encode_job(plan_, policy, command));
  const auto filter = seccomp_program(policy);
  const auto stricter = stricter_filter(plan_.machine);
  const auto handing = handing_filter(plan_.machine);
  for (const auto* file : {&job, &filter, &stricter, &handing}) {
    if (!*file) return std::unexpected(file->error());
  }
  auto status = make_pipe();
  auto control = make_pipe();
  for (const auto* pipe : {&status, &control}) {
    if (!*pipe) return std::unexpected(pipe->error());
  }
  status_ = std::move(status->first);
  control_ = std::move(control->second);
  if (fcntl(status_.get(), F_SETFL, O_NONBLOCK) != 0) return core::fail_errno("making the status pipe", errno);
  Launch what{.program = *program,
              .identity = {},
              .cpu = policy.cpu,
              .error_output = setup_errors_.writing_end(),
              // In the order of protocol::Descriptor.
              .descriptors = {status->second.get(), job->get(), control->first.get(), out_.writing_end(), err_.writing_end(),
                              filter->get(), stricter->get(), handing->get()},
              .first_descriptor = protocol::status};
  for (const auto& descriptor : command.descriptors) what.descriptors.push_back(descriptor.ours);
  auto launched = launch(what);
  out_.close_writing_end();
  err_.close_writing_end();
  setup_errors_.close_writing_end();
  if (!launched) return std::unexpected(launched.error());
  init_ = std::move(*launched);
  return {};
}

core::Result<void> Box::await_start(const Policy& policy, const Command& command) {
  const auto deadline = Clock::now() + setup_patience;
  protocol::Message message{};
  ssize_t count = -1;
  while (count < 0) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return core::fail(core::ErrorKind::infrastructure, "setting up the run took longer than 30 s");
    pollfd files[] = {{status_.get(), POLLIN, 0}, {setup_errors_.reading_end(), POLLIN, 0}};
    poll(files, 2, static_cast<int>(left));
    setup_errors_.drain();
    count = read(status_.get(), &message, sizeof message);
    if (count < 0 && errno != EAGAIN && errno != EINTR) return core::fail_errno("reading the run's status", errno);
  }
  meter_ = std::make_shared<PolledMeter>(init_.pid, plan_.user ? plan_.user->uid() : 0, limits_.memory);
  ended_ = next_disk_check_ = meter_->began();
  if (count == sizeof message && message.kind == protocol::Kind::started) return {};
  if (count != sizeof message || message.kind != protocol::Kind::failed) {
    return core::fail(core::ErrorKind::infrastructure, "setting up the run: assay-reduced-init ended without a word");
  }
  // Nothing was started, so nothing is left.
  gone_ = true;
  if (message.step != protocol::Step::execute || !command.untrusted_program || is_machines_fault(message.value)) {
    return core::fail(core::ErrorKind::infrastructure, describe_failure(message, plan_, policy, command));
  }
  facts_.execute_error = message.value;
  over_ = true;
  return {};
}

}  // namespace assay::sandbox::reduced
