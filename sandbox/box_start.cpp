// The first half of a box's life: from a policy to a running program.
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>

#include "sandbox/box.hpp"
#include "sandbox/bwrap_arguments.hpp"
#include "sandbox/helpers.hpp"
#include "sandbox/init_job.hpp"
#include "sandbox/init_protocol.hpp"
#include "sandbox/memory_file.hpp"
#include "sandbox/seccomp_filter.hpp"
#include "util/file.hpp"

namespace assay::sandbox {

namespace {

/// Setting up takes milliseconds; a machine that needs this long is not measuring students.
constexpr std::chrono::seconds setup_patience{30};
constexpr core::Bytes setup_error_cap{std::uint64_t{16} << 10};
constexpr core::Bytes helper_cap{std::uint64_t{64} << 20};

/// Init's executable in memory: the box's user can execute it whatever the modes of the
/// folders that hold it, and a rebuild cannot change it under a run.
core::Result<util::Fd> init_program() {
  static std::mutex mutex;
  static util::Fd loaded;
  const std::lock_guard lock(mutex);
  if (!loaded) {
    const auto path = find_helper("assay-box-init");
    if (!path) return std::unexpected(path.error());
    const auto content = util::read_file(*path, helper_cap);
    if (!content) return std::unexpected(content.error());
    auto file = make_memory_file("assay-box-init", *content, true);
    if (!file) return std::unexpected(file.error());
    loaded = std::move(*file);
  }
  return reopen(loaded);
}

core::Result<util::Fd> argument_file(const Policy& policy, const std::vector<std::string>& sources, const std::string& devices) {
  std::string text;
  for (const auto& word : bwrap_arguments(policy, sources, devices)) {
    text += word;
    text += '\0';
  }
  return make_memory_file("assay-arguments", text);
}

/// Where bubblewrap finds the mounts' hosts.
std::vector<std::string> sources_of(const Policy& policy, const std::filesystem::path& staging) {
  std::vector<std::string> sources;
  for (const auto& mount : policy.mounts) {
    sources.push_back(staging.empty() ? std::filesystem::absolute(mount.host).string()
                                      : (staging / std::to_string(sources.size())).string());
  }
  return sources;
}

/// The others say something of the file: its format, its interpreter, its size.
bool is_machines_fault(int execute_error) {
  return execute_error == EIO || execute_error == EMFILE || execute_error == ENFILE || execute_error == EAGAIN;
}

std::string setup_hint(const std::string& said) {
  // "Creating new namespace failed: …", "No permissions to create new namespace, …"
  if (said.find("reat") == std::string::npos || said.find("namespace") == std::string::npos) return "";
  return "; user namespaces are needed: sysctl user.max_user_namespaces=65536 and, where they exist, "
         "kernel.unprivileged_userns_clone=1 and kernel.apparmor_restrict_unprivileged_userns=0";
}

}  // namespace

core::Result<std::unique_ptr<Box>> Box::start(const Policy& policy, const Command& command) {
  const auto began = Clock::now();
  const auto session = Session::current();
  if (!session) return std::unexpected(session.error());
  auto cgroup = (*session)->make_box(policy.limits);
  if (!cgroup) return std::unexpected(cgroup.error());
  auto out = CapturedPipe::open(policy.limits.output, command.echo_output ? STDOUT_FILENO : -1);
  if (!out) return std::unexpected(out.error());
  auto err = CapturedPipe::open(policy.limits.output, command.echo_output ? STDERR_FILENO : -1);
  if (!err) return std::unexpected(err.error());
  auto setup_errors = CapturedPipe::open(setup_error_cap);
  if (!setup_errors) return std::unexpected(setup_errors.error());

  std::unique_ptr<Box> box(new Box(policy, command, *session, std::move(*cgroup), std::move(*out), std::move(*err), std::move(*setup_errors)));
  box->phase_began_ = began;
  if (auto launched = box->launch_bubblewrap(policy, command); !launched) return std::unexpected(launched.error());
  if (auto started = box->await_start(policy, command); !started) return std::unexpected(started.error());
  return box;
}

Box::Box(const Policy& policy, const Command& command, std::shared_ptr<Session> session, BoxCgroup cgroup,
         CapturedPipe out, CapturedPipe err, CapturedPipe setup_errors)
    : limits_(policy.limits), session_(std::move(session)), cgroup_(std::move(cgroup)), out_(std::move(out)),
      err_(std::move(err)), setup_errors_(std::move(setup_errors)), programs_{command.arguments.front()} {
  for (const auto& next : command.then) programs_.push_back(next.front());
}

/// Gives the end that init writes to.
core::Result<util::Fd> Box::open_status_pipe() {
  int status[2];
  if (pipe2(status, O_CLOEXEC) != 0) return core::fail_errno("making the status pipe", errno);
  status_ = util::Fd(status[0]);
  util::Fd writer(status[1]);
  if (fcntl(status[0], F_SETFL, O_NONBLOCK) != 0) return core::fail_errno("making the status pipe", errno);
  return writer;
}

core::Result<void> Box::launch_bubblewrap(const Policy& policy, const Command& command) {
  const auto program = find_bubblewrap();
  if (!program) return std::unexpected(program.error());
  const BoxIdentity identity = box_identity();
  const std::filesystem::path staging = staging_directory(identity);

  const auto job = make_memory_file("assay-job", encode_job(policy, command));
  const auto init = init_program();
  const auto filter = seccomp_program(policy);
  const auto arguments = argument_file(policy, sources_of(policy, staging), staging.empty() ? "" : (staging / staged_devices).string());
  for (const auto* file : {&job, &init, &filter, &arguments}) {
    if (!*file) return std::unexpected(file->error());
  }
  const auto status_writer = open_status_pipe();
  if (!status_writer) return std::unexpected(status_writer.error());
  auto channel = BoxChannel::open(policy.endpoints, policy.connectors);
  if (!channel) return std::unexpected(channel.error());
  channel_ = std::move(*channel);

  namespace protocol = init_protocol;
  Launch what{.program = *program,
              .arguments = {"--args", std::to_string(protocol::arguments), "--",
                            "/proc/self/fd/" + std::to_string(protocol::program)},
              .staging = staging,
              .identity = identity,
              .cpu = policy.cpu,
              .error_output = setup_errors_.writing_end(),
              // In the order of init_protocol::Descriptor.
              .descriptors = {status_writer->get(), channel_.inits_end(), job->get(), init->get(), out_.writing_end(),
                              err_.writing_end(), filter->get(), arguments->get()},
              .first_descriptor = protocol::status};
  for (const auto& file : cgroup_.join_files()) what.join_files.push_back(file.get());
  what.cgroup = cgroup_.folder();
  for (const auto& mount : policy.mounts) what.staged.push_back(mount.host);
  for (const auto& descriptor : command.descriptors) what.descriptors.push_back(descriptor.ours);

  finish(&Phases::prepare);
  auto launched = launch(what);
  finish(&Phases::launch);
  out_.close_writing_end();
  err_.close_writing_end();
  setup_errors_.close_writing_end();
  channel_.close_inits_end();
  if (!launched) return std::unexpected(launched.error());
  bubblewrap_ = std::move(*launched);
  return {};
}

core::Result<void> Box::await_start(const Policy& policy, const Command& command) {
  const auto deadline = Clock::now() + setup_patience;
  init_protocol::Message message{};
  ssize_t count = -1;
  while (count < 0) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
    if (left <= 0) return core::fail(core::ErrorKind::infrastructure, "setting up the box took longer than 30 s");
    pollfd files[] = {{status_.get(), POLLIN, 0}, {setup_errors_.reading_end(), POLLIN, 0}};
    poll(files, 2, static_cast<int>(left));
    setup_errors_.drain();
    count = read(status_.get(), &message, sizeof message);
    if (count < 0 && errno != EAGAIN && errno != EINTR) return core::fail_errno("reading the box's status", errno);
  }
  if (count == sizeof message && message.kind == init_protocol::Kind::started) {
    return note_start(policy);
  }
  if (count == sizeof message && message.kind == init_protocol::Kind::failed && command.untrusted_program &&
      message.step == init_protocol::Step::execute && !is_machines_fault(message.value)) {
    facts_.execute_error = message.value;
    if (auto noted = note_start(policy); !noted) return noted;
    ended_ = meter_->began();
    over_ = true;
    return {};
  }
  if (count == sizeof message && message.kind == init_protocol::Kind::failed) {
    return core::fail(core::ErrorKind::infrastructure, describe_failure(message, policy, programs_.front()));
  }
  // The status pipe ended: bubblewrap gave up, and has said why.
  siginfo_t ended{};
  waitid(P_PIDFD, static_cast<id_t>(bubblewrap_.pidfd.get()), &ended, WEXITED | WNOWAIT);
  setup_errors_.drain();
  std::string said = setup_errors_.take();
  while (said.ends_with('\n')) said.pop_back();
  return core::fail(core::ErrorKind::infrastructure,
                    "setting up the box: " + (said.empty() ? "bubblewrap ended without a word" : said) + setup_hint(said));
}

core::Result<void> Box::note_start(const Policy& policy) {
  auto received = channel_.receive();
  if (!received) return std::unexpected(received.error());
  endpoints_ = std::move(received->endpoints);
  connectors_ = std::move(received->connectors);
  init_ = std::move(received->init);
  files_ = std::make_shared<BoxFiles>(std::move(received->files), policy);
  auto meter = UsageMeter::start(cgroup_.counters(), files_);
  if (!meter) return std::unexpected(meter.error());
  meter_ = std::move(*meter);
  finish(&Phases::set_up);
  return {};
}

}  // namespace assay::sandbox
