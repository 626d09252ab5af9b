#include <sys/stat.h>

#include "unit/fetch/fixture.hpp"

namespace assay::fetch {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using support::GitRepository;
using testing::HasSubstr;

class HostileRepository : public FetchTest {
 protected:
  GitRepository repository_{new_path("source"), false};
  std::string id_ = repository_.commit_files({{"a.txt", "a\n"}, {".gitattributes", "* filter=evil diff=evil merge=evil\n"}}, at(1));
  fs::path git_ = repository_.git_directory();
  fs::path marker_ = new_path("marker");
};

TEST_F(HostileRepository, RunsNoHookFilterOrMonitor) {
  const std::string command = "touch " + marker_.string();
  write(git_ / "config", "[core]\n\tbare = false\n\tfsmonitor = " + command + "\n\thooksPath = hooks\n\tsshCommand = " + command +
                             "\n[filter \"evil\"]\n\tclean = " + command + "\n\tsmudge = " + command + "\n\tprocess = " + command +
                             "\n\trequired = true\n[diff \"evil\"]\n\texternal = " + command + "\n");
  for (const auto* hook : {"post-checkout", "pre-commit", "post-index-change", "reference-transaction", "fsmonitor-watchman"}) {
    write(git_ / "hooks" / hook, "#!/bin/sh\n" + command + "\n");
    fs::permissions(git_ / "hooks" / hook, fs::perms::owner_all);
  }
  repository_.track(id_);
  write(repository_.folder() / "a.txt", "a\n");
  checkout(from(repository_.folder()));
  auto asked = from(repository_.folder());
  asked.working_tree = true;
  checkout(asked);
  EXPECT_FALSE(fs::exists(marker_));
  EXPECT_EQ(read(destination_ / "a.txt"), "a\n");
}

TEST_F(HostileRepository, DoesNotReadItsConfiguration) {
  ASSERT_EQ(::mkfifo(new_path("pipe").c_str(), 0644), 0);
  write(git_ / "config", "[core]\n\trepositoryformatversion = 99\n\tworktree = /\n[include]\n\tpath = " + new_path("pipe").string() + "\n");
  EXPECT_EQ(checkout(from(repository_.folder())).commit, id_);
}

TEST_F(HostileRepository, DoesNotBorrowObjectsFromElsewhere) {
  GitRepository other(new_path("other"), true);
  const auto theirs = other.commit_files({{"theirs.txt", "theirs"}}, at(1));
  write(git_ / "refs" / "heads" / "main", theirs + "\n");
  EXPECT_EQ(error(from(repository_.folder())).kind, ErrorKind::infrastructure);
  write(git_ / "objects" / "info" / "alternates", (other.folder() / "objects").string() + "\n");
  const auto problem = error(from(repository_.folder()));
  EXPECT_EQ(problem.kind, ErrorKind::usage);
  EXPECT_THAT(problem.message, HasSubstr("alternates"));
}

TEST_F(HostileRepository, FollowsNoCommonDirectory) {
  write(git_ / "commondir", "../../other/.git\n");
  EXPECT_THAT(error(from(repository_.folder())).message, HasSubstr("commondir"));
}

TEST_F(HostileRepository, FollowsNoGitFile) {
  const auto folder = new_path("linked");
  write(folder / ".git", "gitdir: " + git_.string() + "\n");
  EXPECT_EQ(error(from(folder)).kind, ErrorKind::usage);
  fs::remove(folder / ".git");
  fs::create_directory_symlink(git_, folder / ".git");
  EXPECT_EQ(error(from(folder)).kind, ErrorKind::usage);
}

TEST_F(HostileRepository, FollowsNoLinksInside) {
  for (const fs::path part : {"objects", "refs", "HEAD"}) {
    const auto copy = new_path("copy of " + part.string());
    fs::copy(repository_.folder(), copy, fs::copy_options::recursive);
    fs::rename(copy / ".git" / part, new_path("moved " + part.string()));
    fs::create_symlink(new_path("moved " + part.string()), copy / ".git" / part);
    EXPECT_EQ(error(from(copy)).kind, ErrorKind::usage) << part;
  }
  fs::create_symlink("/dev/zero", git_ / "objects" / "00");
  EXPECT_THAT(error(from(repository_.folder())).message, HasSubstr("objects/00 is a link or a special file"));
}

TEST_F(HostileRepository, DoesNotWaitForAPipe) {
  ASSERT_EQ(::mkfifo((git_ / "packed-refs").c_str(), 0644), 0);
  EXPECT_EQ(error(from(repository_.folder())).kind, ErrorKind::usage);
}

TEST_F(HostileRepository, FollowsNoReferenceOutOfItsFolder) {
  write(new_path("other"), id_ + "\n");
  ASSERT_EQ(read(git_ / "../../other"), id_ + "\n");
  write(git_ / "HEAD", "ref: ../../other\n");
  EXPECT_THAT(error(from(repository_.folder())).message, HasSubstr("leads to ../../other, which is no reference"));
  write(git_ / "HEAD", "ref: refs/heads/a\n");
  write(git_ / "refs" / "heads" / "a", "ref: refs/heads/../../../../other\n");
  EXPECT_EQ(error(from(repository_.folder())).kind, ErrorKind::usage);
  write(git_ / "refs" / "heads" / "a", "ref: refs/heads/a\n");
  EXPECT_THAT(error(from(repository_.folder())).message, HasSubstr("more than 5 others"));
}

TEST_F(HostileRepository, RefusesACommitThatIsABomb) {
  const std::string content = "tree " + repository_.files({{"a", "a"}}) +
                              "\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n\n" + std::string(2 << 20, 'x');
  repository_.set_reference("refs/heads/main", repository_.raw_object("commit", content));
  EXPECT_EQ(refusal(from(repository_.folder())).reason, "broken_object");
}

TEST_F(HostileRepository, TheCheckoutHoldsNothingOfTheRepository) {
  checkout(from(repository_.folder()));
  EXPECT_THAT(paths_in(destination_), testing::ElementsAre(".gitattributes", "a.txt"));
}

}  // namespace
}  // namespace assay::fetch
