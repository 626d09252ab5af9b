#include "unit/fetch/fixture.hpp"

namespace assay::fetch {
namespace {

using core::ErrorKind;
using support::GitRepository;
using testing::ElementsAre;
using testing::HasSubstr;

class CommitChoice : public FetchTest {
 protected:
  core::SourceRequest request() { return from(repository_.folder()); }
  std::string version(const core::SourceRequest& request) {
    checkout(request);
    return read(destination_ / "version.txt");
  }
  core::Timestamp time(long seconds) { return at(seconds); }

  GitRepository repository_{new_path("source"), true};
  std::string first_ = repository_.commit_files({{"version.txt", "1"}}, at(1000));
  std::string second_ = repository_.commit_files({{"version.txt", "2"}}, at(2000));
  std::string third_ = repository_.commit_files({{"version.txt", "3"}, {"src/a.cpp", "int a;\n"}}, at(3000));
  std::string other_ = repository_.commit_files({{"version.txt", "other"}}, at(1500), "other");
};

TEST_F(CommitChoice, TakesHeadByDefaultAndRecordsIt) {
  const auto result = checkout(request());
  EXPECT_EQ(result.commit, third_);
  EXPECT_EQ(result.directory, destination_);
  EXPECT_EQ(result.files, 2U);
  EXPECT_EQ(result.size, core::Bytes{8});
  EXPECT_EQ(result.commit_time, time(3000));
  EXPECT_EQ(result.author_time, time(3000));
  EXPECT_FALSE(result.dirty);
  EXPECT_THAT(result.flags, ElementsAre());
  EXPECT_THAT(paths_in(destination_), ElementsAre("src", "src/a.cpp", "version.txt"));
}

TEST_F(CommitChoice, ReadsARepositoryWithAWorkingFolder) {
  GitRepository other(new_path("other"), false);
  const auto id = other.commit_files({{"a.txt", "a"}}, at(1));
  write(other.folder() / "uncommitted.txt", "x");
  EXPECT_EQ(checkout(from(other.folder())).commit, id);
  EXPECT_THAT(paths_in(destination_), ElementsAre("a.txt"));
}

TEST_F(CommitChoice, ReadsAFileUrl) {
  auto asked = request();
  asked.source = "file://" + asked.source;
  EXPECT_EQ(checkout(asked).commit, third_);
}

TEST_F(CommitChoice, TakesTheNamedBranch) {
  auto asked = request();
  asked.branch = "other";
  EXPECT_EQ(version(asked), "other");
}

TEST_F(CommitChoice, TakesFullAndShortIds) {
  auto asked = request();
  asked.commit = first_;
  EXPECT_EQ(version(asked), "1");
  asked.commit = second_.substr(0, 10);
  EXPECT_EQ(version(asked), "2");
}

TEST_F(CommitChoice, FollowsPlainAndNestedTags) {
  repository_.set_reference("refs/tags/plain", first_);
  repository_.set_reference("refs/tags/noted", repository_.tag_object("noted", second_));
  auto asked = request();
  asked.commit = "plain";
  EXPECT_EQ(version(asked), "1");
  asked.commit = "noted";
  EXPECT_EQ(version(asked), "2");
}

TEST_F(CommitChoice, DoesNotLetATagStandForAnotherCommitsId) {
  repository_.set_reference("refs/tags/" + first_.substr(0, 7), third_);
  auto asked = request();
  asked.commit = first_.substr(0, 7);
  const auto problem = error(asked);
  EXPECT_EQ(problem.kind, ErrorKind::usage);
  EXPECT_THAT(problem.message, HasSubstr("both a tag and"));
}

TEST_F(CommitChoice, UnknownNamesAreUsageErrors) {
  auto asked = request();
  asked.commit = "no-such-tag";
  EXPECT_EQ(error(asked).kind, ErrorKind::usage);
  asked.commit = "0123456789012345678901234567890123456789";
  EXPECT_EQ(error(asked).kind, ErrorKind::usage);
  asked.commit = repository_.blob("not a commit");
  EXPECT_EQ(error(asked).kind, ErrorKind::usage);
  asked.commit.reset();
  asked.branch = "no-such-branch";
  EXPECT_THAT(error(asked).message, HasSubstr("no branch 'no-such-branch'"));
}

TEST_F(CommitChoice, ACommitMustBeOnTheBranchThatIsNamedWithIt) {
  auto asked = request();
  asked.branch = "main";
  asked.commit = first_;
  EXPECT_EQ(version(asked), "1");
  asked.commit = other_;
  EXPECT_THAT(error(asked).message, HasSubstr("is not on branch 'main'"));
}

TEST_F(CommitChoice, ADeadlineTakesTheNewestCommitUpToIt) {
  auto asked = request();
  asked.deadline = time(2000);
  EXPECT_EQ(version(asked), "2");
  asked.deadline = time(2000) - std::chrono::milliseconds(1);
  EXPECT_EQ(version(asked), "1");
  asked.deadline = time(9000);
  EXPECT_EQ(version(asked), "3");
}

TEST_F(CommitChoice, ADeadlineFollowsFirstParentsOnly) {
  const auto merged = repository_.commit(repository_.files({{"version.txt", "merge"}}),
                                         {at(4000), at(4000), {third_, other_}});
  repository_.set_reference("refs/heads/main", merged);
  auto asked = request();
  asked.deadline = time(1600);  // between the first commit and the second; the other branch is nearer
  EXPECT_EQ(version(asked), "1");
}

TEST_F(CommitChoice, NothingBeforeTheDeadlineIsARefusal) {
  auto asked = request();
  asked.deadline = time(999);
  EXPECT_EQ(refusal(asked).reason, "nothing_before_deadline");
}

TEST_F(CommitChoice, AnEmptyRepositoryIsARefusal) {
  GitRepository empty(new_path("empty"), true);
  EXPECT_EQ(refusal(from(empty.folder())).reason, "empty_repository");
}

TEST_F(CommitChoice, OptionsThatExcludeEachOtherAreUsageErrors) {
  auto asked = request();
  asked.commit = first_;
  asked.deadline = time(1);
  EXPECT_EQ(error(asked).kind, ErrorKind::usage);
  asked = request();
  asked.working_tree = true;
  EXPECT_THAT(error(asked).message, HasSubstr("no working folder"));
}

TEST_F(CommitChoice, AHistoryThatWasCutOffIsNotHeldAgainstTheStudent) {
  const auto shallow = repository_.commit(repository_.files({{"a", "a"}}),
                                          {at(5000), at(5000), {"0123456789012345678901234567890123456789"}});
  repository_.set_reference("refs/heads/main", shallow);
  EXPECT_EQ(checkout(request()).commit, shallow);
  auto asked = request();
  asked.deadline = time(4000);
  const auto problem = error(asked);
  EXPECT_EQ(problem.kind, ErrorKind::infrastructure);
  EXPECT_THAT(problem.message, HasSubstr("shallow"));
}

TEST_F(CommitChoice, StopsWhenAskedTo) {
  std::stop_source stop;
  stop.request_stop();
  options_.stop = stop.get_token();
  EXPECT_EQ(error(request()).kind, ErrorKind::interrupted);
}

TEST_F(CommitChoice, DoesNotWriteOverAFolderThatIsNotEmpty) {
  write(new_path("checkout1") / "mine.txt", "mine");
  EXPECT_EQ(error(request()).kind, ErrorKind::usage);
  EXPECT_EQ(read(new_path("checkout1") / "mine.txt"), "mine");
}

}  // namespace
}  // namespace assay::fetch
