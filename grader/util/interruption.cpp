#include "util/interruption.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <thread>

namespace assay::util {
namespace {

std::array<int, 2> signal_pipe{-1, -1};

// A handler may call almost nothing; the thread at the other end does the work.
extern "C" void on_signal(int number) {
  const int saved = errno;
  const char byte = 0;
  [[maybe_unused]] const auto ignored = ::write(signal_pipe[1], &byte, 1);
  std::signal(number, SIG_DFL);
  errno = saved;
}

}  // namespace

core::Result<std::stop_token> stop_on_signals() {
  if (::pipe2(signal_pipe.data(), O_CLOEXEC) != 0) return core::fail_errno("setting signal handling up", errno);
  static std::stop_source source;
  std::thread([] {
    char byte = 0;
    while (::read(signal_pipe[0], &byte, 1) < 0 && errno == EINTR) {
    }
    source.request_stop();
  }).detach();
  for (const int number : {SIGINT, SIGTERM, SIGHUP}) std::signal(number, on_signal);
  return source.get_token();
}

}  // namespace assay::util
