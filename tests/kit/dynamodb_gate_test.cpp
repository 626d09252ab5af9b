// The gate, and the scheduler over a live subject in the sandbox.
#include <thread>

#include "dynamodb/scheduler.hpp"
#include "judge/live_subject.hpp"
#include "kit/dynamodb_fixture.hpp"

namespace assay::kit::dynamodb {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;

class DynamoDbGateTest : public DynamoDbTest {
 protected:
  void wait_for_parked(std::size_t count) {
    while (proxy->gate().parked_count() < count) std::this_thread::sleep_for(1ms);
  }
};

TEST_F(DynamoDbGateTest, LetsTheJudgeOrderTwoWritesThatRace) {
  for (const bool second_first : {false, true}) {
    const std::string stream = second_first ? "second" : "first";
    proxy->gate().close();
    auto first = client("client-1");
    auto second = client("client-2");
    second.send("PutItem", put(stream, 1, "by second").dump());
    wait_for_parked(1);
    first.send("PutItem", put(stream, 1, "by first").dump());
    wait_for_parked(2);
    const auto parked = proxy->gate().parked();
    ASSERT_EQ(parked.size(), 2U);
    EXPECT_EQ(parked[0].client, "client-1") << "by client, not by arrival";
    EXPECT_EQ(proxy->under_way(), 0U);
    EXPECT_EQ(database.get("events", key(stream, 1)), std::nullopt) << "nothing has passed";
    auto& goes_first = second_first ? second : first;
    auto& goes_second = second_first ? first : second;
    EXPECT_TRUE(proxy->gate().release(parked[second_first ? 1 : 0].number));
    EXPECT_EQ(goes_first.receive().status, 200U);
    EXPECT_TRUE(proxy->gate().release(parked[second_first ? 0 : 1].number));
    EXPECT_EQ(goes_second.receive().error, "ConditionalCheckFailedException");
    const auto item = database.get("events", key(stream, 1));
    ASSERT_TRUE(item);
    EXPECT_EQ(item->at("type").at("S"), second_first ? "by second" : "by first");
    proxy->gate().open();
  }
}

TEST_F(DynamoDbGateTest, ReleasesARequestWithADecision) {
  proxy->gate().close();
  auto subject = client();
  subject.send("PutItem", put("a", 1).dump());
  wait_for_parked(1);
  const auto number = proxy->gate().parked().at(0).number;
  EXPECT_TRUE(proxy->gate().release(number, Decision{LoseAnswer{}}));
  EXPECT_FALSE(proxy->gate().release(number)) << "it is not there any more";
  EXPECT_TRUE(subject.receive().broken);
  EXPECT_THAT(last().fired, ElementsAre("lost-answer"));
}

TEST_F(DynamoDbGateTest, LetsAllGoOnWhenItOpens) {
  proxy->gate().close();
  auto first = client("client-1");
  auto second = client("client-2");
  first.send("PutItem", put("a", 1).dump());
  second.send("PutItem", put("a", 2).dump());
  wait_for_parked(2);
  proxy->gate().open();
  EXPECT_EQ(first.receive().status, 200U);
  EXPECT_EQ(second.receive().status, 200U);
  EXPECT_EQ(first.call("PutItem", put("a", 3)).status, 200U);
}

/// A program in the sandbox that adds one to a counter by reading and writing.
class SchedulerTest : public DynamoDbTest {
 protected:
  SchedulerTest() {
    Configuration configuration;
    configuration.program = "client";
    configuration.limits.wall = 60s;
    configuration.allowed = {sandbox::Allow::loopback_network};
    set_configuration(configuration);
    LiveOptions options;
    options.folder = ASSAY_DYNAMODB_PROGRAM;
    options.limits.wall = 60s;
    options.hang_after = 20s;
    options.endpoints = {8000};
    subject = std::make_unique<LiveSubject>(options);
    proxy = std::make_unique<Proxy>(subject->take_endpoint(8000), engine());
  }

  SchedulerHooks hooks(std::function<std::size_t(std::span<const Candidate>)> choose) {
    return {.choose = std::move(choose), .decide = {}, .answer = {}, .ended = [this](const LiveEvent& event) {
              results[event.call] = event.payload;
            }};
  }

  /// The counter's value after two calls that overlap as the chooser has it.
  int after_two(const std::vector<std::size_t>& choices) {
    database.put("snapshots", counter(0));
    Scheduler scheduler(*subject, *proxy, hooks(replayed_choice(choices)), 5s);
    subject->invoke(++call, "increment", "client1");
    subject->invoke(++call, "increment", "client2");
    EXPECT_TRUE(scheduler.run());
    steps = scheduler.steps();
    return std::stoi(database.get("snapshots", {{"stream", {{"S", "counter"}}}})->at("value").at("N").get<std::string>());
  }

  static Json counter(int value) { return {{"stream", {{"S", "counter"}}}, {"value", {{"N", std::to_string(value)}}}}; }

