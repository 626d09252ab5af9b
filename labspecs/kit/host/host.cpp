// Theory of operation. At most one call runs; the others are parked in `ask`, have
// ended, or wait for something that a parked call holds. Whoever parks last writes the
// report, reads the next command and carries it out: if that lets itself go on, no other
// thread is involved, which is what makes a round trip cheap.
//
// A call that waits for a lock does not park, so no one reports. The thread in `serve`
// watches for that: when twice in a row every other thread sleeps in a futex and none has
// run in between, nothing in the process can go on by itself, and it reports the running
// calls as blocked. A lock may be released by the next call that goes on; its waiter is
// then running beside it, and the report waits until that has parked as well.
#include "host/host.hpp"

#include <semaphore.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

#include "host/thread_state.hpp"
#include "wire/frame.hpp"
#include "wire/socket.hpp"

namespace assay::kit::host {
namespace {

// Two looks this far apart tell a wait from a short contention. It is real time, and
// affects only how soon a blocked call is reported, never whether.
constexpr std::chrono::milliseconds look_interval{2};

enum class Phase { running, parked, blocked, ended };

struct Call {
  wire::CallId id = 0;
  Phase phase = Phase::running;
  pid_t thread = 0;
  ThreadState when_blocked;
  std::string answer;
  sem_t go_on{};
};

thread_local Call* current_call = nullptr;

}  // namespace

struct Host::State {
  std::map<std::string, Handler, std::less<>> handlers;
  wire::FrameReader reader{wire::subject_descriptor};
  std::string body;
  std::string frame;

  mutable std::mutex mutex;  // guards what follows
  std::map<wire::CallId, std::unique_ptr<Call>> calls;
  std::vector<wire::Event> events;
  unsigned running = 0;
  unsigned blocked = 0;
  bool driving = false;  // someone reports, or waits for a command
  std::uint64_t token = 0;
  std::uint64_t turns = 0;  // counts commands, so that the watcher sees progress
  std::int64_t steady_now = 0;
  std::int64_t wall_now = 0;

