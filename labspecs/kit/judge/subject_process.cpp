#include "judge/subject_process.hpp"

#include <sys/random.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "judge/configuration.hpp"
#include "judge/grant.hpp"
#include "judge/patience.hpp"
#include "judge/scenario.hpp"
#include "sandbox/isolation.hpp"
#include "wire/frame.hpp"

namespace assay::kit {
namespace {

std::pair<util::Fd, util::Fd> socket_pair() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw JudgeFault(std::string("making the subject's socket: ") + std::strerror(errno));
  }
  return {util::Fd(ends[0]), util::Fd(ends[1])};
}

std::string printed(const sandbox::Outcome& outcome) {
  const std::string cut = "\n[the rest was cut]\n";
  std::string text = outcome.out + (outcome.out_truncated ? cut : "");
  if (!outcome.err.empty() && !text.empty() && !text.ends_with('\n')) text += '\n';
  return text + outcome.err + (outcome.err_truncated ? cut : "");
}

// Far longer than the kernel takes to clear a dead process away; less for a case that has
// had its time.
core::Duration time_to_end() {
  using namespace std::chrono_literals;
  return std::clamp<core::Duration>(patience().left(), 50ms, 500ms);
}

}  // namespace

std::uint64_t Tokens::next() {
  if (used_ == drawn_.size()) {
    const ssize_t count = ::getrandom(drawn_.data(), sizeof drawn_, 0);
    // getrandom(2): up to 256 bytes always come whole.
    if (count != static_cast<ssize_t>(sizeof drawn_)) throw JudgeFault("drawing random numbers failed");
    used_ = 0;
  }
  return drawn_[used_++];
}

sandbox::Policy subject_policy(const std::filesystem::path& folder, const sandbox::Limits& limits, int cpu) {
  if (folder.empty()) {
    throw SubjectLost(core::CaseEnd::subject_ended, "there is no program to run: " + configuration().missing_program);
  }
  sandbox::Policy policy;
  const auto inside = sandbox::path_inside(folder, "/subject");
  if (!inside) throw JudgeFault("showing the subject its program: " + inside.error().message);
  policy.mounts = {{folder, *inside, false}};
  policy.working_directory = "/tmp";
  policy.limits = limits;
  policy.cpu = cpu;
  // Granted to programs with a sanitizer only, which cannot do without.
  if (configuration().allowed.contains(sandbox::Allow::ptrace)) policy.allowed.insert(sandbox::Allow::ptrace);
  return policy;
}

core::Duration longest_answer(core::Duration hang_after) { return std::min(hang_after, patience().left()); }

void set_timeout(int socket, int option, core::Duration longest) {
  // To the kernel zero means without end.
  const auto microseconds =
      std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::microseconds>(longest).count());
  timeval timeout{};
  timeout.tv_sec = microseconds / 1'000'000;
  timeout.tv_usec = microseconds % 1'000'000;
  if (::setsockopt(socket, SOL_SOCKET, option, &timeout, sizeof timeout) != 0) {
    throw JudgeFault(std::string("setting the subject's socket up: ") + std::strerror(errno));
  }
}

SubjectProcess::SubjectProcess(const sandbox::Policy& policy,
                               const std::vector<sandbox::InheritedDescriptor>& descriptors,
                               const std::vector<std::string>& launcher) {
  require_granted(policy);
  auto [judge_end, subject_end] = socket_pair();
  socket_ = std::move(judge_end);
  sandbox::Command program;
  program.arguments = launcher;
  program.arguments.push_back((policy.mounts.front().inside / "subject").string());
  program.descriptors = descriptors;
  program.descriptors.push_back({subject_end.get(), wire::subject_descriptor});
  program.untrusted_program = true;
  auto run = sandbox::Run::start(policy, program);
  if (!run && run.error().kind == core::ErrorKind::unavailable) throw NotAvailable(run.error().message);
  if (!run) throw JudgeFault("starting the subject: " + run.error().message);
  run_ = std::move(*run);
  // Our copy of the subject's end goes here, or its end would never be seen.
}

void SubjectProcess::end(core::Duration longest) {
  if (waited_for_) return;
  const auto began = std::chrono::steady_clock::now();
  if (!run_->ends_within(longest)) run_->stop();
  waited_for_ = true;
  auto waited = run_->wait();
  if (longest > core::Duration::zero()) patience().spend(std::chrono::steady_clock::now() - began);
  if (!waited) throw JudgeFault("ending the subject: " + waited.error().message);
  outcome_ = std::move(*waited);
  record_output(printed(*outcome_));
}

// It gets a moment to be seen ending by itself, and no more: a program may close the socket
// and live on.
void SubjectProcess::lose(core::CaseEnd how, const std::string& message) {
  end(time_to_end());
  if (!outcome_) throw JudgeFault("the subject could not be ended");
  if (outcome_->end == sandbox::End::not_executable) {
    throw SubjectLost(core::CaseEnd::subject_ended, "the program " + sandbox::describe(*outcome_));
  }
  if (outcome_->end != sandbox::End::stopped) {
    throw SubjectLost(core::CaseEnd::subject_ended,
                      "the program " + sandbox::describe(*outcome_) + " in the middle of the case");
  }
  throw SubjectLost(how, message);
}

}  // namespace assay::kit
