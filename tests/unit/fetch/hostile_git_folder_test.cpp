#include <fcntl.h>
#include <git2.h>
#include <git2/sys/commit_graph.h>
#include <git2/sys/midx.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <thread>

#include "unit/fetch/fixture.hpp"
#include "unit/fetch/forge.hpp"

namespace assay::fetch {
namespace {

namespace fs = std::filesystem;
using core::ErrorKind;
using support::GitRepository;
using testing::HasSubstr;

std::string raw(const std::string& id) {
  std::string bytes;
  for (std::size_t i = 0; i < id.size(); i += 2) bytes += static_cast<char>(std::stoi(id.substr(i, 2), nullptr, 16));
  return bytes;
}

// The file with the right checksum at its end, as git's own files have it.
std::string signed_again(std::string bytes) {
  bytes.resize(bytes.size() - 20);
  return bytes + raw(sha1(bytes));
}

class HostileGitFolder : public FetchTest {
 protected:
  core::SourceRequest request() { return from(repository_.folder()); }
  std::string replaced(std::string text, const std::string& what, const std::string& by) {
    const auto at = text.find(what);
    if (at == text.npos) throw std::runtime_error("not there to be replaced");
    return text.replace(at, what.size(), by);
  }
  void replace_file(const fs::path& path, const std::string& content) {
    fs::remove(path);
    write(path, content);
  }

