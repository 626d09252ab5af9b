// The second half of a run's life: from a running program to an outcome.
#include "sandbox/reduced/box.hpp"

#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace assay::sandbox::reduced {

namespace {

/// How often the run's processes are looked at: it may use this much CPU time, times its
/// processors, and what memory can be touched in this time, above its limits.
constexpr std::chrono::milliseconds tick{10};
/// How often the scratch folder is walked; less where that takes longer than a tenth of it.
constexpr std::chrono::milliseconds disk_tick{50};
/// Killing takes milliseconds; who was writing much to a slow disk may take many seconds.
constexpr std::chrono::seconds kill_patience{60};

}  // namespace

Box::~Box() {
  // Only where `supervise` did not come to its end.
  (void)end_everything();
}

core::Result<Outcome> Box::supervise(int stop) {
  if (auto watched = watch(stop); !watched) return std::unexpected(watched.error());
  if (auto ended = end_everything(); !ended) return std::unexpected(ended.error());
  return conclude();
}

core::Result<void> Box::watch(int stop) {
  const auto deadline = meter_->began() + limits_.wall;
  auto next_check = meter_->began();
  while (!over_) {
    const auto now = Clock::now();
    const auto wake = std::clamp(std::min(deadline, next_check), now, now + tick);
    const auto pause = std::chrono::ceil<std::chrono::milliseconds>(wake - now).count();
    pollfd files[] = {{status_.get(), POLLIN, 0}, {out_.reading_end(), POLLIN, 0}, {err_.reading_end(), POLLIN, 0},
                      {stop, POLLIN, 0}, {init_.pidfd.get(), POLLIN, 0}};
    if (poll(files, std::size(files), static_cast<int>(pause)) < 0 && errno != EINTR) {
      return core::fail_errno("watching the run", errno);
    }
    out_.drain();
    err_.drain();
    if (out_.seen().count + err_.seen().count > limits_.printed.count) interrupt(Interruption::output);
    read_status();
    if (over_) break;
    if (files[3].revents != 0) {
      interrupt(Interruption::stop);
    } else if (Clock::now() >= deadline) {
      interrupt(Interruption::wall);
    } else if (files[4].revents != 0) {
      read_status();  // its last words came before its end
      if (over_) break;
      return core::fail(core::ErrorKind::infrastructure, "assay-reduced-init ended around its program");
    } else if (Clock::now() >= next_check) {
      if (auto checked = check_usage(); !checked) return checked;
      if (auto checked = check_disk(); !checked) return checked;
      next_check = Clock::now() + tick;
    }
  }
  return {};
}

core::Result<void> Box::check_usage() {
  const auto now = meter_->look();
  if (!now) return std::unexpected(now.error());
  if (now->memory > limits_.memory) interrupt(Interruption::memory);
  if (now->processes > limits_.processes) interrupt(Interruption::processes);
  if (now->cpu > limits_.cpu) interrupt(Interruption::cpu);
  return {};
}

core::Result<void> Box::check_disk() {
  const auto before = Clock::now();
  if (before < next_disk_check_) return {};
  const FolderSize allowed{limits_.disk, limits_.inodes};
  auto used = measure(scratch_.path(), allowed);
  if (!used) return std::unexpected(used.error());
  used->bytes.count += size_of_nameless_files(meter_->processes(), scratch_.device(), plan_.user ? plan_.user->uid() : 0).count;
  meter_->note_files(used->bytes, used->entries);
  if (used->bytes > allowed.bytes) interrupt(Interruption::disk);
  if (used->entries > allowed.entries) interrupt(Interruption::inodes);
  const auto now = Clock::now();
  next_disk_check_ = now + std::max<Clock::duration>(disk_tick, 10 * (now - before));
  return {};
}

void Box::read_status() {
  protocol::Message message{};
  while (!gone_ && read(status_.get(), &message, sizeof message) == sizeof message) {
    if (message.kind == protocol::Kind::gone) {
      waited_for_ = std::chrono::nanoseconds(message.cpu);
      gone_ = true;
    } else if (message.kind == protocol::Kind::ended && !over_) {
      facts_.wait_status = message.value;
      ended_ = Clock::now();
      over_ = true;
    }
  }
}

void Box::interrupt(Interruption why) {
  if (over_) return;
  facts_.interruption = why;
  ended_ = Clock::now();
  over_ = true;
}

/// Init ends by itself once no process is left.
core::Result<void> Box::end_everything() {
  control_.reset();
  if (init_.pid <= 0) return {};
  const auto deadline = Clock::now() + kill_patience;
  for (bool ended = false; !ended;) {
    pollfd files[] = {{init_.pidfd.get(), POLLIN, 0}, {out_.reading_end(), POLLIN, 0}, {err_.reading_end(), POLLIN, 0}};
    poll(files, std::size(files), static_cast<int>(tick.count()));
    ended = files[0].revents != 0;
    out_.drain();
    err_.drain();
    read_status();
    if (!ended && Clock::now() > deadline) {
      return core::fail(core::ErrorKind::infrastructure, "the run's processes do not end when killed");
    }
  }
  while (waitpid(init_.pid, nullptr, 0) < 0 && errno == EINTR) {}
  init_.pid = 0;
  if (!gone_) return core::fail(core::ErrorKind::infrastructure, "assay-reduced-init was ended, and processes of the run may go on");
  return {};
}

core::Result<Outcome> Box::conclude() {
  Outcome outcome;
  outcome.usage = meter_->conclude(ended_, waited_for_);
  outcome.usage.printed = {out_.seen().count + err_.seen().count};
  facts_.cpu_exceeded = outcome.usage.cpu > limits_.cpu;
  const auto verdict = decide(facts_);
  if (!verdict) return core::fail(core::ErrorKind::infrastructure, "the run ended, and nothing explains it");
  outcome.end = verdict->end;
  outcome.exit_code = verdict->exit_code;
  outcome.signal = verdict->signal;
  outcome.execute_error = facts_.execute_error;
  outcome.process_limit_hit = facts_.interruption == Interruption::processes;
  // Every writer is gone, so what is in the pipes now is all there will be.
  for (CapturedPipe* pipe : {&out_, &err_}) {
    for (pollfd more{pipe->reading_end(), POLLIN, 0}; pipe->reading_end() >= 0 && poll(&more, 1, 0) > 0;) pipe->drain();
  }
  outcome.out_truncated = out_.truncated();
  outcome.err_truncated = err_.truncated();
  outcome.out = out_.take();
  outcome.err = err_.take();
  outcome.isolation = describe(plan_.machine);
  return outcome;
}

}  // namespace assay::sandbox::reduced
