#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "history/linearizability.hpp"
#include "history/stream_model.hpp"

namespace assay::kit::history {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

core::Duration at(int moment) { return core::Duration(moment); }

AppendEvents append(std::uint64_t expected, std::vector<std::string> events) { return {"s", expected, std::move(events)}; }
LoadEvents load() { return {"s", std::nullopt}; }

/// One operation after the other, each by a client of its own.
StreamHistory in_sequence(const std::vector<std::pair<StreamInput, StreamOutput>>& operations) {
  StreamHistory history;
  int now = 0;
  for (const auto& [input, output] : operations) {
    const auto operation = history.invoke(static_cast<unsigned>(history.size()), at(now), input);
    history.complete(operation, at(now + 5), output);
    now += 10;
  }
  return history;
}

Linearizability check(const StreamHistory& history) { return check_linearizable(StreamModel{}, history); }

TEST(StreamHistory, AcceptsWhatAStoreDoesThatKeepsItsPromises) {
  const auto history = in_sequence({{load(), Loaded{}},
                                    {append(0, {"a"}), Appended{1}},
                                    {append(0, {"b"}), Conflict{1}},
                                    {append(0, {"b"}), Conflict{}},
                                    {append(1, {"b", "c"}), Appended{3}},
                                    {AppendEvents{"s", std::nullopt, {"d"}}, Appended{4}},
                                    {append(4, {"e"}), Refused{"throttled"}},
                                    {LoadEvents{"s", 2}, Loaded{{"a", "b"}}},
                                    {LoadEvents{"s", 9}, Loaded{{"a", "b", "c", "d"}}},
                                    {load(), Loaded{{"a", "b", "c", "d"}}}});
  const auto result = check(history);
  EXPECT_EQ(result.answer, Answer::ok);
  EXPECT_THAT(result.order, ElementsAre(0, 1, 2, 3, 4, 5, 6, 7, 8, 9));
  EXPECT_THAT(result.conflict, IsEmpty());
}

TEST(StreamHistory, BlamesBothWhoWonTheSameVersion) {
  StreamHistory history;
  history.add({0, at(0), at(10), append(0, {"a"}), Appended{1}});
  history.add({1, at(1), at(9), append(0, {"b"}), Appended{1}});
  history.add({2, at(20), at(30), load(), Loaded{{"a"}}});
  const auto result = check(history);
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(0, 1));
}

TEST(StreamHistory, BlamesTheAppendThatIsMissingAndTheLoadThatLacksIt) {
  const auto result = check(in_sequence({{append(0, {"a"}), Appended{1}},
                                         {append(1, {"b"}), Appended{2}},
                                         {load(), Loaded{{"a", "b"}}},
                                         {append(2, {"c"}), Appended{3}},
                                         {load(), Loaded{{"a", "b"}}}}));
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(3, 4));
  EXPECT_THAT(result.order, ElementsAre(0, 1, 2, 3));
  EXPECT_THAT(result.stuck, ElementsAre(4));
}

TEST(StreamHistory, BlamesTheRefusalWhoseEventIsThereAllTheSame) {
  const auto result = check(in_sequence({{append(0, {"a"}), Appended{1}},
                                         {append(1, {"b"}), Refused{"throttled"}},
                                         {load(), Loaded{{"a", "b"}}}}));
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(1, 2));
}

TEST(StreamHistory, RejectsAConflictWithNobody) {
  const auto result = check(in_sequence({{append(0, {"a"}), Appended{1}}, {append(1, {"b"}), Conflict{}}}));
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(0, 1));
}

TEST(StreamHistory, RejectsAHalfVisibleAppend) {
  StreamHistory history;
  history.add({0, at(0), at(10), append(0, {"a", "b"}), Appended{2}});
  history.add({1, at(2), at(8), load(), Loaded{{"a"}}});
  EXPECT_EQ(check(history).answer, Answer::violated);
}

TEST(StreamHistory, RejectsAStaleLoadButNotAnOverlappingOne) {
  StreamHistory history;
  history.add({0, at(0), at(10), append(0, {"a"}), Appended{1}});
  history.add({1, at(5), at(20), load(), Loaded{}});
  EXPECT_EQ(check(history).answer, Answer::ok);
  history.add({1, at(21), at(30), load(), Loaded{}});
  EXPECT_EQ(check(history).answer, Answer::violated);
}

TEST(StreamHistory, LetsALostAnswerHaveTakenEffectLateOrNever) {
  StreamHistory history;
  const auto lost = history.invoke(0, at(0), append(0, {"a"}));
  history.lose(lost, at(5));
  history.add({1, at(10), at(20), load(), Loaded{}});
  EXPECT_EQ(check(history).answer, Answer::ok);
  history.add({1, at(30), at(40), load(), Loaded{{"a"}}});
  EXPECT_EQ(check(history).answer, Answer::ok);
  history.add({1, at(50), at(60), load(), Loaded{}});
  const auto result = check(history);
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(2, 3));
}

TEST(StreamHistory, DoesNotLetALostAnswerHaveTakenEffectBeforeItsInvocation) {
  StreamHistory history;
  history.add({1, at(0), at(10), load(), Loaded{{"a"}}});
  history.invoke(0, at(11), append(0, {"a"}));
  EXPECT_EQ(check(history).answer, Answer::violated);
}

