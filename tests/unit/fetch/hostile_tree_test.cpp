#include <sys/stat.h>

#include "unit/fetch/fixture.hpp"

namespace assay::fetch {
namespace {

using support::GitRepository;
using support::TreeLine;
using testing::ElementsAre;
using testing::HasSubstr;

class HostileTree : public FetchTest {
 protected:
  core::SourceRequest request(const std::vector<TreeLine>& lines) {
    repository_.set_reference("refs/heads/main", repository_.commit(repository_.tree(lines)));
    return from(repository_.folder());
  }
  std::string reason(const std::vector<TreeLine>& lines) {
    const auto result = refusal(request(lines));
    EXPECT_FALSE(std::filesystem::exists(destination_)) << "refused after writing began";
    return result.reason;
  }
  TreeLine file(const std::string& name) { return {"100644", name, content_}; }
  TreeLine link(const std::string& name, const std::string& target) { return {"120000", name, repository_.blob(target)}; }
  TreeLine folder(const std::string& name, const std::vector<TreeLine>& lines) {
    return {"40000", name, repository_.tree(lines)};
  }

  GitRepository repository_{new_path("source"), true};
  std::string content_ = repository_.blob("content");
};

TEST_F(HostileTree, RefusesEveryDisguiseOfTheGitFolder) {
  for (const std::string name : {".git", ".GIT", ".Git", ".g\u200cit", "\ufeff.git", ".git\u206f", "git~1", "GIT~1", ".git.", ".git ",
                                 ".git . ", ".git::$INDEX_ALLOCATION", "a\\.git", ".git\\config"}) {
    EXPECT_EQ(reason({file(name)}), "git_folder_name") << name;
    EXPECT_EQ(reason({link(name, "a")}), "git_folder_name") << name;
    EXPECT_EQ(reason({folder("inner", {folder(name, {file("config")})})}), "git_folder_name") << name;
  }
}

TEST_F(HostileTree, RefusesNamesThatAreNoNames) {
  for (const std::string name : {"..", ".", "a/b", "../a", "/etc/passwd", "line\nbreak", "\x1b[2J"}) {
    EXPECT_EQ(reason({file(name)}), "unsafe_name") << name;
  }
  EXPECT_EQ(reason({folder("..", {file("a")})}), "unsafe_name");
}

TEST_F(HostileTree, RefusesATreeThatCannotBeParsed) {
  const auto broken = repository_.raw_object("tree", "this is no tree");
  repository_.set_reference("refs/heads/main", repository_.commit(broken));
  EXPECT_EQ(refusal(from(repository_.folder())).reason, "broken_object");
}

TEST_F(HostileTree, RefusesNamesThatAreTakenTwice) {
  EXPECT_EQ(reason({file("a"), file("a")}), "duplicate_name");
  EXPECT_EQ(reason({link("a", "b"), folder("a", {file("passwd")})}), "duplicate_name");
}

TEST_F(HostileTree, TakesNamesThatDifferInCaseAlone) {
  checkout(request({file("A"), file("a")}));
  EXPECT_THAT(paths_in(destination_), ElementsAre("A", "a"));
}

TEST_F(HostileTree, RefusesLinksThatLeave) {
  for (const std::string target : {"/etc/passwd", "..", "../x", "a/../../x", "inner/../..", "./../x"}) {
    EXPECT_EQ(reason({folder("inner", {file("a")}), link("l", target)}), "link_out_of_tree") << target;
  }
  EXPECT_EQ(reason({folder("inner", {link("l", "../../x")})}), "link_out_of_tree");
}

TEST_F(HostileTree, RefusesChainsThatLeaveThroughAnotherLink) {
  const auto deep = folder("deep", {folder("er", {file("a")})});
  EXPECT_EQ(reason({deep, link("a", "b/.."), link("b", "deep/../../x")}), "link_out_of_tree");
}

TEST_F(HostileTree, WritesLinksThatStay) {
  checkout(request({folder("deep", {file("a"), link("up", "../b")}), file("b"), link("to", "deep/up"), link("gone", "no/such")}));
  EXPECT_EQ(read(destination_ / "to"), "content");
  EXPECT_EQ(std::filesystem::read_symlink(destination_ / "gone"), "no/such");
}

TEST_F(HostileTree, RefusesLinkLoops) { EXPECT_EQ(reason({link("a", "b"), link("b", "a")}), "link_loop"); }

TEST_F(HostileTree, RefusesLinksWithoutText) {
  EXPECT_EQ(reason({link("a", "")}), "broken_link");
  EXPECT_EQ(reason({link("a", std::string("b\0c", 3))}), "broken_link");
}

TEST_F(HostileTree, LeavesSubmodulesOutWithAFlag) {
  const std::string id(40, '1');
  const auto result = checkout(request({file("a"), {"160000", "module", id}}));
  EXPECT_THAT(result.flags, ElementsAre("submodule module at " + id + " is left out"));
  EXPECT_THAT(paths_in(destination_), ElementsAre("a"));
}

TEST_F(HostileTree, WhatGitmodulesSayHasNoEffect) {
  const auto modules = repository_.blob(
      "[submodule \"a\"]\n\tpath = ../../outside\n\turl = --upload-pack=touch${IFS}marker\n\tupdate = !touch marker\n"
      "[submodule \"../../hooks\"]\n\tpath = .git/hooks\n\turl = ext::sh -c 'touch marker'\n");
  const auto result = checkout(request({{"100644", ".gitmodules", modules}, {"160000", "outside", std::string(40, '1')}}));
  EXPECT_THAT(paths_in(destination_), ElementsAre(".gitmodules"));
  EXPECT_EQ(result.flags.size(), 1U);
}

TEST_F(HostileTree, RefusesMoreSubmodulesThanAPersonWouldReadOf) {
  std::vector<TreeLine> lines;
  for (int i = 100; i < 200; ++i) lines.push_back({"160000", std::to_string(i), std::string(40, '1')});
  EXPECT_EQ(checkout(request(lines)).flags.size(), 100U);
  lines.push_back({"160000", "200", std::string(40, '1')});
  EXPECT_EQ(reason(lines), "too_many_submodules");
}

TEST_F(HostileTree, SubmodulesThatALabAsksForAreNotGradedWithoutThem) {
  core::CheckoutLimits limits;
  limits.submodules = true;
  const auto fetched = run(request({{"160000", "module", std::string(40, '1')}}), limits);
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, core::ErrorKind::bad_lab);
}

TEST_F(HostileTree, WritesPlainModesWhateverTheTreeSays) {
  checkout(request({{"100664", "group", content_}, {"100755", "run", content_}, {"104777", "setuid", content_}, {"100600", "own", content_},
                    folder("inner", {file("a")})}));
  const auto mode = [&](const char* name) {
    struct stat status{};
    EXPECT_EQ(::stat((destination_ / name).c_str(), &status), 0);
    return status.st_mode & 07777;
  };
  EXPECT_EQ(mode("group"), 0644U);
  EXPECT_EQ(mode("own"), 0644U);
  EXPECT_EQ(mode("run"), 0755U);
  EXPECT_EQ(mode("setuid"), 0755U);
  EXPECT_EQ(mode("inner"), 0755U);
}

TEST_F(HostileTree, RefusesModesOfNoKind) {
  for (const std::string mode : {"10644", "20644", "60644", "140644", "0", "644"}) {
    EXPECT_EQ(reason({{mode, "a", content_}}), "odd_mode") << mode;
  }
}

TEST_F(HostileTree, RefusesEntriesWhoseObjectIsOfAnotherKind) {
  EXPECT_EQ(reason({{"40000", "a", content_}}), "broken_object");
  EXPECT_EQ(reason({{"100644", "a", repository_.tree({})}}), "broken_object");
}

TEST_F(HostileTree, AMissingObjectIsNotTheStudentsFault) {
  EXPECT_EQ(error(request({{"100644", "a", std::string(40, '1')}})).kind, core::ErrorKind::infrastructure);
}

TEST_F(HostileTree, ExportsAnLfsPointerAsItIs) {
  const std::string pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 1\n";
  const auto result = checkout(request({file("a"), {"100644", "big.bin", repository_.blob(pointer)}}));
  EXPECT_EQ(read(destination_ / "big.bin"), pointer);
  EXPECT_THAT(result.flags, ElementsAre(HasSubstr("big.bin is a Git LFS pointer")));
}

TEST_F(HostileTree, WritesContentByteForByte) {
  const std::string bytes("\0\r\n\xff$Id$\r\n", 11);
  checkout(request({{"100644", ".gitattributes", repository_.blob("* text eol=lf ident filter=evil\n")},
                    {"100644", "a", repository_.blob(bytes)}}));
  EXPECT_EQ(read(destination_ / "a"), bytes);
}

TEST_F(HostileTree, ExpandsNothingThatAttributesAskFor) {
  const std::string bytes = "$Format:%H$ $Id$ \xc3\xa9\n";
  const auto attributes = repository_.blob("[attr]evil export-subst ident working-tree-encoding=UTF-16 eol=crlf text\n* evil\na export-ignore\n");
  checkout(request({{"100644", ".gitattributes", attributes}, {"100644", "a", repository_.blob(bytes)}, folder("d", {{"100644", ".gitattributes", attributes}, {"100644", "a", repository_.blob(bytes)}})}));
  EXPECT_EQ(read(destination_ / "a"), bytes);
  EXPECT_EQ(read(destination_ / "d/a"), bytes);
}

TEST_F(HostileTree, WritesOddNamesThatAreNames) {
  const std::vector<std::string> names{"-rf", "CON", "Thumbs.db", "\xe9t\xe9.cpp", "\u202egpj.cpp", "a b", "aux.c", "nul", "\xc0\xaf", "\xed\xa0\x80", "~", "%s%n", "$(id)"};
  std::vector<TreeLine> lines;
  for (const auto& name : names) lines.push_back(file(name));
  EXPECT_EQ(checkout(request(lines)).files, names.size());
  for (const auto& name : names) EXPECT_EQ(read(destination_ / name), "content") << name;
}

TEST_F(HostileTree, NamesInAMessageAreEscaped) {
  const auto result = refusal(request({link("\u202e\xff\"<b>", "/etc/passwd")}));
  EXPECT_THAT(result.message, HasSubstr("\\xe2\\x80\\xae\\xff\"<b>"));
  const auto flagged = checkout(request({{"160000", "\x80<script>", std::string(40, '1')}}));
  EXPECT_THAT(flagged.flags, ElementsAre(HasSubstr("\\x80<script>")));
}

}  // namespace
}  // namespace assay::fetch
