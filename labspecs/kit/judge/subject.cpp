#include "judge/subject.hpp"

#include <fcntl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/time.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <optional>
#include <utility>

#include "judge/call_ledger.hpp"
#include "judge/configuration.hpp"
#include "judge/patience.hpp"
#include "judge/scenario.hpp"
#include "sandbox/runner.hpp"
#include "util/fd.hpp"
#include "wire/socket.hpp"

namespace assay::kit {
namespace {

sandbox::Policy subject_policy(const Configuration& configuration) {
  sandbox::Policy policy;
  policy.mounts = {{configuration.subject_folder, "/subject", false}};
  policy.working_directory = "/tmp";
  policy.limits = configuration.limits;
  policy.cpu = configuration.cpu;
  return policy;
}

std::pair<util::Fd, util::Fd> socket_pair() {
  int ends[2] = {-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) {
    throw JudgeFault(std::string("making the subject's socket: ") + std::strerror(errno));
  }
  return {util::Fd(ends[0]), util::Fd(ends[1])};
}

void set_timeout(int socket, core::Duration longest) {
  // To the kernel zero means without end.
  const auto microseconds =
      std::max<std::int64_t>(1, std::chrono::duration_cast<std::chrono::microseconds>(longest).count());
  timeval timeout{};
  timeout.tv_sec = microseconds / 1'000'000;
  timeout.tv_usec = microseconds % 1'000'000;
  if (::setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout) != 0 ||
      ::setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &timeout, sizeof timeout) != 0) {
    throw JudgeFault(std::string("setting the subject's socket up: ") + std::strerror(errno));
  }
}

core::Duration longest_answer() { return std::min(configuration().hang_after, patience().left()); }

std::string printed(const sandbox::Outcome& outcome) {
  const std::string cut = "\n[the rest was cut]\n";
  std::string text = outcome.out + (outcome.out_truncated ? cut : "");
  if (!outcome.err.empty() && !text.empty() && !text.ends_with('\n')) text += '\n';
  return text + outcome.err + (outcome.err_truncated ? cut : "");
}

}  // namespace

// Numbers that a subject cannot foresee, from the kernel, several at a time.
class Tokens {
 public:
  std::uint64_t next() {
    if (used_ == drawn_.size()) {
      const ssize_t count = ::getrandom(drawn_.data(), sizeof drawn_, 0);
      // getrandom(2): up to 256 bytes always come whole.
      if (count != static_cast<ssize_t>(sizeof drawn_)) throw JudgeFault("drawing random numbers failed");
      used_ = 0;
    }
    return drawn_[used_++];
  }

 private:
  std::array<std::uint64_t, 32> drawn_{};
  std::size_t used_ = drawn_.size();
};

// Far longer than the kernel takes to clear a dead process away; less for a case that has
// had its time.
core::Duration time_to_end() {
  using namespace std::chrono_literals;
  return std::clamp<core::Duration>(patience().left(), 50ms, 500ms);
}

struct Subject::State {
  using Clock = std::chrono::steady_clock;

  explicit State(util::Fd judge_end)
      : socket(std::move(judge_end)), reader(socket.get()), timeout(longest_answer()) {
    set_timeout(socket.get(), timeout);
  }

  util::Fd socket;
  wire::FrameReader reader;
  core::Duration timeout;  ///< the socket's own
  Tokens tokens;
  std::optional<sandbox::Run> run;
  std::optional<sandbox::Outcome> outcome;
  wire::Command command;
  CallLedger ledger;
  std::string frame;
  std::string body;

  std::vector<Event> exchange();
  wire::ReadStatus talk();
  std::vector<Event> understand(wire::ReadStatus status);
  void end(bool stop_first);
  [[noreturn]] void lose(core::CaseEnd how, const std::string& message);
};

void Subject::State::end(bool stop_first) {
  if (outcome) return;
  if (stop_first) run->stop();
  auto waited = run->wait();
  if (!waited) throw JudgeFault("ending the subject: " + waited.error().message);
  outcome = std::move(*waited);
  record_output(printed(*outcome));
}

// Says first why it ended, where it did: a subject that was killed for its memory also
// closed its socket. It gets a moment to be seen ending by itself, and no more: a program
// may close the socket and live on.
void Subject::State::lose(core::CaseEnd how, const std::string& message) {
  const auto began = Clock::now();
  end(!run->ends_within(time_to_end()));
  patience().spend(Clock::now() - began);
  if (outcome->end == sandbox::End::not_executable) {
    throw SubjectLost(core::CaseEnd::subject_ended, "the program " + sandbox::describe(*outcome));
  }
  if (outcome->end != sandbox::End::stopped) {
    throw SubjectLost(core::CaseEnd::subject_ended,
                      "the program " + sandbox::describe(*outcome) + " in the middle of the case");
  }
  throw SubjectLost(how, message);
}