TEST(StreamHistory, LetsARetryOfALostAppendConflictWithItself) {
  StreamHistory history;
  history.invoke(0, at(0), append(0, {"a"}));
  history.add({0, at(10), at(20), append(0, {"a"}), Conflict{1}});
  history.add({1, at(30), at(40), load(), Loaded{{"a"}}});
  EXPECT_EQ(check(history).answer, Answer::ok);
}

TEST(StreamHistory, RejectsARetryThatAppendsTwice) {
  StreamHistory history;
  history.add({0, at(0), at(20), append(0, {"a"}), Appended{1}});
  history.add({1, at(30), at(40), load(), Loaded{{"a", "a"}}});
  EXPECT_EQ(check(history).answer, Answer::violated);
}

TEST(StreamHistory, AnswersTheSameAppendAgainAsTheFirstTimeWhereItIsIdempotent) {
  const auto history = in_sequence({{append(0, {"a"}), Appended{1}},
                                    {append(1, {"b"}), Appended{2}},
                                    {append(0, {"a"}), Appended{1}},
                                    {load(), Loaded{{"a", "b"}}}});
  EXPECT_EQ(check_linearizable(StreamModel{.idempotent = true}, history).answer, Answer::ok);
  EXPECT_EQ(check(history).answer, Answer::violated);
}

TEST(StreamHistory, BeginsWithWhatTheStreamsHold) {
  const auto history = in_sequence({{append(1, {"b"}), Appended{2}}, {load(), Loaded{{"a", "b"}}}});
  EXPECT_EQ(check_linearizable(StreamModel{.contents = {{"s", {"a"}}}}, history).answer, Answer::ok);
  EXPECT_EQ(check(history).answer, Answer::violated);
}

TEST(StreamHistory, JudgesEachStreamByItself) {
  StreamHistory history;
  history.add({0, at(0), at(10), AppendEvents{"one", 0, {"a"}}, Appended{1}});
  history.add({1, at(20), at(30), AppendEvents{"two", 0, {"b"}}, Appended{1}});
  history.add({1, at(40), at(50), LoadEvents{"two", std::nullopt}, Loaded{}});
  const auto result = check(history);
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(1, 2));
}

TEST(StreamHistory, RejectsAnAnswerOfAnotherKind) {
  EXPECT_EQ(check(in_sequence({{append(0, {"a"}), Loaded{{"a"}}}})).answer, Answer::violated);
  EXPECT_EQ(check(in_sequence({{load(), Appended{0}}})).answer, Answer::violated);
}

TEST(StreamHistory, FindsTheConflictInALongHistory) {
  std::vector<std::pair<StreamInput, StreamOutput>> operations;
  std::vector<std::string> events;
  for (std::uint64_t i = 0; i < 300; ++i) {
    const std::string event = "e" + std::to_string(i);
    operations.emplace_back(append(i, {event}), Appended{i + 1});
    operations.emplace_back(append(i, {"late" + event}), Conflict{});
    events.push_back(event);
    if (i == 200) {
      auto stale = events;
      stale.pop_back();
      operations.emplace_back(load(), Loaded{stale});
    }
  }
  const auto result = check(in_sequence(operations));
  EXPECT_EQ(result.answer, Answer::violated);
  EXPECT_THAT(result.conflict, ElementsAre(400, 402));
}

TEST(StreamOperations, AreDescribedForPeople) {
  EXPECT_EQ(describe(StreamInput{append(3, {"e4", "e5"})}), "append e4, e5 to s at 3");
  EXPECT_EQ(describe(StreamInput{AppendEvents{"s", std::nullopt, {"e"}}}), "append e to s");
  EXPECT_EQ(describe(StreamInput{load()}), "load s");
  EXPECT_EQ(describe(StreamInput{LoadEvents{"s", 4}}), "load s up to 4");
  EXPECT_EQ(describe(StreamOutput{Appended{4}}), "appended, now 4");
  EXPECT_EQ(describe(StreamOutput{Conflict{4}}), "conflict, actually 4");
  EXPECT_EQ(describe(StreamOutput{Conflict{}}), "conflict");
  EXPECT_EQ(describe(StreamOutput{Refused{"throttled"}}), "refused: throttled");
  EXPECT_EQ(describe(StreamOutput{Loaded{{"a", "b"}}}), "a, b");
  EXPECT_EQ(describe(StreamOutput{Loaded{}}), "nothing");
}

TEST(EventListTest, SharesWhatItCameFromAndComparesByContent) {
  const EventList first({"a", "b"});
  const EventList longer = first.with({"c"});
  EXPECT_EQ(first.elements(), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(longer, EventList({"a", "b", "c"}));
  EXPECT_EQ(longer.hash(), EventList({"a", "b", "c"}).hash());
  EXPECT_FALSE(longer == EventList({"a", "x", "c"}));
  EXPECT_FALSE(longer == first);
  EXPECT_TRUE(longer.starts_with(2, {"a", "b"}));
  EXPECT_FALSE(longer.starts_with(2, {"a"}));
  EXPECT_TRUE(longer.holds_at(1, {"b", "c"}));
  EXPECT_FALSE(longer.holds_at(2, {"c", "d"}));
  EXPECT_FALSE(longer.holds_at(4, {}));
}

TEST(EventListTest, HoldsAMillionEvents) {
  EventList list;
  for (int i = 0; i < 1'000'000; ++i) list = list.with({"e"});
  EXPECT_EQ(list.size(), 1'000'000U);
  EXPECT_EQ(list, EventList(std::vector<std::string>(1'000'000, "e")));
}

}  // namespace
}  // namespace assay::kit::history
