#include "judge/report_reader.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::judge {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr const char* announcement = R"({"kind":"suite","cases":["A.One","A.Two","B.One"]})";

std::string result_line(const std::string& name, const std::string& suite = "public") {
  return R"({"kind":"case","result":{"suite":")" + suite + R"(","name":")" + name + R"(","verdict":"satisfied"}})";
}

TEST(ReportReader, GivesTheAnnouncedCasesAndTheirResults) {
  ReportReader reader("public", "*");
  const auto started = reader.read(announcement);
  ASSERT_TRUE(started && *started);
  EXPECT_THAT(std::get<core::SuiteStarted>(**started).cases, ElementsAre("A.One", "A.Two", "B.One"));
  const auto finished = reader.read(result_line("A.Two"));
  ASSERT_TRUE(finished && *finished);
  EXPECT_EQ(std::get<core::CaseFinished>(**finished).result.name, "A.Two");
}

TEST(ReportReader, AnnouncesOnlyWhatTheFilterLetsRun) {
  ReportReader reader("public", "A.*");
  const auto started = reader.read(announcement);
  ASSERT_TRUE(started && *started);
  EXPECT_THAT(std::get<core::SuiteStarted>(**started).cases, ElementsAre("A.One", "A.Two"));
}

TEST(ReportReader, IsCompleteOnlyWithEveryResultAndTheEnd) {
  ReportReader reader("public", "A.*");
  EXPECT_FALSE(reader.complete());
  ASSERT_TRUE(reader.read(announcement));
  ASSERT_TRUE(reader.read(result_line("A.One")));
  ASSERT_TRUE(reader.read(R"({"kind":"end"})"));
  ASSERT_FALSE(reader.complete());
  EXPECT_THAT(reader.complete().error().message, HasSubstr("A.Two"));
  ASSERT_TRUE(reader.read(result_line("A.Two")));
  EXPECT_TRUE(reader.complete());
}

TEST(ReportReader, IsCompleteWithWhyTheMachineCannotRunTheSuite) {
  ReportReader reader("network", "*");
  ASSERT_TRUE(reader.read(announcement));
  const auto not_run = reader.read(R"({"kind":"unavailable","message":"no network here"})");
  ASSERT_TRUE(not_run && *not_run);
  EXPECT_EQ(std::get<core::SuiteNotRun>(**not_run).suite, "network");
  EXPECT_EQ(std::get<core::SuiteNotRun>(**not_run).why, "no network here");
  EXPECT_TRUE(reader.complete());
}

TEST(ReportReader, RefusesAResultThatIsNotOutstanding) {
  ReportReader reader("public", "*");
  EXPECT_FALSE(reader.read(result_line("A.One")));
  ASSERT_TRUE(reader.read(announcement));
  ASSERT_TRUE(reader.read(result_line("A.One")));
  EXPECT_FALSE(reader.read(result_line("A.One")));
  EXPECT_FALSE(reader.read(result_line("C.Unknown")));
}

TEST(ReportReader, TakesTheSuiteFromTheGraderAndNotFromTheLine) {
  ReportReader reader("public", "*");
  ASSERT_TRUE(reader.read(announcement));
  const auto finished = reader.read(result_line("A.One", "hidden"));
  ASSERT_TRUE(finished && *finished);
  EXPECT_EQ(std::get<core::CaseFinished>(**finished).result.suite, "public");
}

TEST(ReportReader, AJudgesFaultIsAnError) {
  ReportReader reader("public", "*");
  const auto fault = reader.read(R"({"kind":"fault","message":"no sandbox"})");
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().kind, core::ErrorKind::infrastructure);
  EXPECT_THAT(fault.error().message, HasSubstr("no sandbox"));
}

TEST(ReportReader, AFaultOfTheLabIsToldFromOneOfTheMachine) {
  ReportReader reader("public", "*");
  const auto fault = reader.read(R"({"kind":"fault","message":"add allow","bad_lab":true})");
  ASSERT_FALSE(fault);
  EXPECT_EQ(fault.error().kind, core::ErrorKind::bad_lab);
}

TEST(ReportReader, ALineThatIsNoMessageIsAnError) {
  for (const char* line : {"", "[ OK ] A.One", "{}", R"({"kind":"case"})", R"({"kind":"other"})", R"({"kind":1})"}) {
    ReportReader reader("public", "*");
    EXPECT_FALSE(reader.read(line)) << line;
  }
}

}  // namespace
}  // namespace assay::judge