// Sends the command and reads what comes.
wire::ReadStatus Subject::State::talk() {
  if (const auto longest = longest_answer(); longest < timeout) set_timeout(socket.get(), timeout = longest);
  if (timeout == core::Duration::zero()) return wire::ReadStatus::timed_out;
  const auto began = Clock::now();
  // A write that fails is told apart by the read that follows: closed, or hung.
  (void)wire::write_all(socket.get(), frame);
  const auto status = reader.read(body, began + timeout);
  patience().spend(Clock::now() - began);
  return status;
}

std::vector<Event> Subject::State::understand(wire::ReadStatus status) {
  switch (status) {
    case wire::ReadStatus::frame:
      break;
    case wire::ReadStatus::closed:
      lose(core::CaseEnd::subject_ended, "the program closed the connection to the judge");
    case wire::ReadStatus::timed_out:
      lose(core::CaseEnd::subject_hung,
           (timeout < configuration().hang_after
                ? "no answers within the real time that a case has"
                : "no answer within " + core::to_string(timeout) + " of real time") +
               std::string(": the code loops, or waits or sleeps outside the scheduler it was given"));
    case wire::ReadStatus::too_long:
    case wire::ReadStatus::failed:
      lose(core::CaseEnd::subject_broke_protocol, "the program wrote garbage to the judge's socket");
  }
  auto report = wire::decode_report(body);
  if (!report) {
    lose(core::CaseEnd::subject_broke_protocol, "the program wrote garbage to the judge's socket");
  }
  if (report->token != command.token || reader.has_unread()) {
    lose(core::CaseEnd::subject_broke_protocol, "the program answered the judge out of turn");
  }
  if (const auto wrong = ledger.take_in(report->events)) {
    lose(core::CaseEnd::subject_broke_protocol, "the program wrote to the judge's socket by itself: " + *wrong);
  }
  return std::move(report->events);
}

std::vector<Event> Subject::State::exchange() {
  if (reader.has_unread()) {
    lose(core::CaseEnd::subject_broke_protocol, "the program spoke to the judge before it was asked");
  }
  command.token = tokens.next();
  frame.clear();
  wire::encode(command, frame);
  return understand(talk());
}

Subject::Subject() {
  const Configuration& settings = configuration();
  auto [judge_end, subject_end] = socket_pair();
  state_ = std::make_unique<State>(std::move(judge_end));
  sandbox::Command program;
  program.arguments = {"/subject/subject"};
  program.descriptors = {{subject_end.get(), wire::subject_descriptor}};
  program.untrusted_program = true;
  auto run = sandbox::Run::start(subject_policy(settings), program);
  if (!run) throw JudgeFault("starting the subject: " + run.error().message);
  state_->run = std::move(*run);
  subject_end.reset();  // or its end would never be seen
  (void)settle();       // the program is there, and speaks
}

// A fault while ending must not be thrown from here; the next start meets it again.
Subject::~Subject() {
  try {
    state_->end(true);
  } catch (const JudgeFault& fault) {
    record_output(std::string("\n[") + fault.what() + "]\n");
  }
}

void Subject::set_time(core::Duration steady, core::Duration wall_since_epoch) {
  state_->command.steady_now = steady.count();
  state_->command.wall_now = wall_since_epoch.count();
}

std::vector<Event> Subject::invoke(CallId call, std::string_view operation, std::string_view payload) {
  state_->ledger.goes_on(call);
  state_->command.kind = wire::CommandKind::invoke;
  state_->command.call = call;
  state_->command.operation = operation;
  state_->command.payload = payload;
  return state_->exchange();
}

std::vector<Event> Subject::resume(CallId call, std::string_view payload) {
  state_->ledger.goes_on(call);
  state_->command.kind = wire::CommandKind::resume;
  state_->command.call = call;
  state_->command.operation.clear();
  state_->command.payload = payload;
  return state_->exchange();
}

std::vector<Event> Subject::settle() {
  state_->command.kind = wire::CommandKind::settle;
  state_->command.payload.clear();
  return state_->exchange();
}

}  // namespace assay::kit
