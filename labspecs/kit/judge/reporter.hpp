// Sends each case's result to the grader as soon as it is known.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace assay::kit {

/// Of every case that the program has, "Breaker.Trips", in the order of running.
[[nodiscard]] std::vector<std::string> case_names(const testing::UnitTest& tests);

/// A line a message: {"kind":"suite","cases":[…]} before the first case, then
/// {"kind":"case","result":{…}} for each, {"kind":"fault","message":…} where the judge
/// cannot go on (with "bad_lab":true where the lab's own files are to blame),
/// {"kind":"unavailable","message":…} where the machine has not what the suite
/// needs, and {"kind":"end"}. Without the last the grader takes nothing for granted.
class Reporter : public testing::EmptyTestEventListener {
 public:
  Reporter(int descriptor, std::string suite);

  void announce(const testing::UnitTest& unit_test);
  void fault(const std::string& message, bool bad_lab);
  void unavailable(const std::string& why);
  void end();

  void OnTestStart(const testing::TestInfo& test) override;
  void OnTestEnd(const testing::TestInfo& test) override;

 private:
  void send(const std::string& line) const;
  int descriptor_;
  std::string suite_;
};

}  // namespace assay::kit
