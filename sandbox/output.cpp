#include "sandbox/output.hpp"

#include <fcntl.h>
#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace assay::sandbox {

Echo::Echo(int descriptor) : descriptor_(descriptor), thread_([this] { write_all(); }) {}

Echo::~Echo() {
  {
    const std::lock_guard lock(mutex_);
    ended_ = true;
  }
  changed_.notify_one();
  thread_.join();
}

void Echo::add(std::string_view text) {
  {
    const std::lock_guard lock(mutex_);
    due_ += text;
  }
  changed_.notify_one();
}

void Echo::write_all() {
  // A reader of ours who has gone away must not end the grader.
  sigset_t broken_pipe;
  sigemptyset(&broken_pipe);
  sigaddset(&broken_pipe, SIGPIPE);
  pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
  for (;;) {
    std::string text;
    {
      std::unique_lock lock(mutex_);
      changed_.wait(lock, [this] { return ended_ || !due_.empty(); });
      if (due_.empty()) return;
      text.swap(due_);
    }
    for (std::string_view rest = text; !rest.empty();) {
      const ssize_t count = write(descriptor_, rest.data(), rest.size());
      if (count < 0 && errno == EINTR) continue;
      // Ours to see is a courtesy: what was printed is in the outcome all the same.
      if (count < 0) break;
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
  }
}

core::Result<CapturedPipe> CapturedPipe::open(core::Bytes cap, int echo_to) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return core::fail_errno("making a pipe", errno);
  CapturedPipe pipe;
  pipe.reading_ = util::Fd(ends[0]);
  pipe.writing_ = util::Fd(ends[1]);
  pipe.cap_ = cap.count;
  // Only our end: O_NONBLOCK belongs to the end's open file, and the program's must block.
  if (fcntl(ends[0], F_SETFL, O_NONBLOCK) != 0) return core::fail_errno("making a pipe", errno);
  if (echo_to >= 0) pipe.echo_ = std::make_unique<Echo>(echo_to);
  return pipe;
}

void CapturedPipe::drain() {
  // A program that prints without end must not keep us here, away from its limits.
  constexpr int reads_at_once = 16;
  char buffer[65536];
  for (int reads = 0; reading_ && reads < reads_at_once; ++reads) {
    const ssize_t count = read(reading_.get(), buffer, sizeof buffer);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0 && errno == EAGAIN) return;
    if (count <= 0) {
      reading_.reset();
      return;
    }
    const std::string_view all(buffer, static_cast<std::size_t>(count));
    const std::string_view kept = all.substr(0, cap_ - text_.size());
    text_ += kept;
    seen_.count += all.size();
    if (echo_ && !kept.empty()) echo_->add(kept);
  }
}

}  // namespace assay::sandbox
