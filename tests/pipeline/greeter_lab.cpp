#include "greeter_lab.hpp"

#include <fstream>

#include <gtest/gtest.h>

namespace assay::test {
namespace {

namespace fs = std::filesystem;

constexpr const char* second_case = R"cpp(
#include <gtest/gtest.h>

#include "judge/scenario.hpp"
#include "judge/subject.hpp"

namespace {

using namespace assay;

TEST(Second, NamesSomeoneElse) {
  kit::judge_scenario({.title = "Another name is greeted as well", .read = "README.md"},
                      [](kit::Recorder& recorder, std::uint64_t) {
                        kit::Subject subject;
                        recorder.step({}, "call 1", "greet(\"Grace\")");
                        const auto events = subject.invoke(1, "greet", "Grace");
                        if (events.size() != 1 || events[0].payload != "Hello, Grace!") {
                          throw kit::Violation{"it returns \"Hello, Grace!\"", "something else"};
                        }
                      });
}

}  // namespace
)cpp";

constexpr const char* rubric = R"([rubric]
total = 10

[[criterion]]
id = "ada"
title = "Greets Ada"
points = 6
rule = "all-or-nothing"
evidence = ["case:public/Greeting.*"]

[[criterion]]
id = "grace"
title = "Greets Grace"
points = 4
rule = "all-or-nothing"
evidence = ["case:public/Second.*"]
)";

// Small limits, so that an attack that runs into one does not take long.
constexpr const char* limits = R"(
[limits.build]
wall = "30s"
cpu = "30s"
memory = "1GiB"
processes = 64
output = "256KiB"

[limits.subject]
wall = "20s"
cpu = "1s"
memory = "128MiB"
processes = 16
output = "64KiB"
)";

// Its programs are built once for all tests: the cache knows a lab by its content.
void make_lab(const Folder& parent) {
  const fs::path folder = parent.path() / "greeter";
  const Ran made = run_assay({"lab", "new", folder.string()});
  EXPECT_EQ(made.exit_code, 0) << made.output;
  std::ofstream(folder / "judge/public/second_test.cpp") << second_case;
  std::ofstream(folder / "rubric.toml") << rubric;
  std::ofstream(folder / "lab.toml", std::ios::app) << limits;
}

}  // namespace

fs::path greeter_lab() {
  static const Folder parent;
  static const bool made = (make_lab(parent), true);
  return made ? parent.path() / "greeter" : fs::path();
}

Folder greeter_reference() {
  Folder folder;
  folder.copy(greeter_lab() / "submissions/reference");
  fs::remove(folder.path() / "expected.toml");
  return folder;
}

Folder greeter_submission(const std::string& greeter_cpp) {
  Folder folder = greeter_reference();
  folder.write("greeter.cpp", greeter_cpp);
  return folder;
}

nlohmann::json case_of(const nlohmann::json& report, const std::string& case_name) {
  for (const auto& result : report.value("cases", nlohmann::json::array())) {
    if (result.at("name") == case_name) return result;
  }
  ADD_FAILURE() << "no case " << case_name << " in " << report.dump(2);
  return {};
}

std::string verdict_of(const nlohmann::json& report, const std::string& case_name) {
  for (const auto& result : report.value("cases", nlohmann::json::array())) {
    if (result.at("name") == case_name) return result.at("verdict");
  }
  return "absent";
}

}  // namespace assay::test
