#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include "unit/fetch/fixture.hpp"

namespace assay::fetch {
namespace {

using support::GitRepository;
using testing::ElementsAre;
using testing::HasSubstr;

class Folder : public FetchTest {
 protected:
  Path folder_ = new_path("folder");
  void SetUp() override { write(folder_ / "src" / "a.cpp", "int a;\n"); }
};

TEST_F(Folder, IsTakenAsItLies) {
  const auto result = checkout(from(folder_));
  EXPECT_EQ(result.commit, "");
  EXPECT_FALSE(result.commit_time);
  EXPECT_FALSE(result.dirty);
  EXPECT_EQ(result.files, 1U);
  EXPECT_EQ(read(destination_ / "src/a.cpp"), "int a;\n");
}

TEST_F(Folder, HasNoCommitToChoose) {
  auto asked = from(folder_);
  asked.commit = "main";
  EXPECT_EQ(error(asked).kind, core::ErrorKind::usage);
  asked = from(folder_);
  asked.deadline = at(1);
  EXPECT_EQ(error(asked).kind, core::ErrorKind::usage);
}

TEST_F(Folder, HasTheDigestOfTheSameFilesInARepository) {
  write(folder_ / "run.sh", "#!/bin/sh\n");
  std::filesystem::permissions(folder_ / "run.sh", std::filesystem::perms::owner_all);
  std::filesystem::create_symlink("src/a.cpp", folder_ / "link");
  GitRepository repository(new_path("repository"), true);
  const auto inner = repository.files({{"a.cpp", "int a;\n"}});
  const auto tree = repository.tree({{"120000", "link", repository.blob("src/a.cpp")},
                                     {"100755", "run.sh", repository.blob("#!/bin/sh\n")},
                                     {"40000", "src", inner}});
  repository.set_reference("refs/heads/main", repository.commit(tree));
  const auto digest = checkout(from(folder_)).tree_digest;
  EXPECT_EQ(digest, checkout(from(repository.folder())).tree_digest);
  EXPECT_EQ(digest.size(), 64U);
  std::filesystem::permissions(folder_ / "run.sh", std::filesystem::perms(0644));
  EXPECT_NE(digest, checkout(from(folder_)).tree_digest);
}

TEST_F(Folder, LeavesGitFoldersOutAtEveryDepth) {
  write(folder_ / "inner" / ".git" / "config", "secret");
  write(folder_ / "inner" / "b", "b");
  const auto result = checkout(from(folder_));
  EXPECT_THAT(paths_in(destination_), ElementsAre("inner", "inner/b", "src", "src/a.cpp"));
  EXPECT_THAT(result.flags, ElementsAre(HasSubstr("repository inside the submission: inner")));
}

TEST_F(Folder, RefusesAPipeWithoutWaitingForIt) {
  ASSERT_EQ(::mkfifo((folder_ / "pipe").c_str(), 0644), 0);
  EXPECT_EQ(refusal(from(folder_)).reason, "special_file");
}

TEST_F(Folder, RefusesASocket) {
  const int socket = ::socket(AF_UNIX, SOCK_STREAM, 0);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  (folder_ / "socket").string().copy(address.sun_path, sizeof(address.sun_path) - 1);
  ASSERT_EQ(::bind(socket, reinterpret_cast<const sockaddr*>(&address), sizeof(address)), 0);
  EXPECT_EQ(refusal(from(folder_)).reason, "special_file");
  ::close(socket);
}

TEST_F(Folder, RefusesLinksThatLeave) {
  write(new_path("secret"), "secret");
  std::filesystem::create_symlink("../secret", folder_ / "link");
  EXPECT_EQ(refusal(from(folder_)).reason, "link_out_of_tree");
}

TEST_F(Folder, RefusesADisguisedGitFolder) {
  write(folder_ / ".GIT" / "config", "");
  EXPECT_EQ(refusal(from(folder_)).reason, "git_folder_name");
}

}  // namespace
}  // namespace assay::fetch
