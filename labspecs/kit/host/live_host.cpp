// Theory of operation. The thread in `serve` reads commands and does nothing that could
// block. An invoked call goes to a thread of the pool, a new one where none is idle. Each call
// writes its own reports, one whole frame at a time, with the token of the command that let it
// go on last.
#include "host/live_host.hpp"

#include <unistd.h>

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <map>
#include <mutex>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include "wire/frame.hpp"
#include "wire/socket.hpp"

namespace assay::kit::host {
namespace {

struct Call {
  wire::CallId id = 0;
  std::uint64_t token = 0;  ///< of the command that let it go on last
  std::condition_variable answered;
  std::optional<std::string> answer;
};

/// A call that no thread has taken yet.
struct Job {
  wire::Command command;
  const LiveHost::Handler* handler = nullptr;
};

thread_local Call* current_call = nullptr;

}  // namespace

struct LiveHost::State {
  std::map<std::string, Handler, std::less<>> handlers;

  std::mutex calls_mutex;  // guards the calls that wait, and their answers
  std::map<wire::CallId, Call*> calls;

  std::mutex pool_mutex;  // guards what follows
  std::condition_variable job_came;
  std::deque<Job> jobs;
  unsigned idle = 0;
  unsigned threads = 0;

  std::mutex write_mutex;

  void obey(wire::Command command);
  void invoke(wire::Command command);
  void resume(wire::Command& command);
  void add_thread();
  void work();
  void run(const Job& job);
  void report(std::uint64_t token, wire::Event event);
};

void LiveHost::State::report(std::uint64_t token, wire::Event event) {
  std::string frame;
  wire::Report report{token, {}};
  report.events.push_back(std::move(event));
  wire::encode(report, frame);
  const std::lock_guard lock(write_mutex);
  if (!wire::write_all(wire::subject_descriptor, frame)) ::_exit(0);
}

void LiveHost::State::obey(wire::Command command) {
  switch (command.kind) {
    case wire::CommandKind::invoke: return invoke(std::move(command));
    case wire::CommandKind::resume: return resume(command);
    case wire::CommandKind::settle: return;  // of lockstep
    case wire::CommandKind::finish: ::_exit(0);
  }
}

void LiveHost::State::invoke(wire::Command command) {
  const auto handler = handlers.find(command.operation);
  if (handler == handlers.end()) ::_exit(1);
  const std::lock_guard lock(pool_mutex);
  jobs.push_back({std::move(command), &handler->second});
  if (jobs.size() > idle && threads < most_threads) add_thread();
  job_came.notify_one();
}

// Under the pool's mutex. At the box's own limit of threads the call waits for one of those
// that there are.
void LiveHost::State::add_thread() {
  try {
    std::thread([this] { work(); }).detach();
    ++threads;
  } catch (const std::system_error&) {
    if (threads == 0) throw;
  }
}

void LiveHost::State::work() {
  std::unique_lock lock(pool_mutex);
  while (true) {
    ++idle;
    job_came.wait(lock, [&] { return !jobs.empty(); });
    --idle;
    const Job job = std::move(jobs.front());
    jobs.pop_front();
    lock.unlock();
    run(job);
    lock.lock();
  }
}

void LiveHost::State::run(const Job& job) {
  Call call;
  call.id = job.command.call;
  call.token = job.command.token;
  current_call = &call;
  wire::Event event{wire::EventKind::returned, call.id, {}, {}};
  try {
    event.payload = (*job.handler)(job.command.payload);
  } catch (const std::exception& problem) {
    event.kind = wire::EventKind::threw;
    event.payload = problem.what();
  } catch (...) {
    event.kind = wire::EventKind::threw;
    event.payload = "something that is not a std::exception";
  }
  current_call = nullptr;
  report(call.token, std::move(event));
}

void LiveHost::State::resume(wire::Command& command) {
  const std::lock_guard lock(calls_mutex);
  const auto call = calls.find(command.call);
  if (call == calls.end()) ::_exit(1);
  call->second->answer = std::move(command.payload);
  call->second->token = command.token;
  call->second->answered.notify_one();
  calls.erase(call);
}

LiveHost::LiveHost() : state_(std::make_unique<State>()) {}
LiveHost::~LiveHost() = default;

void LiveHost::on(std::string operation, Handler handler) {
  state_->handlers[std::move(operation)] = std::move(handler);
}

std::string LiveHost::ask(std::string_view operation, std::string_view payload) {
  wire::Event event{wire::EventKind::asked, 0, std::string(operation), std::string(payload)};
  if (current_call == nullptr) {
    event.kind = wire::EventKind::foreign;
    state_->report(0, std::move(event));
    while (true) ::pause();
  }
  Call& call = *current_call;
  event.call = call.id;
  std::unique_lock lock(state_->calls_mutex);
  state_->calls[call.id] = &call;  // before the judge can know of it and answer
  lock.unlock();
  state_->report(call.token, std::move(event));
  lock.lock();
  call.answered.wait(lock, [&] { return call.answer.has_value(); });
  return *std::exchange(call.answer, std::nullopt);
}

void LiveHost::serve() {
  wire::FrameReader reader(wire::subject_descriptor);
  std::string body;
  while (reader.read(body) == wire::ReadStatus::frame) {
    auto command = wire::decode_command(body);
    if (!command) ::_exit(1);
    state_->obey(std::move(*command));
  }
  ::_exit(0);
}

}  // namespace assay::kit::host
