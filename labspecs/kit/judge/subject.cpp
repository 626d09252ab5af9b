#include "judge/subject.hpp"

#include <sys/socket.h>

#include <chrono>
#include <utility>

#include "judge/call_ledger.hpp"
#include "judge/configuration.hpp"
#include "judge/patience.hpp"
#include "judge/scenario.hpp"
#include "judge/subject_process.hpp"
#include "wire/socket.hpp"

namespace assay::kit {

struct Subject::State {
  using Clock = std::chrono::steady_clock;

  explicit State(const Configuration& settings)
      : process(subject_policy(settings.subject_folder, settings.limits, settings.cpu)), reader(process.socket()) {
    limit_waiting(longest_answer(settings.hang_after));
  }

  SubjectProcess process;
  wire::FrameReader reader;
  core::Duration timeout{};  ///< the socket's own
  Tokens tokens;
  wire::Command command;
  CallLedger ledger;
  std::string frame;
  std::string body;

  std::vector<Event> exchange();
  wire::ReadStatus talk();
  std::vector<Event> understand(wire::ReadStatus status);
  void limit_waiting(core::Duration longest);
};

void Subject::State::limit_waiting(core::Duration longest) {
  timeout = longest;
  set_timeout(process.socket(), SO_RCVTIMEO, longest);
  set_timeout(process.socket(), SO_SNDTIMEO, longest);
}

// Sends the command and reads what comes.
wire::ReadStatus Subject::State::talk() {
  if (const auto longest = longest_answer(configuration().hang_after); longest < timeout) limit_waiting(longest);
  if (timeout == core::Duration::zero()) return wire::ReadStatus::timed_out;
  const auto began = Clock::now();
  // A write that fails is told apart by the read that follows: closed, or hung.
  (void)wire::write_all(process.socket(), frame);
  const auto status = reader.read(body, began + timeout);
  patience().spend(Clock::now() - began);
  return status;
}

std::vector<Event> Subject::State::understand(wire::ReadStatus status) {
  switch (status) {
    case wire::ReadStatus::frame:
      break;
    case wire::ReadStatus::closed:
      process.lose(core::CaseEnd::subject_ended, "the program closed the connection to the judge");
    case wire::ReadStatus::timed_out:
      process.lose(core::CaseEnd::subject_hung,
                   (timeout < configuration().hang_after
                        ? "no answers within the real time that a case has"
                        : "no answer within " + core::to_string(timeout) + " of real time") +
                       std::string(": the code loops, or waits or sleeps outside the scheduler it was given"));
    case wire::ReadStatus::too_long:
    case wire::ReadStatus::failed:
      process.lose(core::CaseEnd::subject_broke_protocol, "the program wrote garbage to the judge's socket");
  }
  auto report = wire::decode_report(body);
  if (!report) {
    process.lose(core::CaseEnd::subject_broke_protocol, "the program wrote garbage to the judge's socket");
  }
  if (report->token != command.token || reader.has_unread()) {
    process.lose(core::CaseEnd::subject_broke_protocol, "the program answered the judge out of turn");
  }
  if (const auto wrong = ledger.take_in(report->events)) {
    process.lose(core::CaseEnd::subject_broke_protocol, "the program wrote to the judge's socket by itself: " + *wrong);
  }
  return std::move(report->events);
}

std::vector<Event> Subject::State::exchange() {
  if (reader.has_unread()) {
    process.lose(core::CaseEnd::subject_broke_protocol, "the program spoke to the judge before it was asked");
  }
  command.token = tokens.next();
  frame.clear();
  wire::encode(command, frame);
  return understand(talk());
}

Subject::Subject() : state_(std::make_unique<State>(configuration())) {
  (void)settle();  // the program is there, and speaks
}

// A fault while ending must not be thrown from here; the next start meets it again.
Subject::~Subject() {
  try {
    state_->process.end(core::Duration::zero());
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
