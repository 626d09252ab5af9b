#include "history/timeline.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "list_history.hpp"

namespace assay::kit::history {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

TEST(Timeline, DrawsAHistoryWithItsConflict) {
  StreamHistory history;
  history.add({0, core::Duration(0), core::Duration(10), AppendEvents{"s", 0, {"a"}}, Appended{1}});
  history.invoke(1, core::Duration(5), AppendEvents{"s", 1, {"b"}});
  history.add({2, core::Duration(20), core::Duration(30), LoadEvents{"s", std::nullopt}, Loaded{}});
  const auto drawn = timeline(history, check_linearizable(StreamModel{}, history));
  ASSERT_EQ(drawn.operations.size(), 3U);
  EXPECT_EQ(drawn.operations[0].lane, "client 0");
  EXPECT_EQ(drawn.operations[0].input, "append a to s at 0");
  EXPECT_EQ(drawn.operations[0].output, "appended, now 1");
  EXPECT_TRUE(drawn.operations[0].conflict);
  EXPECT_EQ(drawn.operations[1].returned, std::nullopt);
  EXPECT_EQ(drawn.operations[1].output, "");
  EXPECT_FALSE(drawn.operations[1].conflict);
  EXPECT_TRUE(drawn.operations[2].conflict);
  EXPECT_THAT(drawn.why, HasSubstr("No order"));
}

TEST(Timeline, DrawsAnAnomalyWithItsCycle) {
  const std::vector<Transaction> transactions{transaction("ax1 ry", 0, 9), transaction("ay1 rx", 1, 8),
                                              transaction("az1", 2, 3, Fate::unknown), transaction("az2", 4, 5, Fate::aborted)};
  const auto result = check_list_append(transactions);
  ASSERT_EQ(result.anomalies.size(), 1U);
  const auto drawn = timeline(transactions, result.anomalies.front());
  EXPECT_EQ(drawn.operations[0].input, "T1: append 1 to x; read y");
  EXPECT_EQ(drawn.operations[0].output, "committed: y = []");
  EXPECT_EQ(drawn.operations[2].output, "");
  EXPECT_EQ(drawn.operations[3].output, "aborted");
  EXPECT_TRUE(drawn.operations[0].conflict && drawn.operations[1].conflict && !drawn.operations[2].conflict);
  ASSERT_EQ(drawn.links.size(), 2U);
  EXPECT_EQ(drawn.links[0].what, "rw y");
  EXPECT_THAT(drawn.why, HasSubstr("anti-dependency cycle (G2): T1 read y"));
}

TEST(Timeline, GivesALogWithWhoWroteWhat) {
  StreamHistory history;
  history.add({0, core::Duration(0), core::Duration(10), AppendEvents{"s", 0, {"a", "b"}}, Appended{2}});
  history.add({1, core::Duration(0), core::Duration(10), AppendEvents{"other", 0, {"c"}}, Appended{1}});
  history.add({0, core::Duration(20), core::Duration(30), AppendEvents{"s", 2, {"d"}}, Appended{3}});
  history.add({1, core::Duration(20), core::Duration(30), AppendEvents{"s", 2, {"d"}}, Appended{3}});
  const auto rows = log_rows("s", {"a", "b", "c", "d"}, history);
  ASSERT_EQ(rows.size(), 4U);
  EXPECT_EQ(rows[1].position, 2U);
  EXPECT_EQ(rows[1].event, "b");
  EXPECT_EQ(rows[1].operation, 0U);
  EXPECT_EQ(rows[2].operation, std::nullopt);  // nobody appended it here
  EXPECT_EQ(rows[3].operation, std::nullopt);  // two did
}

}  // namespace
}  // namespace assay::kit::history
