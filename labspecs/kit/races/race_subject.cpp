#include "races/race_subject.hpp"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstring>
#include <thread>
#include <utility>

#include "judge/configuration.hpp"
#include "judge/patience.hpp"
#include "judge/scenario.hpp"
#include "judge/subject_process.hpp"
#include "races/attribution.hpp"
#include "races/subject/detection.hpp"
#include "races/thread_watch.hpp"
#include "util/fd.hpp"
#include "wire/frame.hpp"
#include "wire/socket.hpp"

namespace assay::kit::races {
namespace {

using Clock = std::chrono::steady_clock;
using Enough = std::function<bool(const Report&)>;
using namespace std::chrono_literals;

constexpr core::Duration time_between_looks = 150ms;
// A frame that has begun comes whole, in one write of the host's.
constexpr core::Duration longest_frame = 5s;
constexpr core::Duration longest_stack = 1s;
// More than ten times what a storm takes: who has had it has not been kept from its work.
constexpr core::Duration ample_cpu = 10s;
constexpr unsigned most_stacks_shown = 4;

// GCC's runtime cannot place its shadow memory where a kernel randomises addresses by more
// than 28 bits (vm.mmap_rnd_bits), as some do.
const std::vector<std::string> launcher{"/usr/bin/setarch", "--addr-no-randomize"};

[[noreturn]] void fail_with(const std::string& attempt) { throw JudgeFault(attempt + ": " + std::strerror(errno)); }

// On any processor: accesses that overlap in time are more of what is looked for.
sandbox::Policy race_policy(const Configuration& configuration) {
  auto policy = subject_policy(configuration.subject_folder, configuration.limits, -1);
  policy.environment = {"TSAN_OPTIONS=" + sanitizer_options()};
  return policy;
}

struct Pipe {
  util::Fd reading;  ///< does not block
  util::Fd writing;
};

Pipe make_pipe() {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) fail_with("making the subject's pipe");
  Pipe pipe{util::Fd(ends[0]), util::Fd(ends[1])};
  if (::fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) fail_with("making the subject's pipe");
  return pipe;
}

}  // namespace

struct RaceSubject::State {
  explicit State(Pipe made)
      : pipe(std::move(made.reading)),
        process(race_policy(configuration()), {{made.writing.get(), report_descriptor}}, launcher),
        reader(process.socket()) {
    set_timeout(process.socket(), SO_RCVTIMEO, longest_frame);
    set_timeout(process.socket(), SO_SNDTIMEO, longest_frame);
  }

  util::Fd pipe;  ///< the runtime's reports
  SubjectProcess process;
  wire::FrameReader reader;
  Tokens tokens;
  ReportReader reports;
  std::size_t judged = 0;  ///< reports that `enough` has seen

  void send(std::uint64_t token, std::string_view operation, std::string_view payload);
  bool wait(const Enough& enough);
  void sleep_until(Clock::time_point moment, bool& answered);
  void drain();
  bool take_reports(const Enough& enough);
  [[noreturn]] void give_up(core::Duration longest);
  void check_threads(StallDetector& detector);
  std::string show_stacks(const ThreadLooks& looks);
  std::optional<Report> ask_for_stack(pid_t of, pid_t thread);
  std::string receive(std::uint64_t token);
};

void RaceSubject::State::send(std::uint64_t token, std::string_view operation, std::string_view payload) {
  wire::Command command;
  command.kind = wire::CommandKind::invoke;
  command.token = token;
  command.call = 1;
  command.operation = operation;
  command.payload = payload;
  std::string frame;
  wire::encode(command, frame);
  // A write that fails is told apart by the read that follows.
  (void)wire::write_all(process.socket(), frame);
}

// Takes what is in the pipe, up to a bound: a program that never stops writing is not to keep
// the judge from its clock.
void RaceSubject::State::drain() {
  constexpr int most_reads = 64;
  std::array<char, 64 * 1024> buffer;
  for (int i = 0; i < most_reads && pipe; ++i) {
    const ssize_t count = ::read(pipe.get(), buffer.data(), buffer.size());
    if (count > 0) reports.take({buffer.data(), static_cast<std::size_t>(count)});
    if (count == 0) pipe.reset();  // no one holds its other end
    if (count < 0 && errno == EAGAIN) return;
    if (count < 0 && errno != EINTR) fail_with("reading the subject's reports");
  }
}

bool RaceSubject::State::take_reports(const Enough& enough) {
  drain();
  const auto& all = reports.reports();
  while (judged < all.size()) {
    if (enough(all[judged++])) return true;
  }
  return false;
}

// Until then, or until the subject writes or ends.
void RaceSubject::State::sleep_until(Clock::time_point moment, bool& answered) {
  const auto left = std::max(core::Duration::zero(), core::Duration(moment - Clock::now()));
  pollfd files[] = {{process.socket(), POLLIN, 0}, {pipe.get(), POLLIN, 0}};
  const auto count = ::poll(files, 2, static_cast<int>(std::chrono::ceil<std::chrono::milliseconds>(left).count()));
  if (count < 0 && errno != EINTR) fail_with("waiting for the subject");
  answered = count > 0 && files[0].revents != 0;
}

