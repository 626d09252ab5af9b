// A thread of the judge's reads what the subject says, so that each report has the time at
// which it came, a subject is never held up by a judge that is busy, and one that floods the
// socket is cut off at the first report that no host writes.
#include "judge/live_subject.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <cerrno>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <utility>

#include "judge/live_ledger.hpp"
#include "judge/patience.hpp"
#include "judge/scenario.hpp"
#include "judge/subject_process.hpp"
#include "wire/socket.hpp"

namespace assay::kit {
namespace {

using Clock = LiveSubject::Clock;

/// Why nothing more is read from the subject.
struct Loss {
  core::CaseEnd how = core::CaseEnd::subject_ended;
  std::string message;
};

/// How long a silent subject is watched to say whether it is busy or waits.
constexpr std::chrono::milliseconds look{200};

sandbox::Policy policy_of(const LiveOptions& options) {
  sandbox::Policy policy = subject_policy(options.folder, options.limits, options.cpu);
  policy.environment = options.environment;
  policy.endpoints = options.endpoints;
  if (!options.endpoints.empty()) policy.allowed.insert(sandbox::Allow::loopback_network);
  return policy;
}

}  // namespace

struct LiveSubject::State {
  explicit State(const LiveOptions& options);
  ~State();
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  SubjectProcess process;
  core::Duration hang_after;
  core::Duration silence{};  ///< waited for calls that run, since the last event
  bool ended = false;        ///< by the judge's wish
  Tokens tokens;

  std::mutex mutex;  // guards what follows, up to the thread
  std::condition_variable changed;
  LiveLedger ledger;
  std::deque<LiveEvent> events;
  unsigned undelivered = 0;  ///< events of calls among them
  std::optional<Loss> loss;
  bool woken = false;

  std::thread reader;  ///< last: it uses the others

