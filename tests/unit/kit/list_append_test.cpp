#include "history/list_append.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "list_history.hpp"

namespace assay::kit::history {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

auto is(AnomalyKind kind, std::vector<std::size_t> transactions) {
  return AllOf(Field(&Anomaly::kind, kind), Field(&Anomaly::transactions, transactions));
}

std::vector<Anomaly> anomalies(const std::vector<Transaction>& transactions, const ListAppendOptions& options = {}) {
  return check_list_append(transactions, options).anomalies;
}

TEST(ListAppend, FindsNothingInNothingAndInOneAfterTheOther) {
  EXPECT_TRUE(check_list_append({}).ok());
  EXPECT_TRUE(check_list_append({transaction("ax1 ay1"), transaction("rx1 ax2"), transaction("rx12 ry1 ay2 ry12")},
                                {.real_time = true, .final_lists = {{"x", {"1", "2"}}, {"y", {"1", "2"}}}})
                  .ok());
}

TEST(ListAppend, FindsAReadOfWhatAborted) {
  const auto found = anomalies({transaction("ax1", Fate::aborted), transaction("rx1")});
  EXPECT_THAT(found, ElementsAre(is(AnomalyKind::aborted_read, {0, 1})));
  EXPECT_EQ(found.front().what, "T2 read x with 1 of T1, which was aborted");
}

TEST(ListAppend, FindsAnAbortedElementInTheFinalList) {
  EXPECT_THAT(anomalies({transaction("ax1", Fate::aborted)}, {.final_lists = {{"x", {"1"}}}}),
              ElementsAre(is(AnomalyKind::aborted_read, {0})));
}

TEST(ListAppend, FindsAReadBetweenTwoElementsOfATransaction) {
  const auto found = anomalies({transaction("ax1 ax2"), transaction("rx1"), transaction("rx12")});
  EXPECT_THAT(found, Contains(is(AnomalyKind::intermediate_read, {0, 1})));
  EXPECT_THAT(anomalies({transaction("ax1 rx1 ax2 rx12")}), IsEmpty());
}

TEST(ListAppend, FindsACommittedAppendThatTheFinalListLacks) {
  const auto found = anomalies({transaction("ax1"), transaction("ax2")}, {.final_lists = {{"x", {"2"}}}});
  EXPECT_THAT(found, ElementsAre(is(AnomalyKind::lost_append, {0})));
  EXPECT_EQ(found.front().what, "T1, committed, appended 1 to x, and the final list lacks it");
}

TEST(ListAppend, LetsWhatMayHaveAbortedBeMissing) {
  const ListAppendOptions lacking{.final_lists = {{"x", {}}}};
  EXPECT_THAT(anomalies({transaction("ax1", Fate::unknown)}, lacking), IsEmpty());
  EXPECT_THAT(anomalies({transaction("ax1", Fate::aborted)}, lacking), IsEmpty());
  EXPECT_THAT(anomalies({transaction("ax1", Fate::unknown), transaction("rx1")}, lacking),
              ElementsAre(is(AnomalyKind::lost_append, {0})));
}

TEST(ListAppend, FindsATransactionOfWhichAPartIsThere) {
  const ListAppendOptions half{.final_lists = {{"x", {"1"}}, {"y", {}}}};
  EXPECT_THAT(anomalies({transaction("ax1 ay1")}, half), ElementsAre(is(AnomalyKind::fractured, {0})));
  EXPECT_THAT(anomalies({transaction("ax1 ay1", Fate::unknown)}, half), ElementsAre(is(AnomalyKind::fractured, {0})));
}

TEST(ListAppend, FindsAnElementThatIsThereTwice) {
  EXPECT_THAT(anomalies({transaction("ax1"), transaction("rx11")}), ElementsAre(is(AnomalyKind::duplicate, {0, 1})));
  const auto in_the_end = anomalies({transaction("ax1"), transaction("ax2")}, {.final_lists = {{"x", {"1", "2", "1"}}}});
  EXPECT_THAT(in_the_end, ElementsAre(is(AnomalyKind::duplicate, {0})));
  EXPECT_EQ(in_the_end.front().what, "the final list of x with 1 twice");
}

TEST(ListAppend, FindsAnElementThatNobodyAppended) {
  EXPECT_THAT(anomalies({transaction("rx1")}), ElementsAre(is(AnomalyKind::unknown_element, {0})));
  EXPECT_THAT(anomalies({transaction("rx1")}, {.initial_lists = {{"x", {"1"}}}}), IsEmpty());
}

TEST(ListAppend, FindsReadsThatNoOneOrderExplains) {
  const auto found = anomalies({transaction("ax1"), transaction("ax2"), transaction("rx12"), transaction("rx2")});
  EXPECT_THAT(found, ElementsAre(is(AnomalyKind::incompatible_order, {2, 3})));
  EXPECT_EQ(found.front().what, "T4 read x as what is no beginning of what T3 read");
  EXPECT_THAT(anomalies({transaction("ax1"), transaction("ax2"), transaction("rx2")}, {.final_lists = {{"x", {"1", "2"}}}}),
              ElementsAre(is(AnomalyKind::incompatible_order, {2})));
}

TEST(ListAppend, FindsAReadOfWhatTheFinalListHasLost) {
  const auto found = anomalies({transaction("ax1"), transaction("ax2"), transaction("rx12")}, {.final_lists = {{"x", {"1"}}}});
  EXPECT_THAT(found, ElementsAre(is(AnomalyKind::lost_append, {1})));
}

TEST(ListAppend, FindsATransactionThatDoesNotSeeItsOwnAppend) {
  // FaunaDB 2.6.0, in the paper's section 7.3.
  EXPECT_THAT(anomalies({transaction("ax6 rx")}), Contains(is(AnomalyKind::internal, {0})));
}

TEST(ListAppend, FindsATransactionThatContradictsItself) {
  const std::vector<Transaction> before{transaction("ax0"), transaction("ax1"), transaction("ax2")};
  const auto with = [&](std::string_view words) {
    auto all = before;
    all.push_back(transaction(words));
    return anomalies(all);
  };
  EXPECT_THAT(with("rx rx1"), Contains(is(AnomalyKind::internal, {3})));
  EXPECT_THAT(with("rx12 ax3 rx12"), Contains(is(AnomalyKind::internal, {3})));
  EXPECT_THAT(with("rx12 ax3 rx023"), Contains(is(AnomalyKind::internal, {3})));
  EXPECT_THAT(with("rx12 ax3 rx1230"), Contains(is(AnomalyKind::internal, {3})));
  EXPECT_THAT(with("rx3 ax3"), Contains(is(AnomalyKind::internal, {3})));
  EXPECT_THAT(with("rx12 ax3 rx123 ax4 rx1234"), Not(Contains(Field(&Anomaly::kind, AnomalyKind::internal))));
}

TEST(ListAppend, SaysNothingOfReadsWhoseResultIsNotKnown) {
  Transaction reader = transaction("ay1");
  reader.micros.emplace_back(ListRead{"x", std::nullopt});
  EXPECT_THAT(anomalies({transaction("ax1"), reader}), IsEmpty());
  EXPECT_THAT(anomalies({transaction("ax1"), transaction("rx9", Fate::unknown), transaction("rx9", Fate::aborted)}), IsEmpty());
}

TEST(ListAppend, OrdersAnomaliesByKind) {
  EXPECT_THAT(anomalies({transaction("ax1", Fate::aborted), transaction("rx1"), transaction("ry7")}),
              ElementsAre(is(AnomalyKind::unknown_element, {2}), is(AnomalyKind::aborted_read, {0, 1})));
}

TEST(ListAppend, NamesAnomaliesAsTheLiteratureDoes) {
  EXPECT_THAT(to_string(AnomalyKind::aborted_read), HasSubstr("G1a"));
  EXPECT_THAT(to_string(AnomalyKind::intermediate_read), HasSubstr("G1b"));
  EXPECT_THAT(to_string(AnomalyKind::g_single), HasSubstr("G-single"));
}

}  // namespace
}  // namespace assay::kit::history