  GitRepository repository_{new_path("source"), false};
  fs::path git_ = repository_.git_directory();
  std::string first_ = repository_.commit_files({{"a.txt", "first"}}, at(1000));
  std::string second_ = repository_.commit_files({{"a.txt", "second"}}, at(2000));
};

TEST_F(HostileGitFolder, ACommitGraphThatLiesIsNotBelieved) {
  const auto stranger = repository_.commit(repository_.files({{"a.txt", "stranger"}}), {at(1500), at(1500), {}});
  git_commit_graph_writer* writer = nullptr;
  git_revwalk* walk = nullptr;
  git_commit_graph_writer_options options{};
  git_commit_graph_writer_options_init(&options, GIT_COMMIT_GRAPH_WRITER_OPTIONS_VERSION);
  fs::create_directories(git_ / "objects/info");
  ASSERT_EQ(git_commit_graph_writer_new(&writer, (git_ / "objects/info").c_str()), 0);
  ASSERT_EQ(git_revwalk_new(&walk, repository_.get()), 0);
  ASSERT_EQ(git_revwalk_push_ref(walk, "refs/heads/main"), 0);
  ASSERT_EQ(git_commit_graph_writer_add_revwalk(writer, walk), 0);
  ASSERT_EQ(git_commit_graph_writer_commit(writer, &options), 0);
  git_revwalk_free(walk);
  git_commit_graph_writer_free(writer);
  // The first commit's place in the graph becomes the stranger's.
  const auto graph = git_ / "objects/info/commit-graph";
  replace_file(graph, signed_again(replaced(read(graph), raw(first_), raw(stranger))));
  auto asked = request();
  asked.branch = "main";
  asked.commit = stranger;
  EXPECT_THAT(error(asked).message, HasSubstr("is not on branch 'main'"));
  asked.commit = first_;
  EXPECT_EQ(checkout(asked).commit, first_);
}

TEST_F(HostileGitFolder, AMultiPackIndexThatLiesIsNotBelieved) {
  ForgedPack pack;
  pack.add(ForgedPack::blob, id_of("blob", "evil"), 4, deflated("evil"));
  pack.add(ForgedPack::blob, id_of("blob", "good"), 4, deflated("good"));
  pack.write_to(git_);
  const auto folder = git_ / "objects/pack";
  git_midx_writer* writer = nullptr;
  ASSERT_EQ(git_midx_writer_new(&writer, folder.c_str()), 0);
  for (const auto& file : fs::directory_iterator(folder)) {
    if (file.path().extension() == ".idx") {
      ASSERT_EQ(git_midx_writer_add(writer, file.path().c_str()), 0);
    }
  }
  ASSERT_EQ(git_midx_writer_commit(writer), 0);
  git_midx_writer_free(writer);
  const auto index = folder / "multi-pack-index";
  std::string bytes = read(index);
  const auto entry = bytes.find("OOFF");
  ASSERT_NE(entry, bytes.npos);
  const auto at_byte = [&](std::size_t place) { return static_cast<std::size_t>(static_cast<unsigned char>(bytes[place])); };
  const std::size_t offsets = (at_byte(entry + 10) << 8U) + at_byte(entry + 11);
  for (int i = 0; i < 2; ++i) bytes.replace(offsets + static_cast<std::size_t>(i) * 8 + 4, 4, std::string("\0\0\0\x0c", 4));
  replace_file(index, signed_again(bytes));
  repository_.set_reference("refs/heads/main",
                            repository_.commit(repository_.tree({{"100644", "a.txt", id_of("blob", "good")}})));
  checkout(request());
  EXPECT_EQ(read(destination_ / "a.txt"), "good");
}

TEST_F(HostileGitFolder, ReplacementsGraftsAndShallowMarksHaveNoEffect) {
  write(git_ / "refs/replace" / second_, first_ + "\n");
  write(git_ / "info/grafts", second_ + "\n");
  write(git_ / "shallow", second_ + "\n");
  write(git_ / "objects/pack/pack-1.promisor", "");
  EXPECT_EQ(checkout(request()).commit, second_);
  EXPECT_EQ(read(destination_ / "a.txt"), "second");
  auto asked = request();
  asked.deadline = at(1500);
  EXPECT_EQ(checkout(asked).commit, first_);
}

TEST_F(HostileGitFolder, WhatIsNotReadMayBeAnything) {
  for (const auto* name : {"config", "description", "FETCH_HEAD", "objects/info/packs", "info/refs", "info/attributes",
                           "objects/pack/pack-1.bitmap", "objects/pack/tmp_pack", "modules"}) {
    fs::remove_all(git_ / name);
    fs::create_directories((git_ / name).parent_path());
    ASSERT_EQ(::mkfifo((git_ / name).c_str(), 0644), 0) << name;
  }
  EXPECT_EQ(checkout(request()).commit, second_);
}

TEST_F(HostileGitFolder, FormatsThatAreNotReadAreNamed) {
  write(git_ / "config", "[core]\n\trepositoryformatversion = 1\n[extensions]\n\tobjectFormat = sha256\n");
  const auto by_sha256 = refusal(request());
  EXPECT_EQ(by_sha256.reason, "repository_format");
  EXPECT_THAT(by_sha256.message, HasSubstr("SHA-256"));
  write(git_ / "config", "[core]\n\tbare = false\n");
  fs::create_directory(git_ / "reftable");
  EXPECT_THAT(refusal(request()).message, HasSubstr("reftable"));
}

TEST_F(HostileGitFolder, ABundleIsNoSource) {
  write(new_path("a.bundle"), "# v2 git bundle\n");
  EXPECT_THAT(error(from(new_path("a.bundle"))).message, HasSubstr("is not a folder"));
}

TEST_F(HostileGitFolder, ALinkThatTheCallerNamesIsFollowed) {
  fs::create_directory_symlink(repository_.folder(), new_path("link"));
  EXPECT_EQ(checkout(from(new_path("link"))).commit, second_);
  fs::create_directory_symlink(git_, new_path("link to a bare one"));
  EXPECT_EQ(checkout(from(new_path("link to a bare one"))).commit, second_);
}

TEST_F(HostileGitFolder, ObjectsThatAreNoFilesAreNamed) {
  ASSERT_EQ(::mkfifo((git_ / "objects/pack" / ("pack-" + first_ + ".pack")).c_str(), 0644), 0);
  EXPECT_THAT(error(request()).message, HasSubstr("is a link or a special file"));
  fs::remove(git_ / "objects/pack" / ("pack-" + first_ + ".pack"));
  fs::create_directories(git_ / "objects/00");
  fs::create_symlink("/dev/zero", git_ / "objects/00" / std::string(38, '1'));
  EXPECT_EQ(error(request()).kind, ErrorKind::usage);
}

TEST_F(HostileGitFolder, AHugeSparsePackIsNotCopied) {
  const auto pack = git_ / "objects/pack" / ("pack-" + first_ + ".pack");
  fs::create_directories(pack.parent_path());
  write(pack, "");
  fs::resize_file(pack, std::uintmax_t{1} << 40);
  EXPECT_EQ(refusal(request()).reason, "repository_too_large");
}

TEST_F(HostileGitFolder, IsCopiedUpToItsLimits) {
  options_.repository.files = 20;
  EXPECT_EQ(checkout(request()).commit, second_);
  for (int i = 0; i < 20; ++i) repository_.blob(std::to_string(i));
  EXPECT_EQ(refusal(request()).reason, "repository_too_large");
  options_.repository.files = 100;
  options_.repository.size = core::Bytes{50'000};
  EXPECT_EQ(checkout(request()).commit, second_);
  forge_loose(git_, std::string(40, 'c'), std::string(50'000, 'x'));
  EXPECT_EQ(refusal(request()).reason, "repository_too_large");
}

TEST_F(HostileGitFolder, IsReadThoughOnlyItsOwnerMay) {
  for (const auto& entry : fs::recursive_directory_iterator(repository_.folder())) {
    fs::permissions(entry.path(), entry.is_directory() ? fs::perms::owner_all : fs::perms::owner_read | fs::perms::owner_write);
  }
  fs::permissions(repository_.folder(), fs::perms::owner_all);
  EXPECT_EQ(checkout(request()).commit, second_);
  auto asked = request();
  asked.working_tree = true;
  EXPECT_EQ(checkout(asked).commit, second_);
}

TEST_F(HostileGitFolder, IsReadWholeWhileCommitsAreAddedToIt) {
  const std::jthread author([&](const std::stop_token& stop) {
    for (int i = 0; i < 200 && !stop.stop_requested(); ++i) {
      repository_.commit_files({{"a.txt", std::to_string(i)}}, at(3000 + i));
      std::this_thread::sleep_for(std::chrono::milliseconds(1));
    }
  });
  for (int i = 0; i < 5; ++i) EXPECT_EQ(checkout(request()).files, 1U);
}

TEST_F(HostileGitFolder, NamesThatAreNoReferencesArePassedOver) {
  for (const std::string name : {"a..b", "-x", "x.lock", "line\nbreak", "\x1b[2J", "\xff\xfe", "a\\b", "@{1}", "a b", "\u202egpj"}) {
    write(git_ / "refs/heads" / name, first_ + "\n");
    EXPECT_EQ(checkout(request()).commit, second_) << name;
  }
  write(git_ / "refs/heads/empty", "");
  write(git_ / "refs/heads/garbage", std::string(5000, 'g'));
  EXPECT_EQ(checkout(request()).commit, second_);
}

TEST_F(HostileGitFolder, PackedReferencesThatCannotBeReadAreTheSources) {
  write(git_ / "packed-refs", "# pack-refs with: peeled fully-peeled sorted \n" + first_ + " refs/tags/v1\n");
  auto asked = request();
  asked.commit = "v1";
  EXPECT_EQ(checkout(asked).commit, first_);
  for (const auto& content : {std::string("^") + first_ + "\n", first_ + "\n", std::string("\0\0\0\0", 4), first_.substr(0, 20) + " refs/heads/x\n"}) {
    write(git_ / "packed-refs", content);
    EXPECT_EQ(error(request()).kind, ErrorKind::usage) << content;
  }
}

TEST_F(HostileGitFolder, TagsThatNestDeeplyAreNotFollowedToTheirEnd) {
  auto id = second_;
  const auto nest = [&] {
    id = repository_.raw_object("tag", "object " + id + "\ntype " + (id == second_ ? "commit" : "tag") +
                                           "\ntag t\ntagger A <a@example.org> 1 +0000\n\nx\n");
  };
  for (int i = 0; i < 15; ++i) nest();
  auto asked = request();
  repository_.set_reference("refs/tags/deep", id);
  asked.commit = "deep";
  EXPECT_EQ(checkout(asked).commit, second_);
  nest();
  repository_.set_reference("refs/tags/deep", id);
  EXPECT_THAT(error(asked).message, HasSubstr("behind more than 16 tags"));
}

TEST_F(HostileGitFolder, ACommitOfManyParentsIsReadByItsFirst) {
  support::CommitDetails details{at(3000), at(3000), {second_}};
  for (int i = 0; i < 20'000; ++i) details.parents.push_back(sha1(std::to_string(i)));
  repository_.set_reference("refs/heads/main", repository_.commit(repository_.files({{"a.txt", "third"}}), details));
  auto asked = request();
  asked.deadline = at(2500);
  EXPECT_EQ(checkout(asked).commit, second_);
}

TEST_F(HostileGitFolder, AnObjectThatIsMissingIsNotTheStudentsFault) {
  fs::remove(git_ / "objects" / second_.substr(0, 2) / second_.substr(2));
  write(git_ / "objects/pack/pack-1.promisor", "");
  EXPECT_EQ(error(request()).kind, ErrorKind::infrastructure);
}

TEST_F(HostileGitFolder, ExcludePatternsThatTakeForEverAreNotTried) {
  std::string deep;
  for (int level = 0; level < 20; ++level) deep += "aaaaaaaaaa/";
  write(repository_.folder() / deep / "x", "x");
  std::string pattern;
  for (int part = 0; part < 20; ++part) pattern += "**/*a";
  write(git_ / "info/exclude", pattern + "b\n");
  options_.reader.cpu = std::chrono::seconds(1);
  auto asked = request();
  asked.working_tree = true;
  EXPECT_EQ(refusal(asked).reason, "unsafe_ignore_file");
}

TEST_F(HostileGitFolder, TheCallersOwnIgnoreFileCounts) {
  write(new_path("configuration") / "git/ignore", "*.swp\n");
  write(repository_.folder() / "a.swp", "x");
  write(repository_.folder() / "b.txt", "x");
  ASSERT_EQ(::setenv("XDG_CONFIG_HOME", new_path("configuration").c_str(), 1), 0);
  auto asked = request();
  asked.working_tree = true;
  checkout(asked);
  ::unsetenv("XDG_CONFIG_HOME");
  EXPECT_THAT(paths_in(destination_), testing::ElementsAre("b.txt"));
}

}  // namespace
}  // namespace assay::fetch
