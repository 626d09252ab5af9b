#include "races/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "race_text.hpp"

namespace assay::kit::races {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Report> read(std::string_view text) {
  ReportReader reader;
  reader.take(text);
  return reader.reports();
}

TEST(RaceReport, GivesBothSidesWithTheirFrames) {
  const auto reports = read(race(frame("Breaker::trip()", "/submission/src/breaker.cpp", 41) + frame("publish()", "/submission/src/p.cpp", 9),
                                 frame("Breaker::ask()", "/submission/src/breaker.cpp", 12)));
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_EQ(reports[0].kind, "data race");
  EXPECT_EQ(reports[0].object, "heap block of size 344");
  ASSERT_GE(reports[0].stacks.size(), 2U);
  EXPECT_EQ(reports[0].stacks[0].title, "Write of size 4 by thread T2 (mutexes: write M9)");
  EXPECT_EQ(reports[0].stacks[1].title, "Previous read of size 4 by thread T1");
  ASSERT_THAT(reports[0].stacks[0].frames, SizeIs(2));
  EXPECT_EQ(reports[0].stacks[0].frames[0].function, "Breaker::trip()");
  EXPECT_EQ(reports[0].stacks[0].frames[0].file, "/submission/src/breaker.cpp");
  EXPECT_EQ(reports[0].stacks[0].frames[0].line, 41U);
  EXPECT_EQ(reports[0].stacks[0].frames[0].module, "/subject/subject");
}

TEST(RaceReport, LeavesOutWhatTheRuntimeDoesNotKnow) {
  const auto reports = read(race(frame("<null>", "<null>", 0), ""));
  ASSERT_THAT(reports, SizeIs(1));
  EXPECT_THAT(reports[0].stacks[0].frames[0].function, IsEmpty());
  EXPECT_THAT(reports[0].stacks[0].frames[0].file, IsEmpty());
}

TEST(RaceReport, IsPutTogetherFromPieces) {
  ReportReader reader;
  const std::string text = race(frame("a()", "/submission/a.cpp", 1), frame("b()", "/submission/b.cpp", 2));
  for (const char byte : text) reader.take({&byte, 1});
  ASSERT_THAT(reader.reports(), SizeIs(1));
  EXPECT_EQ(reader.reports()[0].stacks[1].frames[0].line, 2U);
}

TEST(RaceReport, IsNotThereBeforeItsEnd) {
  const std::string text = race("", "");
  EXPECT_THAT(read(text.substr(0, text.rfind("=====") - 20)), IsEmpty());
}

TEST(RaceReport, TakesWhatIsNoReportForNone) {
  EXPECT_THAT(read("==================\nhello\n==================\n#0\x1f\n==================\n"), IsEmpty());
}

TEST(RaceReport, DropsWhatIsTooLong) {
  const std::string last = frame("last()", "/submission/a.cpp", 1);
  std::string lines = "  Write of size 4 at 0x1 by thread T1:\n";
  while (lines.size() + last.size() < ReportReader::longest_report - 100) lines += "x\n";
  EXPECT_THAT(read(report("data race", lines + last)).at(0).stacks.at(0).frames, SizeIs(1));
  lines += std::string(100, '\n');
  EXPECT_THAT(read(report("data race", lines + last)).at(0).stacks.at(0).frames, IsEmpty());
  const std::string line(ReportReader::longest_report + 1, 'x');
  EXPECT_EQ(read(report("data race", line) + race(last, "")).back().stacks.at(0).frames.at(0).function, "last()");
}

TEST(RaceReport, DropsALongLineWholeInWhateverPiecesItComes) {
  const std::string frames = frame("f()", "/submission/a.cpp", 1);
  const std::string line = "#0 " + std::string(ReportReader::longest_report, 'x') + frames;
  const std::string text = report("data race", "  Write of size 4 by thread T1:\n" + line);
  const auto whole = read(text);
  ReportReader reader;
  for (std::string_view rest = text; !rest.empty(); rest.remove_prefix(std::min<std::size_t>(1'000, rest.size()))) {
    reader.take(rest.substr(0, 1'000));
  }
  ASSERT_THAT(reader.reports(), SizeIs(1));
  EXPECT_THAT(whole.at(0).stacks.at(0).frames, IsEmpty());
  EXPECT_THAT(reader.reports()[0].stacks.at(0).frames, IsEmpty());
}

TEST(RaceReport, KeepsNoMoreThanItsBounds) {
  std::string many;
  for (std::size_t i = 0; i < ReportReader::most_reports + 10; ++i) many += report("data race", "");
  EXPECT_THAT(read(many), SizeIs(ReportReader::most_reports));
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += frame(std::string(2000, 'f'), "/submission/a.cpp", 1);
  const auto frames = read(race(deep.substr(0, 200 * 1024), ""))[0].stacks[0].frames;
  EXPECT_LE(frames.size(), 64U);
  EXPECT_LE(frames[0].function.size(), 500U);
}

TEST(RaceReport, SetsWhatAProgramCouldSetOtherwise) {
  const std::string options = sanitizer_options();
  for (const char* option : {"report_bugs=1", "suppressions=''", "detect_deadlocks=1", "history_size=4", "exitcode=0"}) {
    EXPECT_THAT(options, HasSubstr(option));
  }
}

}  // namespace
}  // namespace assay::kit::races
