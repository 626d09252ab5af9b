#include <limits>

#include "unit/fetch/fixture.hpp"

namespace assay::fetch {
namespace {

using support::GitRepository;
using testing::ElementsAre;
using testing::HasSubstr;
using namespace std::chrono_literals;

class Times : public FetchTest {
 protected:
  core::SourceRequest request(const support::CommitDetails& details) {
    repository_.set_reference("refs/heads/main", repository_.commit(repository_.files({{"a", "a"}}), details));
    return from(repository_.folder());
  }
  GitRepository repository_{new_path("source"), true};
  core::Timestamp base_ = *core::parse_timestamp("2026-03-01T22:00:00Z");
  support::CommitTime seconds_ = std::chrono::floor<std::chrono::seconds>(base_);
};

TEST_F(Times, FlagsACommitTimeAfterReceipt) {
  auto asked = request({seconds_ + 3h, seconds_, {}});
  asked.received_at = base_;
  EXPECT_THAT(checkout(asked).flags,
              ElementsAre("commit time 2026-03-02T01:00:00Z is 3 h after receipt at 2026-03-01T22:00:00Z: "
                          "a commit's own time is forgeable"));
}

TEST_F(Times, LetsClocksDifferByTenMinutes) {
  auto asked = request({seconds_, seconds_, {}});
  asked.received_at = base_ - 10min;
  EXPECT_THAT(checkout(asked).flags, ElementsAre());
  asked.received_at = base_ - 10min - 1ms;
  EXPECT_THAT(checkout(asked).flags, ElementsAre(HasSubstr("is 10 min after receipt")));
}

TEST_F(Times, FlagsReceiptAfterTheDeadline) {
  auto asked = request({seconds_, seconds_, {}});
  asked.deadline = base_ + 1h;
  asked.received_at = base_ + 1h;
  EXPECT_THAT(checkout(asked).flags, ElementsAre());
  asked.received_at = base_ + 27h;
  EXPECT_THAT(checkout(asked).flags, ElementsAre(HasSubstr("1 d 2 h after the deadline 2026-03-01T23:00:00Z")));
}

TEST_F(Times, FlagsAnAuthorTimeAfterTheCommitTime) {
  const auto result = checkout(request({seconds_, seconds_ + 1h, {}}));
  EXPECT_THAT(result.flags, ElementsAre(HasSubstr("author time 2026-03-01T23:00:00Z is 1 h after")));
  EXPECT_EQ(result.author_time, base_ + 1h);
  EXPECT_EQ(result.commit_time, base_);
}

TEST_F(Times, FlagsACommitSetBackBehindItsParents) {
  const auto late = repository_.commit(repository_.files({{"a", "late"}}), {seconds_ + 2h, seconds_ + 2h, {}});
  auto asked = request({seconds_, seconds_, {late}});
  asked.deadline = base_ + 1h;
  EXPECT_THAT(checkout(asked).flags, ElementsAre(HasSubstr("an earlier commit has time 2026-03-02T00:00:00Z")));
}

TEST_F(Times, SurviveAbsurdTimes) {
  const support::CommitTime far{std::chrono::seconds(std::numeric_limits<std::int64_t>::max() / 4)};
  EXPECT_EQ(checkout(request({far, far, {}})).commit_time, *core::parse_timestamp("9999-12-31T23:59:59Z"));
}

}  // namespace
}  // namespace assay::fetch
