// Runs a fuzz target over its corpus, over changed inputs and over long ones, without a fuzzer:
// the same inputs each time. An input that breaks it is kept beside the program.
#include <fcntl.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "support/fuzz.hpp"
#include "support/mutator.hpp"
#include "support/seeds.hpp"

// Where a sanitizer is linked in.
extern "C" __attribute__((weak)) void __sanitizer_set_death_callback(void (*callback)());

namespace {

using namespace assay::fuzz;

constexpr int repeats_of_a_seed = 4;
// Processor time, which a busy machine does not lengthen.
constexpr double longest_seconds = 1.0;
constexpr int seconds_before_the_end = 20;

std::string current;
std::string kept;

void keep_input() {
  const int file = open(kept.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
  if (file < 0 || write(file, current.data(), current.size()) < 0) _exit(1);
  constexpr std::string_view said = "the input is kept in ";
  if (write(STDERR_FILENO, said.data(), said.size()) < 0 || write(STDERR_FILENO, kept.data(), kept.size()) < 0 ||
      write(STDERR_FILENO, "\n", 1) < 0) {
    _exit(1);
  }
}

void die(int signal) {
  keep_input();
  // Its own action is in place again (SA_RESETHAND).
  raise(signal);
}

void catch_signals() {
  // An endless recursion leaves no stack to handle it on.
  static char stack[1 << 16];
  stack_t other{};
  other.ss_sp = stack;
  other.ss_size = sizeof stack;
  sigaltstack(&other, nullptr);
  struct sigaction action {};
  action.sa_handler = die;
  action.sa_flags = static_cast<int>(SA_RESETHAND | SA_ONSTACK);
  for (const int number : {SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGPROF}) sigaction(number, &action, nullptr);
  if (__sanitizer_set_death_callback != nullptr) __sanitizer_set_death_callback(keep_input);
}

double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) / 1e9;
}

void run(std::string input) {
  current = std::move(input);
  const itimerval alarm{{0, 0}, {seconds_before_the_end, 0}};
  setitimer(ITIMER_PROF, &alarm, nullptr);
  const double began = processor_seconds();
  // A copy of its own size, so that a read past the end is one past a block of memory.
  const std::vector<std::uint8_t> bytes(current.begin(), current.end());
  LLVMFuzzerTestOneInput(bytes.data(), bytes.size());
  require(processor_seconds() - began < longest_seconds, "no input of up to 64 KiB takes a second");
}

int replay(const std::string& corpus, const std::string& dictionary, unsigned long inputs) {
  const auto seeds = read_seeds(corpus);
  if (seeds.empty()) throw std::runtime_error("there is no seed in " + corpus);
  Mutator mutator(seeds, read_dictionary(dictionary));
  run({});
  for (const Seed& seed : seeds) run(seed.content);
  for (const Seed& seed : seeds) {
    for (int i = 0; i < repeats_of_a_seed; ++i) run(mutator.repeated(seed));
  }
  for (unsigned long i = 0; i < inputs; ++i) run(mutator.next());
  return 0;
}

int run_one(const std::string& file) {
  run(read_seed(file).content);
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  kept = std::string(argv[0]) + ".failed-input";
  catch_signals();
  if (argc == 2) return run_one(argv[1]);
  if (argc == 4) return replay(argv[1], argv[2], std::strtoul(argv[3], nullptr, 10));
  std::fprintf(stderr, "usage: %s FILE | CORPUS DICTIONARY INPUTS\n", argv[0]);
  return 2;
} catch (const std::exception& problem) {
  std::fprintf(stderr, "%s\n", problem.what());
  keep_input();
  return 1;
}