  void park(Call& call, wire::Event event);
  void leave(Call& call, wire::Event event);
  void note_stop(Call& call, Phase phase, wire::Event event);
  bool all_settled();
  Call* drive(std::unique_lock<std::mutex>& lock, bool owes_report = true);
  void report(std::unique_lock<std::mutex>& lock);
  Call* obey(std::unique_lock<std::mutex>& lock);
  Call* carry_out(wire::Command& command);
  void run_call(Call& call, const Handler& handler, const std::string& payload);
  void watch();
  bool report_blocked(const std::map<pid_t, ThreadState>& states);
};

// A call that was blocked got what it waited for as soon as it shows up here.
void Host::State::note_stop(Call& call, Phase phase, wire::Event event) {
  if (call.phase == Phase::running) --running;
  if (call.phase == Phase::blocked) --blocked;
  call.phase = phase;
  events.push_back(std::move(event));
}

// Whether no call can go on without the judge. A call that was blocked and has moved
// since is running again. A waiter is made runnable by whoever releases what it waits
// for, so a look after that release does not miss it.
bool Host::State::all_settled() {
  if (running > 0) return false;
  if (blocked == 0) return true;
  const auto states = thread_states();
  for (auto& [id, call] : calls) {
    if (call->phase != Phase::blocked) continue;
    const auto state = states.find(call->thread);
    if (state == states.end() || state->second != call->when_blocked) {
      call->phase = Phase::running;
      --blocked;
      ++running;
    }
  }
  return running == 0;
}

void Host::State::report(std::unique_lock<std::mutex>& lock) {
  std::sort(events.begin(), events.end(),
            [](const wire::Event& a, const wire::Event& b) { return a.call < b.call; });
  frame.clear();
  wire::encode(wire::Report{token, std::exchange(events, {})}, frame);
  lock.unlock();
  if (!wire::write_all(wire::subject_descriptor, frame)) ::_exit(0);
  lock.lock();
}

// Waits for the next command and carries it out; gives the call that goes on, if one does.
Call* Host::State::obey(std::unique_lock<std::mutex>& lock) {
  lock.unlock();
  if (reader.read(body) != wire::ReadStatus::frame) ::_exit(0);
  auto command = wire::decode_command(body);
  if (!command || command->kind == wire::CommandKind::finish) ::_exit(0);
  lock.lock();
  return carry_out(*command);
}

// Reports and obeys until a call goes on; gives that call, which the caller wakes unless
// it is its own, or nothing where a call that was blocked has begun to run by itself.
Call* Host::State::drive(std::unique_lock<std::mutex>& lock, bool owes_report) {
  driving = true;
  while (true) {
    if (owes_report) report(lock);
    owes_report = true;
    Call* next = obey(lock);
    if (next == nullptr && all_settled()) continue;
    driving = false;
    return next;
  }
}

// Under the mutex.
Call* Host::State::carry_out(wire::Command& command) {
  token = command.token;
  steady_now = command.steady_now;
  wall_now = command.wall_now;
  ++turns;
  if (command.kind == wire::CommandKind::resume) {
    const auto call = calls.find(command.call);
    if (call == calls.end() || call->second->phase != Phase::parked) ::_exit(1);
    call->second->answer = std::move(command.payload);
    call->second->phase = Phase::running;
    ++running;
    return call->second.get();
  }
  if (command.kind == wire::CommandKind::invoke) {
    const auto handler = handlers.find(command.operation);
    std::erase_if(calls, [](const auto& entry) { return entry.second->phase == Phase::ended; });
    if (handler == handlers.end() || calls.contains(command.call)) ::_exit(1);
    auto& call = calls[command.call] = std::make_unique<Call>();
    call->id = command.call;
    ::sem_init(&call->go_on, 0, 0);
    ++running;
    std::thread([this, &call = *call, &run = handler->second, payload = std::move(command.payload)] {
      run_call(call, run, payload);
    }).detach();
    return call.get();
  }
  return nullptr;  // settle
}

void Host::State::park(Call& call, wire::Event event) {
  std::unique_lock lock(mutex);
  note_stop(call, Phase::parked, std::move(event));
  if (!driving && all_settled()) {
    Call* next = drive(lock);
    if (next == &call) return;
    if (next != nullptr) ::sem_post(&next->go_on);
  }
  lock.unlock();
  while (::sem_wait(&call.go_on) != 0) {
  }
}

void Host::State::leave(Call& call, wire::Event event) {
  std::unique_lock lock(mutex);
  note_stop(call, Phase::ended, std::move(event));
  if (driving || !all_settled()) return;
  if (Call* next = drive(lock)) ::sem_post(&next->go_on);
}

void Host::State::run_call(Call& call, const Handler& handler, const std::string& payload) {
  while (::sem_wait(&call.go_on) != 0) {
  }
  {
    const std::lock_guard lock(mutex);
    call.thread = static_cast<pid_t>(::syscall(SYS_gettid));
  }
  current_call = &call;
  wire::Event event{wire::EventKind::returned, call.id, {}, {}};
  try {
    event.payload = handler(payload);
  } catch (const std::exception& problem) {
    event.kind = wire::EventKind::threw;
    event.payload = problem.what();
  } catch (...) {
    event.kind = wire::EventKind::threw;
    event.payload = "something that is not a std::exception";
  }
  current_call = nullptr;
  leave(call, std::move(event));
}

// Under the mutex. Gives whether there is now something to report.
bool Host::State::report_blocked(const std::map<pid_t, ThreadState>& states) {
  for (auto& [id, call] : calls) {
    if (call->phase != Phase::running) continue;
    const auto state = states.find(call->thread);
    if (state == states.end()) return false;  // it has not begun yet
    call->when_blocked = state->second;
  }
  for (auto& [id, call] : calls) {
    if (call->phase != Phase::running) continue;
    call->phase = Phase::blocked;
    --running;
    ++blocked;
    events.push_back({wire::EventKind::blocked, id, {}, "a lock or a condition"});
  }
  return true;
}

void Host::State::watch() {
  const auto self = static_cast<pid_t>(::syscall(SYS_gettid));
  std::map<pid_t, ThreadState> before;
  std::uint64_t turn_before = 0;
  while (true) {
    std::this_thread::sleep_for(look_interval);
    std::unique_lock lock(mutex);
    if (driving || running == 0 || turns != turn_before) {
      turn_before = turns;
      before.clear();
      continue;
    }
    auto states = thread_states();
    states.erase(self);
    bool all_wait = true;
    for (const auto& [thread, state] : states) all_wait = all_wait && state.in_futex;
    if (all_wait && states == before && report_blocked(states)) {
      if (Call* next = drive(lock)) ::sem_post(&next->go_on);
      before.clear();
    } else {
      before = std::move(states);
    }
  }
}

Host::Host() : state_(std::make_unique<State>()) {}
Host::~Host() = default;

void Host::on(std::string operation, Handler handler) {
  state_->handlers[std::move(operation)] = std::move(handler);
}

std::string Host::ask(std::string_view operation, std::string_view payload) {
  if (current_call == nullptr) {
    {
      const std::lock_guard lock(state_->mutex);
      state_->events.push_back({wire::EventKind::foreign, 0, std::string(operation), std::string(payload)});
    }
    sem_t no_answer{};  // a wait that the watcher takes for one, and that never ends
    ::sem_init(&no_answer, 0, 0);
    while (true) ::sem_wait(&no_answer);
  }
  Call& call = *current_call;
  state_->park(call, {wire::EventKind::asked, call.id, std::string(operation), std::string(payload)});
  return std::move(call.answer);
}

std::int64_t Host::steady_now() const {
  const std::lock_guard lock(state_->mutex);
  return state_->steady_now;
}

std::int64_t Host::wall_now() const {
  const std::lock_guard lock(state_->mutex);
  return state_->wall_now;
}

int Host::serve() {
  std::unique_lock lock(state_->mutex);
  if (Call* next = state_->drive(lock, false)) ::sem_post(&next->go_on);
  lock.unlock();
  state_->watch();
  return 0;
}

}  // namespace assay::kit::host
