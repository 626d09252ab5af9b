// The second half of a box's life: from a running program to an outcome.
#include "sandbox/box.hpp"

#include <poll.h>
#include <signal.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

#include "sandbox/init_protocol.hpp"

namespace assay::sandbox {

namespace {
/// How often the cgroup's counters are read: a box may use this much CPU time, times its
/// processors, above its limit before it is ended.
constexpr std::chrono::milliseconds tick{10};
/// A killed process that takes longer is stuck in the kernel. One that was writing much to a
/// slow disk may take many seconds, and that is no fault of the machine.
constexpr std::chrono::seconds kill_patience{60};
}  // namespace

Box::~Box() {
  // Only where `supervise` did not come to its end; the cgroup's own end reports nothing either.
  (void)end_everything();
}

void Box::finish(core::Duration Phases::*phase) {
  const auto now = Clock::now();
  phases_.*phase = now - std::exchange(phase_began_, now);
}

core::Result<Outcome> Box::supervise(int stop) {
  if (auto watched = watch(stop); !watched) return std::unexpected(watched.error());
  finish(&Phases::program);
  meter_->note_written();
  if (auto ended = end_everything(); !ended) return std::unexpected(ended.error());
  finish(&Phases::end);
  return conclude();
}

core::Result<void> Box::watch(int stop) {
  const auto deadline = meter_->began() + limits_.wall;
  auto next_check = meter_->began() + tick;
  while (!over_) {
    const auto now = Clock::now();
    const auto wake = std::clamp(std::min(deadline, next_check), now, now + tick);
    const auto pause = std::chrono::ceil<std::chrono::milliseconds>(wake - now).count();
    pollfd files[] = {{status_.get(), POLLIN, 0}, {out_.reading_end(), POLLIN, 0}, {err_.reading_end(), POLLIN, 0},
                      {stop, POLLIN, 0}, {bubblewrap_.pidfd.get(), POLLIN, 0}};
    if (poll(files, std::size(files), static_cast<int>(pause)) < 0 && errno != EINTR) {
      return core::fail_errno("watching the box", errno);
    }
    drain_output();
    if (auto read = read_status(); !read) return read;
    if (over_) break;
    if (files[3].revents != 0) {
      interrupt(Interruption::stop);
    } else if (Clock::now() >= deadline) {
      interrupt(Interruption::wall);
    } else if (files[4].revents != 0) {
      if (auto read = read_status(); !read) return read;  // its last words came before its end
      ended_ = Clock::now();
      over_ = true;
    } else if (Clock::now() >= next_check) {
      next_check = Clock::now() + tick;
      if (auto checked = check_counters(); !checked) return checked;
    }
  }
  return {};
}

core::Result<void> Box::check_counters() {
  const auto kills = cgroup_.counters().memory_kills();
  if (!kills) return std::unexpected(kills.error());
  if (*kills > 0) interrupt(Interruption::memory);
  if (auto sampled = meter_->sample(); !sampled) return sampled;
  const auto cpu = meter_->cpu();
  if (!cpu) return std::unexpected(cpu.error());
  if (*cpu > limits_.cpu) interrupt(Interruption::cpu);
  return files_->sample();
}

void Box::drain_output() {
  out_.drain();
  err_.drain();
  const core::Bytes printed{out_.seen().count + err_.seen().count};
  meter_->set_printed(printed);
  if (printed > limits_.printed) interrupt(Interruption::output);
}

core::Result<void> Box::read_status() {
  init_protocol::Message message{};
  while (!over_ && read(status_.get(), &message, sizeof message) == sizeof message) {
    switch (message.kind) {
      case init_protocol::Kind::started: break;
      case init_protocol::Kind::next: ++command_; break;
      case init_protocol::Kind::failed:
        return core::fail_errno("starting " + programs_[command_ + 1] + " in the box", message.value);
      case init_protocol::Kind::ended:
        facts_.wait_status = message.value;
        ended_ = Clock::now();
        over_ = true;
    }
  }
  return {};
}

void Box::interrupt(Interruption why) {
  if (over_) return;
  facts_.interruption = why;
  ended_ = Clock::now();
  over_ = true;
}

core::Result<void> Box::end_everything() {
  if (bubblewrap_.pid > 0) {
    if (auto ended = end_bubblewrap(); !ended) return ended;
  }
  return cgroup_.empty();
}

/// Init's end is that of every process in the PID namespace, and bubblewrap waits for it. By pidfd, so that they are
/// also reached where they have not joined the cgroup.
core::Result<void> Box::end_bubblewrap() {
  const auto deadline = Clock::now() + kill_patience;
  const auto kill = [](const util::Fd& process) {
    if (process) syscall(SYS_pidfd_send_signal, process.get(), SIGKILL, nullptr, 0);
  };
  for (bool init_gone = !init_;;) {
    kill(init_);
    kill(bubblewrap_.pidfd);
    if (Clock::now() > deadline) return core::fail(core::ErrorKind::infrastructure, "bubblewrap does not end when killed");
    pollfd files[] = {{bubblewrap_.pidfd.get(), POLLIN, 0}, {init_gone ? -1 : init_.get(), POLLIN, 0},
                      {out_.reading_end(), POLLIN, 0}, {err_.reading_end(), POLLIN, 0}};
    poll(files, std::size(files), static_cast<int>(tick.count()));
    out_.drain();
    err_.drain();
    init_gone = init_gone || files[1].revents != 0;
    if (files[0].revents != 0 && init_gone) break;
  }
  while (waitpid(bubblewrap_.pid, nullptr, 0) < 0 && errno == EINTR) {}
  bubblewrap_.pid = 0;
  return {};
}

core::Result<void> Box::add_usage(Outcome& outcome, Facts& facts) {
  const CgroupCounters& counters = cgroup_.counters();
  if (auto sampled = files_->sample(); !sampled) return sampled;
  const auto usage = meter_->conclude(ended_);
  const auto kills = counters.memory_kills();
  const auto refused = counters.refused_forks();
  for (const auto* error : {usage ? nullptr : &usage.error(), kills ? nullptr : &kills.error(),
                            refused ? nullptr : &refused.error()}) {
    if (error) return std::unexpected(*error);
  }
  outcome.usage = *usage;
  outcome.process_limit_hit = *refused > 0;
  facts.cpu_exceeded = outcome.usage.cpu > limits_.cpu;
  facts.memory_killed = *kills > 0;
  facts.fork_refused = *refused > 0;
  facts.disk_full = files_->beyond_disk();
  facts.inodes_used_up = files_->beyond_inodes();
  return {};
}

core::Result<Outcome> Box::conclude() {
  Outcome outcome;
  if (auto added = add_usage(outcome, facts_); !added) return std::unexpected(added.error());
  const auto verdict = decide(facts_);
  if (!verdict) {
    return core::fail(core::ErrorKind::infrastructure, "the box ended around its program, and no limit explains it");
  }
  outcome.end = verdict->end;
  outcome.exit_code = verdict->exit_code;
  outcome.signal = verdict->signal;
  outcome.execute_error = facts_.execute_error;
  outcome.command = command_;
  // Every writer is gone, so what is in the pipes now is all there will be.
  for (CapturedPipe* pipe : {&out_, &err_}) {
    for (pollfd more{pipe->reading_end(), POLLIN, 0}; pipe->reading_end() >= 0 && poll(&more, 1, 0) > 0;) pipe->drain();
  }
  outcome.out_truncated = out_.truncated();
  outcome.err_truncated = err_.truncated();
  outcome.out = out_.take();
  outcome.err = err_.take();
  outcome.isolation = "full: namespaces, seccomp, cgroup v" + std::to_string(session_->cgroup_version());
  if (auto removed = cgroup_.remove(); !removed) return std::unexpected(removed.error());
  finish(&Phases::clear);
  outcome.phases = phases_;
  return outcome;
}

}  // namespace assay::sandbox
