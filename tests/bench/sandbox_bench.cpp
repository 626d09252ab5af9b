// sandbox_bench [ROUNDS]: what the sandbox adds to a run of /bin/true, where that time goes, and what it adds to a
// compiler's run. Rounds take turns bare, in bubblewrap alone with the same namespaces, and in the sandbox.
#include <fcntl.h>
#include <grp.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <iterator>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "sandbox/runner.hpp"
#include "util/temporary_directory.hpp"

namespace {

namespace sandbox = assay::sandbox;
using Clock = std::chrono::steady_clock;
using Milliseconds = std::chrono::duration<double, std::milli>;
using Words = std::vector<std::string>;

/// Of sorted figures, by rank.
double quantile(std::vector<double> figures, double share) {
  std::ranges::sort(figures);
  const auto rank = static_cast<std::size_t>(share * static_cast<double>(figures.size() - 1));
  return figures[rank];
}

double median(const std::vector<double>& figures) { return quantile(figures, 0.5); }

/// One round's real time; nothing where the program fails.
std::optional<double> run_bare(const Words& command) {
  std::vector<char*> words;
  for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  char* environment[] = {const_cast<char*>("PATH=/usr/bin:/bin"), nullptr};
  const auto began = Clock::now();
  pid_t pid = 0;
  if (posix_spawn(&pid, words[0], nullptr, nullptr, words.data(), environment) != 0) return std::nullopt;
  int status = 0;
  if (waitpid(pid, &status, 0) != pid || status != 0) return std::nullopt;
  return Milliseconds(Clock::now() - began).count();
}

std::optional<double> run_inside(const sandbox::Policy& policy, const Words& command, sandbox::Phases* phases = nullptr) {
  const auto began = Clock::now();
  const auto outcome = sandbox::run(policy, {.arguments = command});
  const Milliseconds took = Clock::now() - began;
  if (!outcome) std::fprintf(stderr, "%s\n", outcome.error().message.c_str());
  else if (outcome->exit_code != 0 || outcome->end != sandbox::End::exited) std::fprintf(stderr, "%s %s\n", sandbox::describe(*outcome).c_str(), outcome->err.c_str());
  if (!outcome || outcome->end != sandbox::End::exited || outcome->exit_code != 0) return std::nullopt;
  if (phases) *phases = outcome->phases;
  return took.count();
}

const Words bubblewrap_alone{"/usr/bin/bwrap", "--unshare-user", "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts",
                             "--unshare-cgroup", "--die-with-parent", "--as-pid-1", "--ro-bind", "/usr", "/usr",
                             "--symlink", "usr/bin", "/bin", "--symlink", "usr/lib", "/lib", "--symlink", "usr/lib64", "/lib64",
                             "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp", "/bin/true"};

constexpr std::pair<const char*, assay::core::Duration sandbox::Phases::*> phase_names[] = {
    {"prepare: cgroup, pipes, arguments", &sandbox::Phases::prepare},
    {"launch: until bubblewrap executes", &sandbox::Phases::launch},
    {"set up: bubblewrap and init", &sandbox::Phases::set_up},
    {"the program", &sandbox::Phases::program},
    {"end: until the last process is gone", &sandbox::Phases::end},
    {"clear: until the cgroup is gone", &sandbox::Phases::clear}};

bool bench_true(int rounds) {
  std::vector<double> bare, alone, inside, more;
  std::vector<std::vector<double>> phases(std::size(phase_names));
  for (int i = 0; i < rounds; ++i) {
    sandbox::Phases one;
    const auto without = run_bare({"/bin/true"});
    const auto bubblewrap = run_bare(bubblewrap_alone);
    const auto with = run_inside({}, {"/bin/true"}, &one);
    if (!without || !bubblewrap || !with) return false;
    bare.push_back(*without);
    alone.push_back(*bubblewrap);
    inside.push_back(*with);
    more.push_back(*with - *without);
    for (std::size_t k = 0; k < phases.size(); ++k) phases[k].push_back(Milliseconds(one.*phase_names[k].second).count());
  }
  std::printf("a run of /bin/true, %d alternating rounds (ms)        median     p95   over bare: median     p95\n", rounds);
  std::printf("  bare                                              %7.2f %7.2f\n", median(bare), quantile(bare, 0.95));
  std::printf("  bubblewrap alone, same namespaces, no limits      %7.2f %7.2f\n", median(alone), quantile(alone, 0.95));
  std::printf("  the sandbox                                       %7.2f %7.2f            %7.2f %7.2f\n", median(inside),
              quantile(inside, 0.95), median(more), quantile(more, 0.95));
  for (std::size_t k = 0; k < phases.size(); ++k) {
    std::printf("    %-45s   %7.2f %7.2f\n", phase_names[k].first, median(phases[k]), quantile(phases[k], 0.95));
  }
  return true;
}

bool bench_compiler(const std::string& compiler, int rounds) {
  const auto folder = assay::util::TemporaryDirectory::create();
  if (!folder) return false;
  sandbox::Policy policy;
  policy.mounts = {{ASSAY_COMPILED_UNIT, "/unit.cpp", false}};
  policy.environment = {"PATH=/usr/bin:/bin"};
  policy.limits.memory = {std::uint64_t{2} << 30};
  policy.limits.wall = policy.limits.cpu = std::chrono::minutes(2);
  std::vector<double> ratios, bare;
  for (int i = 0; i < rounds; ++i) {
    const auto without = run_bare({compiler, "-std=c++20", "-c", ASSAY_COMPILED_UNIT, "-o", (folder->path() / "unit.o").string()});
    const auto with = run_inside(policy, {compiler, "-std=c++20", "-c", "/unit.cpp", "-o", "/tmp/unit.o"});
    if (!without || !with) return false;
    bare.push_back(*without);
    ratios.push_back(*with / *without);
  }
  std::printf("  %-22s bare %7.0f ms   inside/bare, median of %d pairs: %.3f\n", compiler.c_str(), median(bare), rounds, median(ratios));
  return true;
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 300;
  if (rounds < 1) return 2;
  if (!run_inside({}, {"/bin/true"})) return 4;  // also makes the session, which is once a process
  if (!bench_true(rounds)) return 4;
  std::printf("compiling one GoogleTest file\n");
  for (const char* compiler : {"/usr/bin/g++", "/usr/bin/clang++-19"}) {
    if (!bench_compiler(compiler, std::max(3, rounds / 20))) return 4;
  }
  return 0;
}
