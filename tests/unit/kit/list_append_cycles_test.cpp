// Cycles: of Elle's paper and its own tests (Kingsbury and Alvaro, 2020), with the answers that are
// known.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "history/cycles.hpp"
#include "history/list_append.hpp"
#include "list_history.hpp"

namespace assay::kit::history {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

struct Edge {
  std::size_t from, to;
  Dependency dependency;
  std::string key;
  bool operator==(const Edge&) const = default;
};

void PrintTo(const Edge& edge, std::ostream* out) {
  *out << edge.from << " -" << to_string(edge.dependency) << " " << edge.key << "-> " << edge.to;
}

std::vector<Edge> cycle_of(const Anomaly& anomaly) {
  std::vector<Edge> edges;
  for (const auto& edge : anomaly.cycle) edges.push_back({edge.from, edge.to, edge.dependency, edge.key});
  return edges;
}

std::vector<AnomalyKind> kinds_of(const ListAppendResult& result) {
  std::vector<AnomalyKind> kinds;
  for (const auto& anomaly : result.anomalies) kinds.push_back(anomaly.kind);
  return kinds;
}

TEST(ListAppendCycles, FindsWritesInDifferentOrders) {
  const auto result = check_list_append({transaction("ax1 ay1"), transaction("ax2 ay2"), transaction("rx12 ry21")});
  ASSERT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g0));
  EXPECT_THAT(cycle_of(result.anomalies[0]), ElementsAre(Edge{0, 1, Dependency::ww, "x"}, Edge{1, 0, Dependency::ww, "y"}));
  EXPECT_THAT(result.anomalies[0].transactions, ElementsAre(0, 1));
  EXPECT_EQ(result.anomalies[0].what, "T2 appended to x after T1 did; T1 appended to y after T2 did");
}

TEST(ListAppendCycles, FindsInformationThatFlowsInACircle) {
  const auto result = check_list_append({transaction("ax1 ry1"), transaction("ax2 ay1"), transaction("rx12 ry1")});
  ASSERT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g1c));
  EXPECT_THAT(cycle_of(result.anomalies[0]), ElementsAre(Edge{1, 0, Dependency::wr, "y"}, Edge{0, 1, Dependency::ww, "x"}));
}

TEST(ListAppendCycles, FindsReadSkew) {
  const auto result = check_list_append({transaction("ax1 ay1"), transaction("ax2 ry"), transaction("rx12")});
  ASSERT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g_single));
  EXPECT_THAT(cycle_of(result.anomalies[0]), ElementsAre(Edge{1, 0, Dependency::rw, "y"}, Edge{0, 1, Dependency::ww, "x"}));
  EXPECT_EQ(result.anomalies[0].what, "T2 read y up to nothing, without what T1 appended; T2 appended to x after T1 did");
}

TEST(ListAppendCycles, FindsAFracturedReadAsReadSkew) {
  const auto result = check_list_append({transaction("ax1 ay1"), transaction("rx1 ry")});
  EXPECT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g_single));
}

TEST(ListAppendCycles, FindsWriteSkew) {
  const auto result = check_list_append({transaction("ax1 ry"), transaction("ay1 rx")});
  ASSERT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g2));
  EXPECT_THAT(cycle_of(result.anomalies[0]), ElementsAre(Edge{0, 1, Dependency::rw, "y"}, Edge{1, 0, Dependency::rw, "x"}));
}

TEST(ListAppendCycles, FindsTheReadSkewOfTiDb) {
  // Section 7.1: T1 r(34, [2, 1]), append(36, 5), append(34, 4); T2 append(34, 5); T3 r(34, [2, 1, 5, 4]).
  const auto result = check_list_append({transaction("rx21 ay5 ax4"), transaction("ax5"), transaction("rx2154")},
                                        {.initial_lists = {{"x", {"2", "1"}}}});
  ASSERT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g_single));
  EXPECT_THAT(cycle_of(result.anomalies[0]), ElementsAre(Edge{0, 1, Dependency::rw, "x"}, Edge{1, 0, Dependency::ww, "x"}));
}

TEST(ListAppendCycles, FindsTheWriteSkewOfYugaByte) {
  // Section 7.2: each of two transactions fails to observe the other's append.
  const auto result = check_list_append({transaction("ax7 ry43"), transaction("ay5 rx13")},
                                        {.initial_lists = {{"x", {"1", "3"}}, {"y", {"4", "3"}}}});
  EXPECT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g2));
}

TEST(ListAppendCycles, FindsTheCycleOfThePapersFigureTwo) {
  // Keys 250, 253, 255 and 256 are o, p, q and r here; the first transaction sets the scene.
  const auto result = check_list_append({transaction("ap1 ap3 ap4 aq2 aq3 aq4 aq5 ar1 ar2", 0, 1),
                                         transaction("aq8 rp134", 2, 3),
                                         transaction("ar4 rq23458 rr124 rp134", 4, 5),
                                         transaction("ao0 rp134 rq2345 ar3", 6, 7),
                                         transaction("rr1243", 8, 9)},
                                        {.real_time = true});
  ASSERT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g_single));
  // The figure's three edges; as the transactions do not overlap here, a shorter cycle is there as well.
  EXPECT_THAT(cycle_of(result.anomalies[0]).front(), (Edge{3, 1, Dependency::rw, "q"}));
}

