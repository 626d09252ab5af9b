#include "analyse/report_reader.hpp"

#include <gtest/gtest.h>

namespace assay::analyse {
namespace {

const std::vector<std::string> checks{"cb-clock"};

std::string report(const std::string& finding, const std::string& problems = "[]", const std::string& units = "1") {
  return R"({"findings":[)" + finding + R"(],"problems":)" + problems + R"(,"units":)" + units + "}";
}

std::string finding(const std::string& check, const std::string& verdict, const std::string& file) {
  return R"({"check":")" + check + R"(","verdict":")" + verdict + R"(","message":"m","locations":[{"file":")" + file +
         R"(","line":1,"column":2,"note":"n"}]})";
}

TEST(ReportReader, ReadsASoundReport) {
  const auto read = read_tool_report(report(finding("cb-clock", "violated", "src/a.cpp")), checks);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(read->units, 1U);
  EXPECT_EQ(read->findings.at(0).verdict, core::Verdict::violated);
  EXPECT_EQ(read->findings.at(0).locations.at(0).column, 2U);
}

TEST(ReportReader, RefusesWhatTheToolWouldNotSay) {
  const auto sound = finding("cb-clock", "violated", "a.cpp");
  for (const auto& text :
       {std::string(), std::string("[]"), report(sound) + "x", report(sound + "," + sound), report(""),
        report(finding("cb-role", "violated", "a.cpp")), report(finding("cb-clock", "not_graded", "a.cpp")),
        report(finding("cb-clock", "perfect", "a.cpp")), report(finding("cb-clock", "violated", "../a.cpp")),
        report(finding("cb-clock", "violated", "/etc/passwd")), report(sound, "{}"), report(sound, "[1]"),
        report(sound, "[]", "-1"), report(sound, "[]", "1,\"score\":100")})
    EXPECT_FALSE(read_tool_report(text, checks)) << text;
}

}  // namespace
}  // namespace assay::analyse
