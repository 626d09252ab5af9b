// checks_bench [ROUNDS]: what the checks cost beside the compiler that reads the same unit, beside
// clang-tidy with one check, as checks are added, and over twenty units on all cores. Programs
// take turns; figures are processor time, so that a busy machine blurs them little.
#include <fcntl.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <vector>

#include "util/temporary_directory.hpp"

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using Words = std::vector<std::string>;

const fs::path unit = ASSAY_BENCH_UNIT;
const fs::path tool = ASSAY_BENCH_TOOL;
constexpr const char* compiler = "/usr/bin/clang++-19";
constexpr const char* tidy = "/usr/bin/clang-tidy-19";

struct Spent {
  double cpu = 0;   ///< milliseconds
  double wall = 0;
};

double milliseconds(const timeval& time) {
  return 1e3 * static_cast<double>(time.tv_sec) + 1e-3 * static_cast<double>(time.tv_usec);
}

/// Nothing where the program is not there.
std::optional<Spent> run(const Words& command) {
  std::vector<char*> words;
  for (const auto& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  for (const int stream : {1, 2}) posix_spawn_file_actions_addopen(&actions, stream, "/dev/null", O_WRONLY, 0);
  const auto began = Clock::now();
  pid_t pid = 0;
  const int error = posix_spawn(&pid, words[0], &actions, nullptr, words.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error != 0) return std::nullopt;
  int status = 0;
  rusage usage{};
  if (wait4(pid, &status, 0, &usage) != pid || !WIFEXITED(status)) return std::nullopt;
  const std::chrono::duration<double, std::milli> wall = Clock::now() - began;
  return Spent{milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime), wall.count()};
}

struct Contender {
  const char* name;
  Words command;
  std::vector<double> cpu = {};
  std::vector<double> wall = {};
};

double median(std::vector<double> figures) {
  if (figures.empty()) return 0;
  std::ranges::sort(figures);
  return figures[figures.size() / 2];
}

/// A request of `count` copies of the unit, each in a file of its own, for the checks named.
std::string request(const fs::path& folder, unsigned count, const std::string& checks) {
  fs::create_directories(folder);
  std::string units;
  for (unsigned i = 0; i < count; ++i) {
    const auto copy = folder / ("unit" + std::to_string(i) + ".cpp");
    fs::copy_file(unit, copy, fs::copy_options::overwrite_existing);
    units += std::string(i == 0 ? "" : ",") + R"({"file":")" + copy.string() + R"(","flags":["-std=c++20"]})";
  }
  const auto path = folder / "request.json";
  std::ofstream(path) << R"({"root":")" << folder.string() << R"(","excluded":[],"checks":[)" << checks << R"(],"units":[)" << units
                      << "]}";
  return path.string();
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 15;
  const auto directory = assay::util::TemporaryDirectory::create();
  if (!directory) return 1;
  const auto& root = directory->path();
  std::vector<Contender> contenders{
      {"clang++ -fsyntax-only", {compiler, "-std=c++20", "-fsyntax-only", unit.string()}},
      {"assay-checks, every check", {tool.string(), request(root / "all", 1, "")}},
      {"assay-checks, one check", {tool.string(), request(root / "one", 1, R"("cb-clock")")}},
      {"clang-tidy, one check", {tidy, "--checks=-*,bugprone-branch-clone", unit.string(), "--", "-std=c++20"}},
      {"assay-checks, 20 units", {tool.string(), request(root / "twenty", 20, "")}}};
  for (int i = 0; i < rounds; ++i)
    for (auto& contender : contenders)
      if (const auto spent = run(contender.command)) {
        contender.cpu.push_back(spent->cpu);
        contender.wall.push_back(spent->wall);
      }
  const double reference = median(contenders.front().cpu);
  std::printf("%-28s %10s %10s %16s\n", "checks_bench", "CPU ms", "wall ms", "x clang++ (CPU)");
  for (const auto& contender : contenders)
    if (contender.cpu.empty())
      std::printf("%-28s not installed\n", contender.name);
    else
      std::printf("%-28s %10.1f %10.1f %16.2f\n", contender.name, median(contender.cpu), median(contender.wall),
                  reference > 0 ? median(contender.cpu) / reference : 0);
  const auto& twenty = contenders.back();
  std::printf("%-28s %10.2f (of %ld)\n", "cores busy with 20 units", median(twenty.cpu) / std::max(1.0, median(twenty.wall)),
              sysconf(_SC_NPROCESSORS_ONLN));
  return 0;
}