TEST(ListAppendCycles, LooksAtRealTimeOnlyWhereAsked) {
  const std::vector<Transaction> stale{transaction("ax1", 0, 1), transaction("ax2", 2, 3), transaction("rx1", 4, 5),
                                       transaction("rx12", 6, 7)};
  EXPECT_TRUE(check_list_append(stale).ok());
  const auto result = check_list_append(stale, {.real_time = true});
  ASSERT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g_single));
  EXPECT_THAT(cycle_of(result.anomalies[0]), ElementsAre(Edge{2, 1, Dependency::rw, "x"}, Edge{1, 2, Dependency::real_time, ""}));
  EXPECT_EQ(result.anomalies[0].cycle[1].why, "T3 began after T2 had ended");
}

TEST(ListAppendCycles, LetsOverlappingTransactionsComeInEitherOrder) {
  EXPECT_TRUE(check_list_append({transaction("ax1", 0, 10), transaction("rx", 5, 20)}, {.real_time = true}).ok());
  EXPECT_TRUE(check_list_append({transaction("ax1", 0, 10), transaction("rx", 10, 20)}, {.real_time = true}).ok());
  EXPECT_FALSE(check_list_append({transaction("ax1", 0, 10), transaction("rx", 11, 20)}, {.real_time = true}).ok());
}

TEST(ListAppendCycles, HoldsWhatIsNotKnownToHaveEndedToNoTime) {
  auto unknown = transaction("ax1", 0, 1, Fate::unknown);
  EXPECT_TRUE(check_list_append({unknown, transaction("rx", 2, 3), transaction("rx1", 4, 5)}, {.real_time = true}).ok());
  EXPECT_FALSE(check_list_append({unknown, transaction("rx1", 2, 3), transaction("rx", 4, 5)}, {.real_time = true}).ok());
}

TEST(ListAppendCycles, InfersThroughTransactionsBetweenInTime) {
  // The arcs of real time go from each to the next; the contradiction is between the first and the last.
  std::vector<Transaction> chain{transaction("ax1", 0, 1)};
  for (int i = 1; i < 50; ++i) chain.push_back(transaction("az" + std::string(1, static_cast<char>('A' + i)), 2 * i, 2 * i + 1));
  chain.push_back(transaction("rx", 200, 201));
  const auto result = check_list_append(chain, {.real_time = true});
  ASSERT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g_single));
  EXPECT_THAT(result.anomalies[0].cycle, SizeIs(51));
}

TEST(ListAppendCycles, ComesAfterEveryListThatLacksIt) {
  // Nobody has read 1 or 2, so nobody knows which was first; both came after the empty list.
  EXPECT_TRUE(check_list_append({transaction("rx"), transaction("ax1"), transaction("ax2")}).ok());
  EXPECT_FALSE(check_list_append({transaction("rx ry1"), transaction("ax1 ay1")}).ok());
}

TEST(ListAppendCycles, InfersNothingFromAnUnseenAppendThatMayHaveAborted) {
  EXPECT_TRUE(check_list_append({transaction("ax1 ry", Fate::unknown), transaction("ay1 rx")}).ok());
}

TEST(ListAppendCycles, ShowsTheShortestCycle) {
  // A cycle of four, and within the same component one of two.
  const auto result = check_list_append({transaction("ax1 ry4"), transaction("ax2"), transaction("ax3"), transaction("ax4 ay4"),
                                         transaction("rx1234 ry4")});
  ASSERT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g1c));
  EXPECT_THAT(result.anomalies[0].cycle, SizeIs(4));
  const auto shorter = check_list_append({transaction("ax1 ry4 az2"), transaction("ax2"), transaction("ax3"),
                                          transaction("ax4 ay4 az1"), transaction("rx1234 ry4 rz12")});
  ASSERT_THAT(kinds_of(shorter), ElementsAre(AnomalyKind::g0, AnomalyKind::g1c));
  EXPECT_THAT(shorter.anomalies[0].cycle, SizeIs(4));
}

TEST(ListAppendCycles, ShowsOneCycleOfEachComponent) {
  const auto result = check_list_append({transaction("ax1 ay1"), transaction("ax2 ay2"), transaction("rx12 ry21"),
                                         transaction("au1 av1"), transaction("au2 av2"), transaction("ru12 rv21")});
  EXPECT_THAT(kinds_of(result), ElementsAre(AnomalyKind::g0, AnomalyKind::g0));
}

TEST(ListAppendCycles, DoesNotTakeTwoReadSkewsThatMeetForAWriteSkew) {
  const auto result = check_list_append({transaction("ax1 ay1 az1"), transaction("rx1 ry"), transaction("ry1 rz")});
  for (const auto kind : kinds_of(result)) EXPECT_EQ(kind, AnomalyKind::g_single);
}

TEST(StronglyConnectedComponents, AreFoundWithoutRecursion) {
  constexpr std::size_t nodes = 200'000;
  DependencyGraph ring(nodes);
  for (std::size_t i = 0; i < nodes; ++i) ring[i].push_back({(i + 1) % nodes, Dependency::ww, nullptr});
  const auto one = components(ring, [](Dependency) { return true; });
  EXPECT_EQ(std::set<std::size_t>(one.begin(), one.end()).size(), 1U);
  ring.back().clear();
  const auto many = components(ring, [](Dependency) { return true; });
  EXPECT_EQ(std::set<std::size_t>(many.begin(), many.end()).size(), nodes);
}

}  // namespace
}  // namespace assay::kit::history
