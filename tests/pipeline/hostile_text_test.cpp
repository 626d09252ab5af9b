// Whatever a submission writes, a report shows it as text and nothing else.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "greeter_lab.hpp"

namespace assay::test {
namespace {

using testing::HasSubstr;

// Prints what would clear a screen, set a title, reverse a line or run in a page, and
// answers with the same.
constexpr const char* hostile = R"cpp(#include "lab/greeter.hpp"

#include <cstdio>

namespace lab {

std::string greet(const std::string&) {
  std::fputs("\x1b[2J\x1b]0;owned\x07<script>alert(1)</script>\xe2\x80\xae" "desrever\n", stdout);
  const std::string line(1 << 20, 'A');
  std::fputs(line.c_str(), stdout);
  std::fflush(stdout);
  return "\x1b[31mHello, Ada!\x1b[0m\r\n[  PASSED  ]\x00\xff\xfe" + line.substr(0, 100000);
}

}  // namespace lab
)cpp";

Folder hostile_submission() {
  Folder submission = greeter_submission(hostile);
  submission.write("\x1b[2J<script>alert(1)<\xe2\x80\xae.txt", "a file with a hostile name\n");
  return submission;
}

bool is_plain(const std::string& text) {
  return std::none_of(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) < 0x20 && c != '\n') || c == 0x7f;
  });
}

TEST(HostileText, CannotSteerTheTerminal) {
  const Folder submission = hostile_submission();
  const Ran ran = run_assay({"check", submission.path().string(), "--lab", greeter_lab().string()});
  EXPECT_EQ(ran.exit_code, 0) << ran.output;
  EXPECT_TRUE(is_plain(ran.output));
  EXPECT_EQ(ran.output.find("\xe2\x80\xae"), std::string::npos) << "a reversal of the writing direction";
  EXPECT_THAT(ran.output, HasSubstr("\\x1b"));
  EXPECT_LT(ran.output.size(), 60'000U);
}

TEST(HostileText, LeavesTheJsonReportValidAndBounded) {
  const Folder submission = hostile_submission();
  const auto [ran, report] =
      run_assay_with_report({"check", submission.path().string(), "--lab", greeter_lab().string()});
  ASSERT_FALSE(report.is_null());
  EXPECT_EQ(report.at("score").at("earned"), "0");
  EXPECT_LT(report.dump().size(), 400'000U);
}

TEST(HostileText, InABuildLogIsShownAsText) {
  Folder submission = greeter_submission("#error \x1b[2J\x1b]0;owned\x07 \xff\xfe\n");
  const Ran ran = run_assay({"check", submission.path().string(), "--lab", greeter_lab().string()});
  EXPECT_EQ(ran.exit_code, 0);
  EXPECT_TRUE(is_plain(ran.output)) << ran.output;
}

}  // namespace
}  // namespace assay::test