  void listen();
  std::optional<Loss> take_in(wire::ReadStatus status, const std::string& body, Clock::time_point at);
  void send(wire::Command command);
  std::optional<LiveEvent> take_event();
  [[noreturn]] void lose_hung(bool for_all_its_time);
  [[nodiscard]] sandbox::Usage usage() const;
  void stop_reading();
};

LiveSubject::State::State(const LiveOptions& options)
    : process(policy_of(options)), hang_after(options.hang_after), ledger(options.limits.processes) {
  set_timeout(process.socket(), SO_SNDTIMEO, hang_after);
  reader = std::thread([this] { listen(); });
}

LiveSubject::State::~State() { stop_reading(); }

sandbox::Usage LiveSubject::State::usage() const {
  const auto used = process.run().usage();
  if (!used) throw JudgeFault("reading what the subject uses: " + used.error().message);
  return *used;
}

void LiveSubject::State::stop_reading() {
  if (!reader.joinable()) return;
  ::shutdown(process.socket(), SHUT_RDWR);
  reader.join();
}

void LiveSubject::State::listen() {
  wire::FrameReader frames(process.socket());
  std::string body;
  while (true) {
    const auto status = frames.read(body);
    const auto at = Clock::now();
    const std::lock_guard lock(mutex);
    loss = loss ? loss : take_in(status, body, at);
    changed.notify_all();
    if (loss) return;
  }
}

// Under the mutex.
std::optional<Loss> LiveSubject::State::take_in(wire::ReadStatus status, const std::string& body, Clock::time_point at) {
  if (status == wire::ReadStatus::closed) {
    return Loss{core::CaseEnd::subject_ended, "the program closed the connection to the judge"};
  }
  std::optional<wire::Report> report;
  if (status == wire::ReadStatus::frame) report = wire::decode_report(body);
  if (!report) return Loss{core::CaseEnd::subject_broke_protocol, "the program wrote garbage to the judge's socket"};
  if (const auto wrong = ledger.take_in(*report)) {
    return Loss{core::CaseEnd::subject_broke_protocol, "the program wrote to the judge's socket by itself: " + *wrong};
  }
  if (report->events.front().kind != wire::EventKind::foreign) ++undelivered;
  events.push_back({std::move(report->events.front()), at});
  return std::nullopt;
}

void LiveSubject::State::send(wire::Command command) {
  std::string frame;
  wire::encode(command, frame);
  if (frame.size() > wire::max_body) throw JudgeFault("the judge's command is longer than a frame may be");
  {
    const std::lock_guard lock(mutex);
    if (loss) return;
  }
  // That the other end is gone is for the reader to say.
  if (wire::write_all(process.socket(), frame) || errno != EAGAIN) return;
  patience().spend(hang_after);
  const std::lock_guard lock(mutex);
  if (!loss) loss = Loss{core::CaseEnd::subject_hung, "the program does not read what the judge tells it"};
}

std::optional<LiveEvent> LiveSubject::State::take_event() {
  if (events.empty()) return std::nullopt;
  silence = {};
  LiveEvent event = std::move(events.front());
  events.pop_front();
  if (event.kind != wire::EventKind::foreign) --undelivered;
  return event;
}

// `for_all_its_time`: and not because the case has had its.
void LiveSubject::State::lose_hung(bool for_all_its_time) {
  const core::Duration before = usage().cpu;
  std::this_thread::sleep_for(look);
  const bool idle = (usage().cpu - before) * 10 < look;
  const std::string heard = for_all_its_time
                                ? "no call was heard of for " + core::to_string(hang_after) + " of real time"
                                : "no call was heard of within the real time that a case has";
  process.lose(core::CaseEnd::subject_hung,
               heard + (idle ? ", and the program is idle: it sleeps, or waits for what does not come (a deadlock, a lost wake-up)"
                             : ", and the program is busy: it loops, or is too slow"));
}

LiveSubject::LiveSubject(const LiveOptions& options) : state_(std::make_unique<State>(options)) {}

// A fault while ending must not be thrown from here; the next start meets it again.
LiveSubject::~LiveSubject() {
  try {
    state_->process.end(core::Duration::zero());
  } catch (const JudgeFault& fault) {
    record_output(std::string("\n[") + fault.what() + "]\n");
  }
}

void LiveSubject::invoke(wire::CallId call, std::string_view operation, std::string_view payload) {
  wire::Command command;
  command.kind = wire::CommandKind::invoke;
  command.token = state_->tokens.next();
  command.call = call;
  command.operation = operation;
  command.payload = payload;
  {
    const std::lock_guard lock(state_->mutex);
    if (!state_->ledger.begins(call, command.token)) {
      throw JudgeFault("call " + std::to_string(call) + " is begun while it runs");
    }
  }
  state_->send(std::move(command));
}

void LiveSubject::resume(wire::CallId call, std::string_view payload) {
  wire::Command command;
  command.kind = wire::CommandKind::resume;
  command.token = state_->tokens.next();
  command.call = call;
  command.payload = payload;
  {
    const std::lock_guard lock(state_->mutex);
    if (!state_->ledger.goes_on(call, command.token)) {
      throw JudgeFault("call " + std::to_string(call) + " is answered and has asked nothing");
    }
  }
  state_->send(std::move(command));
}

std::optional<LiveEvent> LiveSubject::next(Clock::time_point deadline) {
  State& state = *state_;
  std::unique_lock lock(state.mutex);
  const auto began = Clock::now();
  const bool owed = state.ledger.running() > 0;
  const auto patient_for = longest_answer(state.hang_after - state.silence);
  const auto hung = owed ? began + patient_for : Clock::time_point::max();
  state.changed.wait_until(lock, std::min(deadline, hung),
                           [&] { return !state.events.empty() || state.loss || state.woken; });
  if (owed) {
    patience().spend(Clock::now() - began);
    state.silence += Clock::now() - began;
  }
  if (auto event = state.take_event()) return event;
  if (state.ended) return std::nullopt;
  if (std::exchange(state.woken, false) && !state.loss) {
    state.silence = {};
    return std::nullopt;
  }
  const auto loss = state.loss;
  lock.unlock();
  if (loss) state.process.lose(loss->how, loss->message);
  if (deadline <= hung) return std::nullopt;
  state.lose_hung(state.silence >= state.hang_after);
}

void LiveSubject::wake() {
  const std::lock_guard lock(state_->mutex);
  state_->woken = true;
  state_->changed.notify_all();
}

unsigned LiveSubject::running() const {
  const std::lock_guard lock(state_->mutex);
  return state_->ledger.running() + state_->undelivered;
}

util::Fd LiveSubject::take_endpoint(std::uint16_t port) {
  auto endpoint = state_->process.run().take_endpoint(port);
  if (!endpoint) throw JudgeFault("there is no endpoint " + std::to_string(port) + ", or it was taken before");
  return endpoint;
}

sandbox::Usage LiveSubject::usage() const {
  return state_->usage();
}

const sandbox::Outcome& LiveSubject::end() {
  if (!state_->process.outcome()) {
    state_->ended = true;
    wire::Command finish;
    finish.token = state_->tokens.next();
    state_->send(std::move(finish));
    state_->process.end(longest_answer(state_->hang_after));
  }
  if (!state_->process.outcome()) throw JudgeFault("the subject could not be ended");
  return *state_->process.outcome();
}

}  // namespace assay::kit
