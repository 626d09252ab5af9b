// Runs the engine on every case under tests/checks/<check>/: a file, or a folder of several.
// A case says what it expects in comments:
//   // expect: cb-clock violated            the verdict
//   code();  // expect: cb-clock violated   and that one of the finding's places is this line
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <sstream>

#include "checks/engine/analysis.hpp"

namespace assay::checks {
namespace {

namespace fs = std::filesystem;

const fs::path cases = ASSAY_CHECK_CASES;
const fs::path models = cases.parent_path().parent_path() / "checks" / "models";

struct Expectation {
  std::string check;
  std::string verdict;
  std::string file;
  unsigned line = 0;  ///< 0: anywhere
};

std::vector<std::string> lines_of(const fs::path& path) {
  std::ifstream file(path);
  std::vector<std::string> result;
  for (std::string line; std::getline(file, line);) result.push_back(line);
  return result;
}

void read_expectations(const fs::path& path, std::vector<Expectation>& result) {
  static const std::regex pattern(R"(^(.*)// expect: (\S+) (\S+)\s*$)");
  const auto lines = lines_of(path);
  for (unsigned i = 0; i < lines.size(); ++i) {
    std::smatch match;
    if (!std::regex_match(lines[i], match, pattern)) continue;
    const bool alone = match[1].str().find_first_not_of(' ') == std::string::npos;
    result.push_back({match[2], match[3], path.filename(), alone ? 0 : i + 1});
  }
}

std::vector<fs::path> find_cases() {
  std::vector<fs::path> result;
  for (const auto& check : fs::directory_iterator(cases)) {
    // The folders of cases are named after their checks: those with a dash in their names.
    if (!check.is_directory() || !check.path().filename().string().contains('-')) continue;
    for (const auto& entry : fs::directory_iterator(check.path()))
      if (entry.is_directory() || entry.path().extension() == ".cpp") result.push_back(entry.path());
  }
  std::ranges::sort(result);
  return result;
}

std::vector<fs::path> files_of(const fs::path& a_case) {
  if (!fs::is_directory(a_case)) return {a_case};
  std::vector<fs::path> result;
  for (const auto& entry : fs::directory_iterator(a_case))
    if (entry.path().extension() == ".cpp") result.push_back(entry.path());
  std::ranges::sort(result);
  return result;
}

std::string describe(const Report& report) {
  std::ostringstream text;
  for (const auto& finding : report.findings) {
    text << finding.check << ' ' << core::to_string(finding.verdict) << ": " << finding.message << '\n';
    for (const auto& at : finding.locations) text << "  " << at.file << ':' << at.line << ' ' << at.note << '\n';
  }
  return text.str();
}

class Cases : public testing::TestWithParam<fs::path> {};

TEST_P(Cases, GetTheVerdictsTheyExpect) {
  const auto files = files_of(GetParam());
  Request request;
  request.root = GetParam().parent_path();
  std::vector<Expectation> expectations;
  for (const auto& file : files) {
    request.units.push_back({file, {"-std=c++20", "-I" + (cases / "outside").string(), "-I" + models.string()}});
    read_expectations(file, expectations);
  }
  const auto report = analyse(request);
  ASSERT_TRUE(report) << report.error().message;
  for (const auto& problem : report->problems) ADD_FAILURE() << problem.location.line << ": " << problem.message;
  ASSERT_FALSE(expectations.empty());
  for (const auto& expected : expectations) {
    const auto finding = std::ranges::find(report->findings, expected.check, &core::Finding::check);
    ASSERT_NE(finding, report->findings.end()) << expected.check;
    EXPECT_EQ(core::to_string(finding->verdict), expected.verdict) << describe(*report);
    if (expected.line == 0) continue;
    EXPECT_TRUE(std::ranges::any_of(finding->locations, [&](const core::Location& at) {
      return fs::path(at.file).filename() == expected.file && at.line == expected.line;
    })) << "no place at line " << expected.line << "\n" << describe(*report);
  }
}

std::string case_name(const testing::TestParamInfo<fs::path>& info) {
  auto name = info.param.parent_path().filename().string() + "_" + info.param.stem().string();
  std::ranges::replace_if(name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Checks, Cases, testing::ValuesIn(find_cases()), case_name);

}  // namespace
}  // namespace assay::checks