void RaceSubject::State::check_threads(StallDetector& detector) {
  auto looks = look_at_threads(process.run().processes(), storm_thread);
  const auto stall = detector.see(looks, Clock::now());
  if (!stall) return;
  const std::string places = show_stacks(looks);
  throw Violation{"every call of publish returns", describe(*stall) + places};
}

// Asks one thread after the other, as their answers say not whose they are. It only explains a
// verdict: a program that does not answer is judged all the same.
std::string RaceSubject::State::show_stacks(const ThreadLooks& looks) {
  std::string places;
  unsigned asked = 0;
  for (const auto& [id, look] : looks) {
    if (asked++ == most_stacks_shown) break;
    const auto stack = ask_for_stack(look.process, id);
    if (!stack) continue;
    const std::string place = place_of(stack->stacks.front());
    if (!place.empty() && places.find(place) == std::string::npos) places += "; " + look.name + " waits at " + place;
    auto trace = traces_of(*stack).front();
    trace.title = look.name + " waits for a " + (look.waiting == Waiting::lock ? "lock" : "condition");
    record_trace(std::move(trace));
  }
  return places;
}

std::optional<Report> RaceSubject::State::ask_for_stack(pid_t of, pid_t thread) {
  const std::size_t before = reports.reports().size();
  if (::syscall(SYS_tgkill, of, thread, SIGUSR2) != 0) return std::nullopt;
  const auto deadline = Clock::now() + longest_stack;
  while (reports.reports().size() == before && Clock::now() < deadline) {
    std::this_thread::sleep_for(5ms);
    drain();
  }
  if (reports.reports().size() == before || reports.reports().back().stacks.empty()) return std::nullopt;
  return reports.reports().back();
}

// True where a report is enough; false once the host has answered or is gone.
bool RaceSubject::State::wait(const Enough& enough) {
  const auto began = Clock::now();
  const auto longest = longest_answer(longest_operation);
  auto next_look = began + time_between_looks;
  StallDetector detector;
  while (Clock::now() - began < longest) {
    bool answered = false;
    sleep_until(next_look, answered);
    // After its answer is seen, as what was reported before the answer is then in the pipe.
    const bool suffices = take_reports(enough);
    if (answered || suffices) {
      patience().spend(Clock::now() - began);
      return suffices;
    }
    if (Clock::now() < next_look) continue;
    check_threads(detector);
    next_look = Clock::now() + time_between_looks;
  }
  patience().spend(Clock::now() - began);
  give_up(longest);
}

// A machine that does other things is not held against the student.
void RaceSubject::State::give_up(core::Duration longest) {
  const auto usage = process.run().usage();
  if (!usage) throw JudgeFault("asking what the subject has used: " + usage.error().message);
  const auto looks = look_at_threads(process.run().processes(), storm_thread);
  const auto running = std::ranges::count_if(looks, [](const auto& entry) { return entry.second.runs; });
  const std::string used = core::to_string(longest) + " of real time, in which they had " + core::to_string(usage->cpu) +
                           " of processor time";
  if (running > 0 && usage->cpu < ample_cpu) {
    throw Inconclusive{"every call of publish returns", "some did not within " + used + ", as the machine was busy"};
  }
  process.lose(core::CaseEnd::subject_hung, "the calls of publish did not all return within " + used +
                                                "; they do not wait for each other, but run or sleep without an end");
}

std::string RaceSubject::State::receive(std::uint64_t token) {
  std::string body;
  const auto status = reader.read(body, Clock::now() + longest_frame);
  if (status == wire::ReadStatus::closed) {
    process.lose(core::CaseEnd::subject_ended, "the program closed the connection to the judge");
  }
  const auto report = status == wire::ReadStatus::frame ? wire::decode_report(body) : std::nullopt;
  if (!report || report->token != token || report->events.size() != 1 ||
      report->events[0].kind != wire::EventKind::returned || reader.has_unread()) {
    process.lose(core::CaseEnd::subject_broke_protocol, "the program wrote to the judge's socket by itself");
  }
  return report->events[0].payload;
}

RaceSubject::RaceSubject() : state_(std::make_unique<State>(make_pipe())) {}

// A fault while ending must not be thrown from here; the next start meets it again.
RaceSubject::~RaceSubject() {
  try {
    state_->process.end(core::Duration::zero());
  } catch (const JudgeFault& fault) {
    record_output(std::string("\n[") + fault.what() + "]\n");
  }
}

std::optional<std::string> RaceSubject::run(std::string_view operation, std::string_view payload, const Enough& enough) {
  const std::uint64_t token = state_->tokens.next();
  state_->send(token, operation, payload);
  if (state_->wait(enough)) return std::nullopt;
  return state_->receive(token);
}

const std::vector<Report>& RaceSubject::reports() const { return state_->reports.reports(); }

}  // namespace assay::kit::races
