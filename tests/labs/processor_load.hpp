// A machine without a processor to spare.
#pragma once

#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <thread>
#include <vector>

namespace assay::test {

/// A busy loop for each processor, while it exists. Made before the test has other threads.
class ProcessorLoad {
 public:
  ProcessorLoad() {
    for (unsigned i = 0; i < std::max(1U, std::thread::hardware_concurrency()); ++i) processes_.push_back(start());
  }
  ~ProcessorLoad() {
    for (const pid_t process : processes_) {
      if (process < 0) continue;  // to kill() that would be every process there is
      ::kill(process, SIGKILL);
      ::waitpid(process, nullptr, 0);
    }
  }
  ProcessorLoad(const ProcessorLoad&) = delete;
  ProcessorLoad& operator=(const ProcessorLoad&) = delete;

 private:
  static pid_t start() {
    const pid_t process = ::fork();
    if (process != 0) return process;
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (volatile std::uint64_t counter = 0;;) counter = counter + 1;
  }
  std::vector<pid_t> processes_;
};

}  // namespace assay::test
