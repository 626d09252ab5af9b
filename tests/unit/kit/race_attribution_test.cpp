#include "races/attribution.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "race_text.hpp"

namespace assay::kit::races {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;

Report parsed(const std::string& text) {
  ReportReader reader;
  reader.take(text);
  return reader.reports().at(0);
}

const std::string host = frame("run_storm_thread", "/assay/contract/races/main.cpp", 80);
const std::string student = frame("Breaker::trip(int)", "/submission/src/breaker.cpp", 41);
const std::string contract = frame("lab::Clock::now()", "/submission/contract/include/lab/clock.hpp", 4);
const std::string library = frame("std::map<int, int>::find(int const&)", "/usr/include/c++/12/bits/stl_map.h", 9);
const std::string intercepted = frame("memcmp", "<null>", 0, "/lib/x86_64-linux-gnu/libtsan.so.2");

std::string canary(const std::string& name, unsigned which) {
  return frame("void " + name + "<" + std::to_string(which) + "u>(std::span<std::byte>)", "/assay/kit/races/subject/canary.cpp", 25);
}

TEST(RaceAttribution, GivesFilesRelativeToTheSubmission) {
  EXPECT_EQ(students_file({.function = {}, .file = "/submission/src/../src/a.cpp", .line = 1, .module = {}}), "src/a.cpp");
  for (const char* other : {"", "/submission/contract/include/lab/time.hpp", "/submission/../etc/passwd",
                            "/usr/include/c++/12/map", "/assay/contract/races/main.cpp", "src/a.cpp"}) {
    EXPECT_THAT(students_file({.function = {}, .file = other, .line = 1, .module = {}}), IsEmpty()) << other;
  }
}

TEST(RaceAttribution, CountsARaceWithTheStudentOnEitherSide) {
  EXPECT_TRUE(is_students(parsed(race(host, library + student))));
  EXPECT_TRUE(is_students(parsed(race(student, host))));
  EXPECT_FALSE(is_students(parsed(race(host, library + contract))));
}

TEST(RaceAttribution, DoesNotCountWhereMemoryCameFrom) {
  const std::string text = report("data race", "  Write of size 4 at 0x1 by thread T1:\n" + host +
                                                   "  Previous write of size 4 at 0x1 by thread T2:\n" + host +
                                                   "  Location is heap block of size 8 at 0x1 allocated by thread T1:\n" + student);
  EXPECT_FALSE(is_students(parsed(text)));
}

TEST(RaceAttribution, CountsACallThatSwitchesTheDetectionOff) {
  EXPECT_TRUE(is_students(parsed(report("call of AnnotateIgnoreReadsBegin", ""))));
}

TEST(RaceAttribution, KnowsACanaryByItsNumber) {
  const auto sung = parsed(race(canary("canary_write", 7), canary("canary_write", 7)));
  EXPECT_TRUE(is_canary(sung, 7));
  EXPECT_FALSE(is_canary(sung, 1));
  EXPECT_TRUE(is_on_purpose(sung));
  const std::string inlined = frame("canary_write<7>", "/assay/kit/races/subject/canary.cpp", 25);
  EXPECT_TRUE(is_canary(parsed(race(inlined, inlined)), 7));
}

TEST(RaceAttribution, TakesNoFunctionOfTheStudentsForACanary) {
  const std::string forged = frame("canary_write<7u>()", "/submission/src/canary.cpp", 1);
  EXPECT_FALSE(is_canary(parsed(race(forged, forged)), 7));
  EXPECT_FALSE(is_on_purpose(parsed(race(forged, forged))));
}

TEST(RaceAttribution, SeesThatTheStudentsCodeIsInstrumented) {
  const std::string rewrite = canary("canary_rewrite", 3);
  EXPECT_TRUE(is_crossing(parsed(race(student, rewrite)), 3));
  EXPECT_TRUE(is_crossing(parsed(race(rewrite, library + student)), 3));
  EXPECT_FALSE(is_crossing(parsed(race(rewrite, student)), 4));
  // The runtime's own functions, and the host's, see accesses that student's code makes through them.
  EXPECT_FALSE(is_crossing(parsed(race(intercepted + student, rewrite)), 3));
  EXPECT_FALSE(is_crossing(parsed(race(host + student, rewrite)), 3));
}

TEST(RaceAttribution, ShowsTheStudentsPartOfEachStack) {
  const auto traces = traces_of(parsed(race(library + library + library + library + student + host, student + library + student + host)));
  ASSERT_THAT(traces, SizeIs(2));
  EXPECT_EQ(traces[0].title, "Write of size 4 by thread T2 (mutexes: write M9)");
  ASSERT_THAT(traces[0].frames, SizeIs(4));
  EXPECT_THAT(traces[0].frames[0].file, IsEmpty());
  EXPECT_EQ(traces[0].frames[0].line, 0U);
  EXPECT_EQ(traces[0].frames[3].file, "src/breaker.cpp");
  EXPECT_EQ(traces[0].frames[3].line, 41U);
  EXPECT_EQ(traces[0].frames[3].note, "Breaker::trip");
  EXPECT_THAT(traces[1].frames, SizeIs(3));
}

TEST(RaceAttribution, ShowsNothingOfAStackWithoutTheStudent) {
  const auto traces = traces_of(parsed(race(student, host + host)));
  EXPECT_THAT(traces[1].frames, SizeIs(testing::Le(3)));
}

TEST(RaceAttribution, TellsARaceInOneSentence) {
  EXPECT_EQ(describe(parsed(race(library + student, host))),
            "data race on a heap block of size 344: write of size 4 at src/breaker.cpp:41, in Breaker::trip; "
            "read of size 4 at a place that is not known; no lock, atomic or join orders the two");
}

TEST(RaceAttribution, TellsALockCycleByItsPlaces) {
  const auto cycle = parsed(report("lock-order-inversion (potential deadlock)",
                                   "  Cycle in lock order graph: M1 (0x1) => M2 (0x2) => M1\n\n"
                                   "  Mutex M2 acquired here while holding mutex M1 in thread T1:\n" + student + "\n"
                                   "  Mutex M1 acquired here while holding mutex M2 in thread T2:\n" +
                                       frame("Publisher::give_up()", "/submission/src/publisher.cpp", 7)));
  EXPECT_TRUE(is_lock_order(cycle));
  EXPECT_EQ(describe(cycle), "lock-order-inversion (potential deadlock) at src/breaker.cpp:41, in Breaker::trip; "
                             "then src/publisher.cpp:7, in Publisher::give_up");
}

TEST(RaceAttribution, KeepsNamesThatEndInNoParameters) {
  for (const char* name : {"operator()", "lambda::operator()(int)", "(anonymous namespace)::f", ")))((", ""}) {
    const auto traces = traces_of(parsed(race(frame(name, "/submission/a.cpp", 1), host)));
    EXPECT_THAT(traces[0].frames, SizeIs(1)) << name;
    EXPECT_THAT(traces[0].frames[0].note, Not(HasSubstr("(int)"))) << name;
  }
}

}  // namespace
}  // namespace assay::kit::races
