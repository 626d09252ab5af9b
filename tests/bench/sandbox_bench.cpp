// sandbox_bench [ROUNDS]: what the sandbox adds to a run of /bin/true, as medians over rounds that
// take turns bare and inside.
#include <spawn.h>
#include <sys/wait.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <vector>

#include "sandbox/runner.hpp"

namespace {

using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;

std::optional<Milliseconds> run_bare() {
  char program[] = "/bin/true";
  char* arguments[] = {program, nullptr};
  char* environment[] = {nullptr};
  const auto began = Clock::now();
  pid_t pid = 0;
  if (posix_spawn(&pid, program, nullptr, nullptr, arguments, environment) != 0) return std::nullopt;
  int status = 0;
  if (waitpid(pid, &status, 0) != pid || status != 0) return std::nullopt;
  return Clock::now() - began;
}

assay::sandbox::Phases sum;
std::optional<Milliseconds> run_inside() {
  const auto began = Clock::now();
  const auto outcome = assay::sandbox::run({}, {.arguments = {"/bin/true"}});
  if (!outcome) {
    std::fprintf(stderr, "%s\n", outcome.error().message.c_str());
    return std::nullopt;
  }
  for (auto m : {&assay::sandbox::Phases::prepare,&assay::sandbox::Phases::launch,&assay::sandbox::Phases::set_up,&assay::sandbox::Phases::program,&assay::sandbox::Phases::end,&assay::sandbox::Phases::clear}) sum.*m += outcome->phases.*m;
  return Clock::now() - began;
}

double median(std::vector<Milliseconds> times) {
  const auto middle = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2);
  std::nth_element(times.begin(), middle, times.end());
  return middle->count();
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 200;
  if (rounds < 1) return 2;
  if (!run_inside()) return 4;  // also makes the session, which is once a process
  std::vector<Milliseconds> bare;
  std::vector<Milliseconds> inside;
  for (int i = 0; i < rounds; ++i) {
    const auto bare_time = run_bare();
    const auto inside_time = run_inside();
    if (!bare_time || !inside_time) return 4;
    bare.push_back(*bare_time);
    inside.push_back(*inside_time);
  }
  const double outside = median(bare);
  const double boxed = median(inside);
  std::printf("true: bare %.2f ms, inside %.2f ms (median of %d), %.1f times, %.2f ms more\n", outside, boxed, rounds,
              boxed / outside, boxed - outside);
  for (auto m : {&assay::sandbox::Phases::prepare,&assay::sandbox::Phases::launch,&assay::sandbox::Phases::set_up,&assay::sandbox::Phases::program,&assay::sandbox::Phases::end,&assay::sandbox::Phases::clear}) std::printf("%.3f ", Milliseconds(sum.*m).count()/(rounds+1));
  std::printf("\n");
  return 0;
}
