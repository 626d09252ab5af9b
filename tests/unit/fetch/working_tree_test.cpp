#include <sys/stat.h>

#include "unit/fetch/fixture.hpp"

namespace assay::fetch {
namespace {

namespace fs = std::filesystem;
using support::GitRepository;
using testing::ElementsAre;

class WorkingTree : public FetchTest {
 protected:
  void SetUp() override {
    write(folder_ / "src" / "a.cpp", "int a;\n");
    write(folder_ / ".gitignore", "build/\n*.o\n!keep.o\n");
    id_ = repository_.commit_files({{"src/a.cpp", "int a;\n"}, {".gitignore", "build/\n*.o\n!keep.o\n"}}, at(1000));
    repository_.track(id_);
  }
  core::SourceRequest request() {
    auto asked = from(folder_);
    asked.working_tree = true;
    return asked;
  }

  GitRepository repository_{new_path("source"), false};
  fs::path folder_ = repository_.folder();
  std::string id_;
};

TEST_F(WorkingTree, ThatIsCleanIsNotDirty) {
  const auto result = checkout(request());
  EXPECT_EQ(result.commit, id_);
  EXPECT_FALSE(result.dirty);
  EXPECT_EQ(result.commit_time, core::Timestamp(at(1000)));
  EXPECT_EQ(result.tree_digest, checkout(from(folder_)).tree_digest);
}

TEST_F(WorkingTree, TakesChangedAndNewFiles) {
  write(folder_ / "src" / "a.cpp", "int b;\n");
  write(folder_ / "new.cpp", "new");
  const auto result = checkout(request());
  EXPECT_TRUE(result.dirty);
  EXPECT_EQ(result.commit, id_);
  EXPECT_EQ(read(destination_ / "src/a.cpp"), "int b;\n");
  EXPECT_EQ(read(destination_ / "new.cpp"), "new");
}

TEST_F(WorkingTree, IsDirtyThroughContentOfTheSameSizeModeOrAbsence) {
  write(folder_ / "src" / "a.cpp", "int c;\n");
  EXPECT_TRUE(checkout(request()).dirty);
  write(folder_ / "src" / "a.cpp", "int a;\n");
  fs::permissions(folder_ / "src" / "a.cpp", fs::perms::owner_all);
  EXPECT_TRUE(checkout(request()).dirty);
  fs::remove(folder_ / "src" / "a.cpp");
  EXPECT_TRUE(checkout(request()).dirty);
}

TEST_F(WorkingTree, RefusesIgnorePatternsThatTakeForEver) {
  std::string deep;
  for (int level = 0; level < 20; ++level) deep += "aaaaaaaaaa/";
  write(folder_ / deep / "x", "x");
  std::string pattern;
  for (int part = 0; part < 20; ++part) pattern += "**/*a";
  write(folder_ / ".gitignore", pattern + "b\n");
  EXPECT_EQ(refusal(request()).reason, "unsafe_ignore_file");
  write(folder_ / ".gitignore", "**/a/**/b/**\n**/c/**\n");
  EXPECT_EQ(checkout(request()).files, 3U);
}

// A single star in a part of a path is tried as a double one is over the parts.
TEST_F(WorkingTree, RefusesPatternsWhoseStarsTakeTooLongForTheNamesThatAreThere) {
  std::string pattern;
  for (int star = 0; star < 14; ++star) pattern += "*a";
  write(folder_ / ".gitignore", pattern + "b\n");
  write(folder_ / "aaaaaaaaaa", "x");
  EXPECT_EQ(checkout(request()).files, 3U);
  write(folder_ / (std::string(60, 'a') + ".c"), "x");
  EXPECT_EQ(refusal(request()).reason, "unsafe_ignore_file");
}

TEST_F(WorkingTree, RefusesSlowPatternsInInfoExcludeToo) {
  std::string pattern;
  for (int star = 0; star < 14; ++star) pattern += "*a";
  write(folder_ / (std::string(60, 'a') + ".c"), "x");
  write(folder_ / ".git" / "info" / "exclude", pattern + "b\n");
  EXPECT_EQ(refusal(request()).reason, "unsafe_ignore_file");
}

// libgit2 1.5 does not come to an end with them.
TEST_F(WorkingTree, RefusesIgnoreFilesThatHoldAFormFeed) {
  for (const char* rules : {"\f", "*.o\n!\f\n", " \v\n"}) {
    write(folder_ / ".gitignore", rules);
    EXPECT_EQ(refusal(request()).reason, "unsafe_ignore_file");
  }
  write(folder_ / ".gitignore", "*.o\n");
  write(folder_ / ".git" / "info" / "exclude", "\f\n");
  EXPECT_EQ(refusal(request()).reason, "unsafe_ignore_file");
}

TEST_F(WorkingTree, TakesTheStarsThatPeopleWrite) {
  write(folder_ / ".gitignore", "**/build-*/**\n*_*_*.tmp.*\n!/keep_*_*.[a-z]*\n");
  for (int i = 0; i < 300; ++i) write(folder_ / "src" / ("a_rather_long_file_name_" + std::to_string(i) + ".cpp"), "x");
  EXPECT_EQ(checkout(request()).files, 302U);
}

TEST_F(WorkingTree, SaysThatADamagedIndexIsTheSources) {
  write(folder_ / ".git" / "index", "no index");
  EXPECT_EQ(error(request()).kind, core::ErrorKind::usage);
}

// Its folders together would have a gigabyte.
TEST_F(WorkingTree, HoldsAnIndexThatListsVeryDeepFoldersToItsLimits) {
  constexpr int entries = 4'000;
  std::string index("DIRC\0\0\0\2\0\0", 10);
  index += static_cast<char>(entries >> 8);
  index += static_cast<char>(entries & 255);
  for (int i = 0; i < entries; ++i) {
    std::string entry(62, '\0');
    entry += std::to_string(10'000 + i);
    for (int part = 0; part < 500; ++part) entry += "/a";
    entry.append(8 - entry.size() % 8, '\0');
    index += entry;
  }
  write(folder_ / ".git" / "index", index + std::string(20, 'c'));
  EXPECT_EQ(error(request()).kind, core::ErrorKind::usage);
}

TEST_F(WorkingTree, LeavesIgnoredFilesOut) {
  write(folder_ / "build" / "x.cpp", "x");
  write(folder_ / "src" / "a.o", "o");
  write(folder_ / "src" / "keep.o", "o");
  write(folder_ / "docs" / ".gitignore", "*.pdf\n");
  write(folder_ / "docs" / "a.pdf", "pdf");
  write(folder_ / ".git" / "info" / "exclude", "notes.txt\n");
  write(folder_ / "notes.txt", "notes");
  checkout(request());
  EXPECT_THAT(paths_in(destination_), ElementsAre(".gitignore", "docs", "docs/.gitignore", "src", "src/a.cpp", "src/keep.o"));
}

TEST_F(WorkingTree, KeepsTrackedFilesThatAreIgnored) {
  const auto id = repository_.commit_files({{"build/generated.cpp", "g"}, {"a.o", "o"}}, at(2000));
  repository_.track(id);
  write(folder_ / "build" / "generated.cpp", "g");
  write(folder_ / "build" / "other.cpp", "x");
  write(folder_ / "a.o", "o");
  checkout(request());
  EXPECT_THAT(paths_in(destination_), ElementsAre(".gitignore", "a.o", "build", "build/generated.cpp", "src", "src/a.cpp"));
}

TEST_F(WorkingTree, WithoutACommitIsDirtyAndHasNone) {
  GitRepository fresh(new_path("fresh"), false);
  write(fresh.folder() / "a", "a");
  auto asked = from(fresh.folder());
  asked.working_tree = true;
  const auto result = checkout(asked);
  EXPECT_EQ(result.commit, "");
  EXPECT_TRUE(result.dirty);
}

TEST_F(WorkingTree, ChoosesNoCommit) {
  auto asked = request();
  asked.branch = "main";
  EXPECT_EQ(error(asked).kind, core::ErrorKind::usage);
}

TEST_F(WorkingTree, OfAPlainFolderIsTheFolder) {
  write(new_path("plain") / "a", "a");
  auto asked = from(new_path("plain"));
  asked.working_tree = true;
  EXPECT_EQ(checkout(asked).files, 1U);
}

TEST_F(WorkingTree, RefusesIgnoreFilesThatAreLinksOrPipes) {
  fs::create_symlink("../.gitignore", folder_ / "src" / ".gitignore");
  EXPECT_EQ(refusal(request()).reason, "unsafe_ignore_file");
  fs::remove(folder_ / "src" / ".gitignore");
  ASSERT_EQ(::mkfifo((folder_ / "src" / ".gitignore").c_str(), 0644), 0);
  EXPECT_EQ(refusal(request()).reason, "unsafe_ignore_file");
}

}  // namespace
}  // namespace assay::fetch
