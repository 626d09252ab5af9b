// Appending and loading, as the contract says it, against DynamoDB Local with faults in between.
#include <gmock/gmock.h>

#include <atomic>
#include <thread>

#include "lab/dynamodb_errors.hpp"
#include "store_fixture.hpp"

namespace assay::test {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::IsEmpty;

class Append : public StoreTest {};
class SmallPages : public StoreTest {
 protected:
  SmallPages() : StoreTest(2) {}
};

void expect_conflict(const lab::AppendResult& result, const std::string& stream, std::uint64_t version) {
  EXPECT_FALSE(result.appended);
  EXPECT_EQ(result.conflicting_stream, stream);
  EXPECT_EQ(result.actual_version, version);
}

TEST_F(Append, ReadsBackWhatWasAppended) {
  const std::string odd = "naïve \"ключ\" \\ 🙂 \n";
  clock_.time = lab::Time(1234ms);
  const std::string bytes("\0\xff'\"\n", 5);
  ASSERT_TRUE(store_->append({odd, 0, {{"id 1", "A", 7, bytes}, {"id 2", "B", 1, ""}}}).appended);
  clock_.time = lab::Time(-5ms);
  ASSERT_TRUE(store_->append({odd, 2, {{"id 3", "C", 2, "x"}}}).appended);
  EXPECT_THAT(store_->load(odd), ElementsAre(lab::Event{odd, 1, "id 1", "A", 7, bytes, lab::Time(1234ms)},
                                             lab::Event{odd, 2, "id 2", "B", 1, "", lab::Time(1234ms)},
                                             lab::Event{odd, 3, "id 3", "C", 2, "x", lab::Time(-5ms)}));
  EXPECT_THAT(store_->load("other"), IsEmpty());
}

TEST_F(Append, RefusesAnyVersionButTheLast) {
  append("s", 0, {"a", "b"});
  expect_conflict(append("s", 0, {"c"}), "s", 2);
  expect_conflict(append("s", 1, {"c"}), "s", 2);
  expect_conflict(append("s", 3, {"c"}), "s", 2);
  expect_conflict(append("s", 7, {"c", "d"}), "s", 2);
  expect_conflict(append("empty", 1, {"c"}), "empty", 0);
  EXPECT_THAT(ids("s"), ElementsAre("a", "b"));
  EXPECT_THAT(ids("empty"), IsEmpty());
}

TEST_F(Append, OfTheSameIdsIsNoSecondAppend) {
  append("s", 0, {"a"});
  append("s", 1, {"b", "c"});
  append("s", 3, {"d"});
  EXPECT_TRUE(append("s", 0, {"a"}).appended);
  EXPECT_TRUE(append("s", 1, {"b", "c"}).appended);
  EXPECT_TRUE(append("s", 3, {"d"}).appended);
  expect_conflict(append("s", 1, {"b", "x"}), "s", 4);
  expect_conflict(append("s", 1, {"c", "b"}), "s", 4);
  expect_conflict(append("s", 3, {"d", "e"}), "s", 4);
  EXPECT_THAT(ids("s"), ElementsAre("a", "b", "c", "d"));
}

TEST_F(Append, ToSeveralStreamsIsAllOrNothing) {
  append("a", 0, {"a1"});
  expect_conflict(store_->append_all({{"b", 0, {event("b1")}}, {"a", 0, {event("a2")}}}), "a", 1);
  expect_conflict(store_->append_all({{"b", 2, {event("b1")}}, {"a", 1, {event("a2")}}}), "b", 0);
  EXPECT_THAT(ids("a"), ElementsAre("a1"));
  EXPECT_THAT(ids("b"), IsEmpty());
  for (int i = 0; i < 2; ++i) {
    EXPECT_TRUE(store_->append_all({{"b", 0, {event("b1"), event("b2")}}, {"a", 1, {event("a2")}}}).appended);
  }
  EXPECT_THAT(ids("a"), ElementsAre("a1", "a2"));
  EXPECT_THAT(ids("b"), ElementsAre("b1", "b2"));
}

TEST_F(Append, TakesAHundredEventsAndNoMore) {
  lab::StreamAppend what{"s", 0, {}};
  for (int i = 0; i < 100; ++i) what.events.push_back(event(std::to_string(i)));
  EXPECT_TRUE(store_->append(what).appended);
  what.expected_version = 100;
  for (auto& event : what.events) event.id += "'";
  EXPECT_TRUE(store_->append(what).appended);
  EXPECT_EQ(ids("s").size(), 200U);
  what.events.push_back(event("one more"));
  EXPECT_THROW(store_->append(what), std::invalid_argument);
  std::vector<lab::StreamAppend> many;
  for (int i = 0; i < 100; ++i) many.push_back({"many" + std::to_string(i), 0, {event(std::to_string(i))}});
  EXPECT_TRUE(store_->append_all(many).appended);
  for (auto& one : many) one = {one.stream, 1, {event(one.stream)}};
  EXPECT_TRUE(store_->append_all(many).appended);
  EXPECT_EQ(ids("many99").size(), 2U);
}

TEST_F(Append, RefusesWhatNoOneMayGive) {
  EXPECT_THROW(append("s", 0, {}), std::invalid_argument);
  EXPECT_THROW(append("", 0, {"a"}), std::invalid_argument);
  EXPECT_THROW(append("s", 0, {"a", ""}), std::invalid_argument);
  EXPECT_THROW(store_->append({"s", 0, {{"a", "", 1, ""}}}), std::invalid_argument);
  EXPECT_THROW(store_->append_all({}), std::invalid_argument);
  EXPECT_THROW(store_->append_all({{"s", 0, {event("a")}}, {"t", 0, {}}}), std::invalid_argument);
  EXPECT_THAT(ids("s"), IsEmpty());
}

TEST_F(Append, WritesOnlyUnderAConditionAndReadsConsistently) {
  faults_.plan({});
  append("s", 0, {"a"});
  append("s", 1, {"b"});
  append("s", 1, {"c"});
  (void)store_->load("s");
  EXPECT_EQ(faults_.count("Scan"), 0U);
  for (const auto& seen : faults_.seen()) {
    const bool puts = seen.operation == "PutItem" || seen.operation == "TransactWriteItems";
    EXPECT_TRUE(puts || seen.operation == "Query" || seen.operation == "GetItem") << seen.operation;
    EXPECT_NE(puts, seen.condition.empty());
    EXPECT_NE(puts, seen.consistent);
  }
}

TEST_F(Append, SurvivesOneFaultAtAnyRequest) {
  for (const Fault fault : {Fault::refused, Fault::lost_answer, Fault::lost_request}) {
    const std::string run = "run" + std::to_string(static_cast<int>(fault)) + "-";
    with_each(fault, [&](const std::string& at) { append(run + at, 0, {at + "a"}); },
              [&](const std::string& at) {
                EXPECT_TRUE(append(run + at, 1, {at + "b"}).appended);
                EXPECT_TRUE(append(run + at, 2, {at + "c", at + "d"}).appended);
                EXPECT_TRUE(store_->append_all({{run + at, 4, {event(at + "e")}}, {run + at + "'", 0, {event(at + "f")}}}).appended);
                expect_conflict(append(run + at, 1, {at + "x"}), run + at, 5);
                EXPECT_THAT(ids(run + at), ElementsAre(at + "a", at + "b", at + "c", at + "d", at + "e"));
                EXPECT_THAT(ids(run + at + "'"), ElementsAre(at + "f"));
              });
  }
}

TEST_F(Append, KilledAnywhereIsThereOrNot) {
  for (const Fault fault : {Fault::killed, Fault::killed_after}) {
    const std::string run = "run" + std::to_string(static_cast<int>(fault)) + "-";
    with_each(fault, [](const std::string&) {}, [&](const std::string& at) {
      EXPECT_TRUE(append(run + at, 0, {at + "a", at + "b"}).appended);
      EXPECT_THAT(ids(run + at), ElementsAre(at + "a", at + "b"));
    });
  }
}

TEST_F(Append, WaitsLongerAndLongerAndThenGivesUp) {
  const auto all = [](Fault fault) {
    std::map<std::size_t, Fault> plan;
    for (std::size_t i = 0; i < 100; ++i) plan[i] = fault;
    return plan;
  };
  sleeper_.slept.clear();
  faults_.plan(all(Fault::refused));
  EXPECT_THROW(append("s", 0, {"a"}), lab::Unavailable);
  EXPECT_EQ(faults_.seen().size(), 4U);
  EXPECT_THAT(sleeper_.slept, ElementsAre(10ms, 20ms, 25ms));
  faults_.plan(all(Fault::lost_answer));
  EXPECT_THROW(append("s", 0, {"a"}), lab::Unavailable);
  faults_.plan({});
  EXPECT_TRUE(append("s", 0, {"a"}).appended);
  EXPECT_THAT(ids("s"), ElementsAre("a"));
}

TEST_F(Append, RetriesNothingThatWillNotPass) {
  sleeper_.slept.clear();
  EXPECT_THROW(store_->append({"s", 0, {event("a", std::string(500'000, 'x'))}}), lab::dynamodb::ValidationError);
  EXPECT_THAT(sleeper_.slept, IsEmpty());
}

TEST_F(Append, OfRacingClientsHasOneWinnerAPlace) {
  std::atomic<int> won = 0;
  std::vector<std::jthread> threads;
  for (int client = 0; client < 8; ++client) {
    threads.emplace_back([&, client] {
      for (int i = 0; i < 20;) {
        const std::string id = std::to_string(client) + "/" + std::to_string(i);
        const auto version = store_->load("s").size();
        if (!append("s", version, {id}).appended) continue;
        ++won;
        ++i;
      }
    });
  }
  threads.clear();
  EXPECT_EQ(won, 160);
  auto all = ids("s");
  EXPECT_EQ(all.size(), 160U);
  std::sort(all.begin(), all.end());
  EXPECT_EQ(std::unique(all.begin(), all.end()), all.end());
}

TEST_F(SmallPages, AreFollowedToTheEnd) {
  append("s", 0, {"a", "b", "c", "d", "e"});
  EXPECT_EQ(ids("s").size(), 5U);
  EXPECT_EQ(store_->load_at("s", 4).size(), 4U);
  EXPECT_EQ(store_->load_at("s", clock_.time).size(), 5U);
  EXPECT_TRUE(append("s", 0, {"a", "b", "c", "d", "e"}).appended);
  const auto target = fresh_tables();
  for (int i = 0; i < 5; ++i) append("t" + std::to_string(i), 0, {"t" + std::to_string(i)});
  EXPECT_EQ(store_->restore_to(clock_.time, target, {}).events, 10U);
}

TEST_F(Append, LoadsTenThousandEventsAndLargeOnes) {
  std::uint64_t version = 0;
  for (; version < 10'000; version += 100) {
    lab::StreamAppend what{"long", version, {}};
    for (int i = 0; i < 100; ++i) what.events.push_back(event(std::to_string(version) + "/" + std::to_string(i), "payload"));
    ASSERT_TRUE(store_->append(what).appended);
  }
  EXPECT_EQ(ids("long").size(), 10'000U);
  for (std::uint64_t i = 0; i < 6; ++i) {
    ASSERT_TRUE(store_->append({"large", i, {event(std::to_string(i), std::string(400'000, static_cast<char>('a' + i)))}}).appended);
  }
  const auto large = store_->load("large");
  ASSERT_EQ(large.size(), 6U);
  EXPECT_EQ(large[5].payload, std::string(400'000, 'f'));
}

TEST_F(Append, IsSeenAsItWasAtAVersionOrATime) {
  for (const auto& [id, at] : std::vector<std::pair<std::string, int>>{{"a", 100}, {"b", 200}, {"c", 200}, {"d", 150}, {"e", 300}, {"f", 120}}) {
    clock_.time = lab::Time(std::chrono::milliseconds(at));
    append("s", static_cast<std::uint64_t>(id[0] - 'a'), {id});
  }
  const auto at = [&](int time) { return ids_of(store_->load_at("s", lab::Time(std::chrono::milliseconds(time)))); };
  EXPECT_THAT(at(99), IsEmpty());
  EXPECT_THAT(at(100), ElementsAre("a"));
  EXPECT_THAT(at(199), ElementsAre("a"));
  EXPECT_THAT(at(200), ElementsAre("a", "b", "c", "d"));
  EXPECT_THAT(at(300), ElementsAre("a", "b", "c", "d", "e", "f"));
  EXPECT_THAT(ids_of(store_->load_at("s", std::uint64_t{0})), IsEmpty());
  EXPECT_THAT(ids_of(store_->load_at("s", std::uint64_t{2})), ElementsAre("a", "b"));
  EXPECT_EQ(store_->load_at("s", std::uint64_t{99}).size(), 6U);
}

TEST_F(Append, CreatesOnlyTheTablesThatAreMissing) {
  append("s", 0, {"a"});
  with_each(Fault::lost_answer, [](const std::string&) {}, [&](const std::string&) { store_->create_tables(); });
  EXPECT_THAT(ids("s"), ElementsAre("a"));
}

}  // namespace
}  // namespace assay::test
