#include "util/interruption.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <thread>

namespace assay::util {
namespace {

constexpr std::array signals{SIGINT, SIGTERM, SIGHUP};

std::array<int, 2> signal_pipe{-1, -1};

// A handler may call almost nothing; the thread at the other end does the work.
extern "C" void on_signal(int) {
  const int saved = errno;
  const char byte = 0;
  [[maybe_unused]] const auto ignored = ::write(signal_pipe[1], &byte, 1);
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
    // A wrapper may pass one key press on twice; a person presses again after a while.
    std::this_thread::sleep_for(std::chrono::seconds(1));
    for (const int number : signals) std::signal(number, SIG_DFL);
  }).detach();
  for (const int number : signals) std::signal(number, on_signal);
  return source.get_token();
}

}  // namespace assay::util