  std::unique_ptr<LiveSubject> subject;
  wire::CallId call = 0;
  std::map<wire::CallId, std::string> results;
  std::vector<Step> steps;
};

TEST_F(SchedulerTest, InterleavesCallsAsItIsToldAndLosesAnUpdateOrNot) {
  EXPECT_EQ(after_two({0, 0, 0, 0}), 2) << "the first reads and writes, then the second";
  EXPECT_EQ(after_two({1, 1, 0, 0}), 2);
  EXPECT_EQ(after_two({0, 1, 0, 0}), 1) << "both read before one writes";
  ASSERT_EQ(steps.size(), 4U);
  EXPECT_THAT(steps[0].text, HasSubstr("client1 GetItem"));
  EXPECT_THAT(steps[1].text, HasSubstr("client2 GetItem"));
  EXPECT_THAT(steps[2].text, HasSubstr("client1 PutItem"));
  EXPECT_EQ(steps[0].candidates, 2U);
  EXPECT_FALSE(steps[0].busy);
}

TEST_F(SchedulerTest, DrawsTheSameOrderFromTheSameSeed) {
  std::set<std::vector<std::size_t>> orders;
  for (std::uint64_t seed = 1; seed <= 6; ++seed) {
    std::vector<std::size_t> first;
    for (int run = 0; run < 2; ++run) {
      database.put("snapshots", counter(0));
      Scheduler scheduler(*subject, *proxy, hooks(seeded_choice(seed)), 5s);
      for (const char* tag : {"client1", "client2", "client3"}) subject->invoke(++call, "increment", tag);
      EXPECT_TRUE(scheduler.run());
      std::vector<std::size_t> order;
      for (const Step& step : scheduler.steps()) order.push_back(step.chosen);
      if (run == 0) first = order;
      EXPECT_EQ(order, first) << "seed " << seed;
    }
    orders.insert(first);
  }
  EXPECT_GT(orders.size(), 1U);
}

TEST_F(SchedulerTest, AnswersQuestionsBetweenRequests) {
  auto with_answers = hooks(replayed_choice({}));
  with_answers.answer = [](const LiveEvent& question) { return "answer to " + question.operation; };
  Scheduler scheduler(*subject, *proxy, std::move(with_answers), 5s);
  subject->invoke(1, "ask", "client1");
  subject->invoke(2, "increment", "client2");
  EXPECT_TRUE(scheduler.run());
  EXPECT_EQ(results.at(1), "answer to time");
  EXPECT_EQ(scheduler.steps().size(), 3U);
}

TEST_F(SchedulerTest, GoesOnWithTheOthersWhileACallIsBusy) {
  Scheduler scheduler(*subject, *proxy, hooks(replayed_choice({})), 30ms);
  subject->invoke(1, "sleep", "400");
  subject->invoke(2, "increment", "client2");
  EXPECT_TRUE(scheduler.run());
  EXPECT_EQ(results.size(), 2U);
  ASSERT_EQ(scheduler.steps().size(), 2U);
  EXPECT_TRUE(scheduler.steps()[0].busy);
}

TEST_F(SchedulerTest, BreaksTheRequestsThatTheJudgeDecidesOn) {
  auto with_faults = hooks(replayed_choice({}));
  with_faults.decide = [](const Request& request) -> std::optional<Decision> {
    if (request.operation == "PutItem") return Decision{Fail{"ThrottlingException", {}}};
    return std::nullopt;
  };
  Scheduler scheduler(*subject, *proxy, std::move(with_faults), 5s);
  subject->invoke(1, "increment", "client1");
  EXPECT_TRUE(scheduler.run());
  EXPECT_EQ(results.at(1), "400");
  EXPECT_EQ(proxy->fired()["fail"], 1U);
}

TEST_F(SchedulerTest, StopsWhereACrashIsDueAndASubjectThatIsStartedAgainGoesOn) {
  database.put("snapshots", counter(5));
  {
    auto with_crash = hooks(replayed_choice({}));
    with_crash.decide = [](const Request& request) -> std::optional<Decision> {
      if (request.operation == "PutItem") return Decision{Crash{.forwarded = true}};
      return std::nullopt;
    };
    Scheduler scheduler(*subject, *proxy, std::move(with_crash), 5s);
    subject->invoke(1, "increment", "client1");
    EXPECT_FALSE(scheduler.run());
    subject.reset();  // killed
  }
  EXPECT_TRUE(results.empty());
  proxy.reset();
  LiveOptions options;
  options.folder = ASSAY_DYNAMODB_PROGRAM;
  options.limits.wall = 60s;
  options.endpoints = {8000};
  subject = std::make_unique<LiveSubject>(options);
  proxy = std::make_unique<Proxy>(subject->take_endpoint(8000), engine());
  Scheduler scheduler(*subject, *proxy, hooks(replayed_choice({})), 5s);
  subject->invoke(1, "increment", "client1");
  EXPECT_TRUE(scheduler.run());
  EXPECT_EQ(database.get("snapshots", {{"stream", {{"S", "counter"}}}}), counter(7)) << "one by the dead, one by the new";
}

}  // namespace
}  // namespace assay::kit::dynamodb
