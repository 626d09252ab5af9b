// The circuit-breaker lab's throughput suite gives the same points whatever else the machine does.
#include <filesystem>
#include <map>
#include <optional>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "processor_load.hpp"
#include "support/assay_program.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using testing::Each;
using testing::Pair;

constexpr const char* lab_file = R"([lab]
id = "throughput-only"
title = "The throughput suite"
version = "1.0.0"
summary = "A lab of which only the figures are graded."

[submission]
target = "resilient_publisher"
contract = "contract"

[limits.subject]
wall = "20s"
cpu = "10s"
memory = "256MiB"
processes = 64
output = "64KiB"

[[program]]
id = "bench"
host = "bench"
limits = { wall = "3m", cpu = "1m" }

[[suite]]
id = "throughput"
title = "Speed and memory"
visibility = "public"
wall = "4m"
program = "bench"
alone = true
baseline = true

[starter]
ceiling = 10
)";

constexpr const char* rubric_file = R"([rubric]
total = 10

[[criterion]]
id = "throughput"
title = "Speed and memory"
points = 10
rule = "proportional"
evidence = ["case:throughput/*"]
)";

/// The real lab without its other suites, so that it is built in seconds.
Folder throughput_lab() {
  const fs::path real = source_folder() / "labspecs/circuit-breaker";
  Folder lab;
  lab.write("lab.toml", lab_file).write("rubric.toml", rubric_file);
  fs::copy(real / "README.md", lab.path());
  for (const char* part : {"contract", "starter", "submissions/reference", "judge/throughput"}) {
    fs::create_directories((lab.path() / part).parent_path());
    fs::copy(real / part, lab.path() / part, fs::copy_options::recursive);
  }
  fs::create_directories(lab.path() / "judge/support");
  for (const auto& file : fs::directory_iterator(real / "judge/support")) {
    const std::string name = file.path().filename();
    if (name.starts_with("breaker_model.") || name.starts_with("words.")) {
      fs::copy(file.path(), lab.path() / "judge/support");
    }
  }
  return lab;
}

/// Case by case.
std::map<std::string, std::string> verdicts(const Folder& lab, const fs::path& submission, bool loaded) {
  std::optional<ProcessorLoad> load;
  if (loaded) load.emplace();
  const auto [ran, report] = run_assay_with_report({"check", submission.string(), "--lab", lab.path().string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  std::map<std::string, std::string> verdicts;
  for (const auto& result : report.value("cases", nlohmann::json::array())) {
    verdicts[result.at("name")] = result.at("verdict");
  }
  return verdicts;
}

TEST(ThroughputSuite, GivesTheSameVerdictsIdleAndWithEveryProcessorBusy) {
  const Folder lab = throughput_lab();
  Folder submission;
  submission.copy(lab.path() / "submissions/reference");
  const auto idle = verdicts(lab, submission.path(), false);
  EXPECT_EQ(idle.size(), 7U);
  EXPECT_THAT(idle, Each(Pair(testing::_, "satisfied")));
  EXPECT_EQ(verdicts(lab, submission.path(), true), idle);
}

TEST(ThroughputSuite, FailsALockAroundTheSendWithEveryProcessorBusy) {
  const Folder lab = throughput_lab();
  Folder submission;
  submission.copy(lab.path() / "submissions/reference");
  submission.copy(source_folder() / "labspecs/circuit-breaker/submissions/lock-across-call");
  const auto loaded = verdicts(lab, submission.path(), true);
  EXPECT_EQ(loaded.at("Throughput.GainsFromASecondThread"), "violated");
  EXPECT_EQ(loaded.at("Latency.StaysLowUnderASteadyStream"), "violated");
  EXPECT_EQ(loaded.at("Throughput.PublishesThroughAClosedBreaker"), "satisfied");
}

}  // namespace
}  // namespace assay::test
