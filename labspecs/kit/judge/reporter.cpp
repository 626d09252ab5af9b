#include "judge/reporter.hpp"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <iostream>
#include <string_view>
#include <utility>

#include <nlohmann/json.hpp>

#include "core/event_json.hpp"
#include "judge/patience.hpp"
#include "judge/scenario.hpp"

namespace assay::kit {
namespace {

std::string line_of(const nlohmann::json& message) {
  return message.dump(-1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n";
}

std::string name_of(const testing::TestInfo& test) {
  return std::string(test.test_suite_name()) + "." + test.name();
}

std::string failures_of(const testing::TestResult& result) {
  std::string text;
  for (int i = 0; i < result.total_part_count(); ++i) {
    if (result.GetTestPartResult(i).failed()) text += std::string(result.GetTestPartResult(i).message()) + "\n";
  }
  return text;
}

}  // namespace

std::vector<std::string> case_names(const testing::UnitTest& tests) {
  std::vector<std::string> names;
  for (int i = 0; i < tests.total_test_suite_count(); ++i) {
    const auto& suite = *tests.GetTestSuite(i);
    for (int j = 0; j < suite.total_test_count(); ++j) names.push_back(name_of(*suite.GetTestInfo(j)));
  }
  return names;
}

Reporter::Reporter(int descriptor, std::string suite) : descriptor_(descriptor), suite_(std::move(suite)) {}

void Reporter::send(const std::string& line) const {
  if (descriptor_ < 0) return;  // run by hand
  std::string_view rest = line;
  while (!rest.empty()) {
    const ssize_t count = ::write(descriptor_, rest.data(), rest.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      // The grader is gone; so is whoever would have read a result.
      std::cerr << "the grader no longer listens\n";
      std::_Exit(1);
    }
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
}

void Reporter::announce(const testing::UnitTest& unit_test) {
  send(line_of({{"kind", "suite"}, {"cases", case_names(unit_test)}}));
}

void Reporter::OnTestStart(const testing::TestInfo&) { patience().begin_case(); }

void Reporter::OnTestEnd(const testing::TestInfo& test) {
  core::CaseResult result = take_case_result();
  result.suite = suite_;
  result.name = name_of(test);
  result.duration = std::chrono::milliseconds(test.result()->elapsed_time());
  if (test.result()->Failed()) {
    result.verdict = core::Verdict::violated;
  } else if (result.verdict != core::Verdict::inconclusive) {
    result.verdict = core::Verdict::satisfied;
  }
  if (result.title.empty()) result.title = result.name;
  if (test.result()->Failed() && result.actual.empty()) result.actual = failures_of(*test.result());
  if (test.result()->Skipped()) result.verdict = core::Verdict::not_graded;
  send(line_of({{"kind", "case"}, {"result", core::case_result_to_json(result)}}));
}

void Reporter::fault(const std::string& message, bool bad_lab) {
  send(line_of({{"kind", "fault"}, {"message", message}, {"bad_lab", bad_lab}}));
}

void Reporter::unavailable(const std::string& why) { send(line_of({{"kind", "unavailable"}, {"message", why}})); }

void Reporter::end() { send(line_of({{"kind", "end"}})); }

}  // namespace assay::kit
