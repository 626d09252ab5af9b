// Lockstep round trips a second between a judge and a subject in the sandbox, against a
// bare socket pair between two processes of which neither does anything else.
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include "judge/configuration.hpp"
#include "judge/subject.hpp"

namespace {

using Clock = std::chrono::steady_clock;

constexpr int rounds = 7;
constexpr std::uint64_t trips = 40'000;

double per_second(Clock::time_point began, std::uint64_t count) {
  return static_cast<double>(count) / std::chrono::duration<double>(Clock::now() - began).count();
}

void pin_to(int cpu) {
  cpu_set_t set;
  CPU_ZERO(&set);
  if (cpu >= 0) {
    CPU_SET(static_cast<std::size_t>(cpu), &set);
  } else {
    for (unsigned i = 0; i < CPU_SETSIZE; ++i) CPU_SET(i, &set);
  }
  if (::sched_setaffinity(0, sizeof set, &set) != 0) std::perror("pinning");
}

double bare_socket_pair(bool one_core) {
  int ends[2];
  if (::socketpair(AF_UNIX, SOCK_STREAM, 0, ends) != 0) std::abort();
  pin_to(one_core ? 0 : -1);
  const pid_t child = ::fork();
  if (child == 0) {
    ::close(ends[0]);
    char buffer[64];
    while (::read(ends[1], buffer, sizeof buffer) > 0) {
      if (::write(ends[1], buffer, 32) != 32) break;
    }
    ::_exit(0);
  }
  ::close(ends[1]);
  char buffer[64] = {};
  const auto began = Clock::now();
  for (std::uint64_t i = 0; i < trips; ++i) {
    if (::write(ends[0], buffer, 32) != 32 || ::read(ends[0], buffer, sizeof buffer) <= 0) std::abort();
  }
  const double rate = per_second(began, trips);
  ::close(ends[0]);
  ::waitpid(child, nullptr, 0);
  return rate;
}

double lockstep() {
  pin_to(0);
  assay::kit::Subject subject;
  auto events = subject.invoke(1, "ask", assay::kit::wire::Writer().u64(trips).take());
  const auto began = Clock::now();
  std::uint64_t answered = 0;
  while (events.size() == 1 && events.front().kind == assay::kit::EventKind::asked) {
    events = subject.resume(1, "sixteen bytes ok");
    ++answered;
  }
  const double rate = per_second(began, answered);
  pin_to(-1);
  return answered == trips ? rate : 0;
}

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

}  // namespace

int main() {
  assay::kit::Configuration configuration;
  configuration.suite = "bench";
  configuration.subject_folder = ASSAY_SUBJECT_FOLDER;
  configuration.cpu = 0;
  configuration.limits.cpu = configuration.limits.wall = std::chrono::minutes(2);
  assay::kit::set_configuration(configuration);
  std::vector<double> two_cores, one_core, ours;
  for (int round = 0; round < rounds; ++round) {
    two_cores.push_back(bare_socket_pair(false));
    one_core.push_back(bare_socket_pair(true));
    ours.push_back(lockstep());
  }
  std::printf("lockstep round trips a second, median of %d (at least 50,000 are wanted)\n", rounds);
  std::printf("  judge and subject, one core        %9.0f\n", median(ours));
  std::printf("  bare socket pair, one core         %9.0f   ours is %.2f of it\n", median(one_core), median(ours) / median(one_core));
  std::printf("  bare socket pair, left to itself   %9.0f   ours is %.2f of it\n", median(two_cores), median(ours) / median(two_cores));
  return 0;
}
