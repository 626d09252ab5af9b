// The live wire from end to end: the judge's side here, the subject's in the sandbox.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>

#include <algorithm>
#include <chrono>
#include <functional>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "judge/live_subject.hpp"

namespace assay::kit {
namespace {

using namespace std::chrono_literals;
using testing::AllOf;
using testing::HasSubstr;
using Clock = LiveSubject::Clock;

/// Far more than anything here takes.
constexpr std::chrono::seconds long_enough{60};

/// What lab.toml would grant.
void grant_enough() {
  Configuration configuration;
  configuration.program = "live";
  configuration.limits.wall = long_enough;
  configuration.limits.output = core::Bytes{std::uint64_t{2} << 20};
  configuration.allowed = {sandbox::Allow::loopback_network};
  set_configuration(configuration);
}

LiveOptions options() {
  grant_enough();
  LiveOptions options;
  options.folder = ASSAY_LIVE_PROGRAM;
  options.limits.wall = long_enough;
  options.hang_after = long_enough;
  return options;
}

LiveEvent next_event(LiveSubject& subject) {
  auto event = subject.next(Clock::now() + long_enough);
  if (!event) throw JudgeFault("nothing came");
  return *event;
}

std::string result_of(LiveSubject& subject, std::string_view operation, std::string_view payload) {
  static wire::CallId last = 1'000;
  subject.invoke(++last, operation, payload);
  const auto event = next_event(subject);
  EXPECT_EQ(event.call, last);
  EXPECT_EQ(event.kind, EventKind::returned);
  return event.payload;
}

/// How the subject was lost in `scenario`.
SubjectLost loss_in(const std::function<void()>& scenario) {
  try {
    scenario();
  } catch (const SubjectLost& lost) {
    return lost;
  }
  ADD_FAILURE() << "the subject was not lost";
  return {core::CaseEnd::judged, ""};
}

SubjectLost loss_by(std::string_view operation, std::string_view payload = "", LiveOptions how = options()) {
  return loss_in([&] {
    LiveSubject subject(how);
    subject.invoke(1, operation, payload);
    while (true) (void)next_event(subject);
  });
}

TEST(LiveSubject, GivesWhatACallReturnsAndWhen) {
  LiveSubject subject(options());
  const auto before = Clock::now();
  subject.invoke(7, "echo", "hello");
  const auto event = next_event(subject);
  EXPECT_EQ(event.kind, EventKind::returned);
  EXPECT_EQ(event.call, 7U);
  EXPECT_EQ(event.payload, "hello");
  EXPECT_GE(event.at, before);
  EXPECT_LE(event.at, Clock::now());
}

TEST(LiveSubject, StampsAnEventWhenItComesAndNotWhenItIsAskedFor) {
  LiveSubject subject(options());
  subject.invoke(1, "echo", "");
  subject.invoke(2, "burn", "300");
  const auto first = next_event(subject);
  const auto second = next_event(subject);
  EXPECT_GE(second.at - first.at, 200ms);
  subject.invoke(3, "echo", "");
  subject.invoke(4, "burn", "300");
  std::this_thread::sleep_for(1s);  // both have come, unless the machine is very busy
  const auto third = next_event(subject);
  const auto fourth = next_event(subject);
  EXPECT_EQ(third.call, 3U);
  EXPECT_GE(fourth.at - third.at, 200ms);
}

TEST(LiveSubject, SharesItsSteadyClockWithTheJudge) {
  LiveSubject subject(options());
  const auto before = Clock::now();
  const auto inside = Clock::time_point(Clock::duration(std::stoll(result_of(subject, "clock", ""))));
  EXPECT_GE(inside, before);
  EXPECT_LE(inside, Clock::now());
}

TEST(LiveSubject, AsksAndGoesOnWithTheAnswer) {
  LiveSubject subject(options());
  subject.invoke(1, "ask twice", "a");
  auto event = next_event(subject);
  EXPECT_EQ(event.kind, EventKind::asked);
  EXPECT_EQ(event.operation, "first");
  EXPECT_EQ(event.payload, "a");
  subject.resume(1, "b");
  event = next_event(subject);
  EXPECT_EQ(event.operation, "second");
  EXPECT_EQ(event.payload, "b");
  subject.resume(1, "c");
  event = next_event(subject);
  EXPECT_EQ(event.kind, EventKind::returned);
  EXPECT_EQ(event.payload, "c");
}

TEST(LiveSubject, OverlapsFiftyCallsThatAskAndReturnOutOfOrder) {
  constexpr wire::CallId calls = 50;
  LiveSubject subject(options());
  for (wire::CallId call = 1; call <= calls; ++call) subject.invoke(call, "ask", "of " + std::to_string(call));
  EXPECT_EQ(subject.running(), calls);
  std::set<wire::CallId> asked;
  while (asked.size() < calls) {
    const auto event = next_event(subject);
    ASSERT_EQ(event.kind, EventKind::asked);
    EXPECT_EQ(event.payload, "of " + std::to_string(event.call));
    EXPECT_TRUE(asked.insert(event.call).second);
  }
  EXPECT_EQ(subject.running(), 0U);
  std::vector<wire::CallId> order(asked.begin(), asked.end());
  std::shuffle(order.begin(), order.end(), std::mt19937(1));
  for (const auto call : order) {
    subject.resume(call, "to " + std::to_string(call));
    const auto event = next_event(subject);
    EXPECT_EQ(event.kind, EventKind::returned);
    EXPECT_EQ(event.call, call);
    EXPECT_EQ(event.payload, "to " + std::to_string(call));
  }
  EXPECT_EQ(subject.end().end, sandbox::End::exited);
}

TEST(LiveSubject, RunsACallWhileOthersAreBusy) {
  LiveSubject subject(options());
  subject.invoke(1, "wait for ever", "");
  subject.invoke(2, "ask", "");
  EXPECT_EQ(next_event(subject).call, 2U);
  EXPECT_EQ(result_of(subject, "echo", "still there"), "still there");
}

TEST(LiveSubject, UsesAThreadAgain) {
  LiveSubject subject(options());
  for (int i = 0; i < 20; ++i) {
    // A thread is free a moment after its report, so now and then another is made.
    std::this_thread::sleep_for(5ms);
    EXPECT_LE(std::stoi(result_of(subject, "thread", "")), 10);
  }
}

TEST(LiveSubject, BeginsCallsBeyondItsThreadsWhenOthersHaveEnded) {
  LiveOptions few = options();
  few.limits.processes = 6;
  LiveSubject subject(few);
  for (wire::CallId call = 1; call <= 30; ++call) subject.invoke(call, "ask", "");
  for (unsigned ended = 0; ended < 30;) {
    const auto event = next_event(subject);
    if (event.kind == EventKind::asked) subject.resume(event.call, "");
    if (event.kind == EventKind::returned) ++ended;
  }
  EXPECT_EQ(subject.running(), 0U);
}

TEST(LiveSubject, SaysWhatACallThrew) {
  LiveSubject subject(options());
  subject.invoke(1, "throw", "no such thing");
  auto event = next_event(subject);
  EXPECT_EQ(event.kind, EventKind::threw);
  EXPECT_EQ(event.payload, "no such thing");
  subject.invoke(1, "throw a number", "");
  event = next_event(subject);
  EXPECT_EQ(event.kind, EventKind::threw);
  EXPECT_EQ(event.payload, "something that is not a std::exception");
}

TEST(LiveSubject, GivesNothingAtTheDeadlineAndWaitsOn) {
  LiveSubject subject(options());
  EXPECT_FALSE(subject.next(Clock::now() + 1ms)) << "no call runs";
  subject.invoke(1, "burn", "100");
  EXPECT_FALSE(subject.next(Clock::now() + 1ms));
  EXPECT_EQ(next_event(subject).call, 1U);
}

TEST(LiveSubject, StopsWaitingWhenItIsWokenAndWaitsOn) {
  LiveSubject subject(options());
  subject.invoke(1, "burn", "300");
  const std::jthread waker([&] {
    std::this_thread::sleep_for(50ms);
    subject.wake();
  });
  const auto before = Clock::now();
  EXPECT_FALSE(subject.next(Clock::now() + long_enough));
  EXPECT_LT(Clock::now() - before, 250ms);
  EXPECT_EQ(next_event(subject).call, 1U);
  subject.wake();
  EXPECT_FALSE(subject.next(Clock::now() + long_enough)) << "a wake is not lost where none waits";
}

TEST(LiveSubject, DoesNotHangWhileItIsHeardOfElsewhere) {
  LiveOptions impatient = options();
  impatient.hang_after = 200ms;
  LiveSubject subject(impatient);
  subject.invoke(1, "burn", "600");
  std::optional<LiveEvent> event;
  const std::jthread elsewhere([&](const std::stop_token& stop) {
    for (; !stop.stop_requested(); std::this_thread::sleep_for(20ms)) subject.wake();
  });
  while (!event) event = subject.next(Clock::now() + long_enough);
  EXPECT_EQ(event->kind, EventKind::returned);
}

TEST(LiveSubject, ReportsAThreadThatTheJudgeDidNotStart) {
  LiveSubject subject(options());
  subject.invoke(1, "foreign", "");
  std::set<EventKind> kinds{next_event(subject).kind, next_event(subject).kind};
  EXPECT_EQ(kinds, (std::set{EventKind::returned, EventKind::foreign}));
}

TEST(LiveSubject, IsLostToAReportWithAForgedToken) {
  const auto lost = loss_by("forge", "1");
  EXPECT_EQ(lost.end, core::CaseEnd::subject_broke_protocol);
  EXPECT_THAT(lost.what(), HasSubstr("spoke for call 1 without knowing what it was told"));
}

TEST(LiveSubject, IsLostToAReportForACallThatDoesNotRun) {
  const auto lost = loss_by("forge", "2");
  EXPECT_EQ(lost.end, core::CaseEnd::subject_broke_protocol);
  EXPECT_THAT(lost.what(), HasSubstr("spoke for call 2, which was not to go on"));
}

TEST(LiveSubject, IsLostToGarbage) {
  EXPECT_EQ(loss_by("garbage").end, core::CaseEnd::subject_broke_protocol);
}

TEST(LiveSubject, IsLostToAFloodOfReportsThatMightEachBeOne) {
  const auto lost = loss_by("flood");
  EXPECT_EQ(lost.end, core::CaseEnd::subject_broke_protocol);
  EXPECT_THAT(lost.what(), HasSubstr("more threads than it can have"));
}

TEST(LiveSubject, IsLostWhenItExitsOrCrashesInACall) {
  const auto exited = loss_by("exit", "0");
  EXPECT_EQ(exited.end, core::CaseEnd::subject_ended);
  EXPECT_THAT(exited.what(), AllOf(HasSubstr("exited with code 0"), HasSubstr("in the middle of the case")));
  const auto crashed = loss_by("crash");
  EXPECT_EQ(crashed.end, core::CaseEnd::subject_ended);
  EXPECT_THAT(crashed.what(), HasSubstr("signal"));
}

TEST(LiveSubject, IsLostOnceEverythingThatCameBeforeIsGivenOut) {
  LiveSubject subject(options());
  subject.invoke(1, "echo", "kept");
  std::this_thread::sleep_for(300ms);
  subject.invoke(2, "exit", "3");
  std::this_thread::sleep_for(300ms);
  subject.invoke(3, "echo", "to no one");
  EXPECT_EQ(next_event(subject).payload, "kept");
  for (int again = 0; again < 2; ++again) {
    const auto lost = loss_in([&] { (void)next_event(subject); });
    EXPECT_THAT(lost.what(), HasSubstr("exited with code 3"));
  }
  EXPECT_EQ(subject.end().exit_code, 3);
}

TEST(LiveSubject, IsLostWhenItDoesNotReadWhatItIsTold) {
  LiveOptions impatient = options();
  impatient.hang_after = 300ms;
  const auto lost = loss_in([&] {
    LiveSubject subject(impatient);
    subject.invoke(1, "stop reading", "");
    (void)next_event(subject);
    for (wire::CallId call = 2; call < 100; ++call) subject.invoke(call, "echo", std::string(100'000, 'x'));
    (void)next_event(subject);
  });
  EXPECT_EQ(lost.end, core::CaseEnd::subject_hung);
  EXPECT_THAT(lost.what(), HasSubstr("does not read"));
}

TEST(LiveSubject, IsLostWhenItClosesTheSocketAndLivesOn) {
  const auto lost = loss_by("close");
  EXPECT_EQ(lost.end, core::CaseEnd::subject_ended);
  EXPECT_THAT(lost.what(), HasSubstr("closed the connection"));
}

TEST(LiveSubject, IsLostWhenItHangsAndSaysWhetherItWaitsOrLoops) {
  LiveOptions impatient = options();
  impatient.hang_after = 300ms;
  const auto waits = loss_by("wait for ever", "", impatient);
  EXPECT_EQ(waits.end, core::CaseEnd::subject_hung);
  EXPECT_THAT(waits.what(), HasSubstr("for 300ms of real time, and the program is idle"));
  const auto loops = loss_by("loop for ever", "", impatient);
  EXPECT_EQ(loops.end, core::CaseEnd::subject_hung);
  EXPECT_THAT(loops.what(), HasSubstr("the program is busy"));
}

TEST(LiveSubject, DoesNotHangWhileItsCallsWaitForTheJudge) {
  LiveOptions impatient = options();
  impatient.hang_after = 100ms;
  LiveSubject subject(impatient);
  subject.invoke(1, "ask", "");
  ASSERT_EQ(next_event(subject).kind, EventKind::asked);
  EXPECT_FALSE(subject.next(Clock::now() + 300ms));
  subject.resume(1, "");
  EXPECT_EQ(next_event(subject).kind, EventKind::returned);
}

TEST(LiveSubject, IsLostToItsLimits) {
  LiveOptions short_lived = options();
  short_lived.limits.cpu = 200ms;
  const auto lost = loss_by("loop for ever", "", short_lived);
  EXPECT_EQ(lost.end, core::CaseEnd::subject_ended);
  EXPECT_THAT(lost.what(), HasSubstr("CPU"));
}

TEST(LiveSubject, ReachesTheJudgeThroughAnEndpoint) {
  LiveOptions with_network = options();
  with_network.endpoints = {8080, 8081};
  LiveSubject subject(with_network);
  const auto listener = subject.take_endpoint(8081);
  EXPECT_THROW((void)subject.take_endpoint(8081), JudgeFault);
  EXPECT_THROW((void)subject.take_endpoint(8082), JudgeFault);
  subject.invoke(1, "connect", "8081");
  const util::Fd connection(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC));
  ASSERT_TRUE(connection);
  ASSERT_EQ(::send(connection.get(), "from outside", 12, MSG_NOSIGNAL), 12);
  EXPECT_EQ(next_event(subject).payload, "from outside");
}

TEST(LiveSubject, HasNoNetworkWithoutEndpoints) {
  LiveSubject subject(options());
  EXPECT_EQ(result_of(subject, "connect", "8080"), "not connected");
}

TEST(LiveSubject, SaysWhatItUsesWhileItRuns) {
  LiveSubject subject(options());
  auto before = subject.usage();
  for (int i = 0; i < 3; ++i) {
    (void)result_of(subject, "burn", "60");
    const auto now = subject.usage();
    EXPECT_GE(now.cpu - before.cpu, 50ms);
    EXPECT_GE(now.peak_memory.count, before.peak_memory.count);
    before = now;
  }
  const auto last = subject.end().usage;
  EXPECT_GE(last.cpu, before.cpu);
  EXPECT_EQ(subject.usage().cpu, last.cpu);
}

TEST(LiveSubject, GivesWhatItPrintedUpToTheLimitThatWasAskedFor) {
  LiveOptions talkative = options();
  talkative.limits.output = core::Bytes{std::uint64_t{2} << 20};
  LiveSubject subject(talkative);
  const std::string line(1000, 'x');
  for (int i = 0; i < 1500; ++i) (void)result_of(subject, "print", line);
  const auto& outcome = subject.end();
  EXPECT_EQ(outcome.err.size(), 1'500'000U);
  EXPECT_FALSE(outcome.err_truncated);
  EXPECT_EQ(outcome.end, sandbox::End::exited);
  EXPECT_EQ(&subject.end(), &outcome);
  EXPECT_FALSE(subject.next(Clock::now() + long_enough)) << "after its end nothing comes";
}

TEST(LiveSubject, GetsTheEnvironmentThatWasAskedFor) {
  LiveOptions given = options();
  given.environment = {"TSAN_OPTIONS=halt_on_error=0"};
  LiveSubject subject(given);
  EXPECT_EQ(result_of(subject, "variable", "TSAN_OPTIONS"), "halt_on_error=0");
  EXPECT_EQ(result_of(subject, "variable", "HOME"), "unset");
}

TEST(LiveSubject, TakesASuitesMistakesForTheJudgesFault) {
  LiveSubject subject(options());
  EXPECT_THROW(subject.resume(1, ""), JudgeFault);
  subject.invoke(1, "wait for ever", "");
  EXPECT_THROW(subject.invoke(1, "echo", ""), JudgeFault);
  EXPECT_THROW(subject.resume(1, ""), JudgeFault);
  EXPECT_THROW(subject.invoke(2, "echo", std::string(wire::max_body, 'x')), JudgeFault);
}

}  // namespace
}  // namespace assay::kit
