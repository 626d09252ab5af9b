// What a repository can be, handed to the program that grades: it is graded, refused for a
// reason that has a name, or an error of the machine, and never more.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <string>

#include "greeter_lab.hpp"
#include "support/git_repository.hpp"
#include "unit/fetch/forge.hpp"

namespace assay::test {
namespace {

namespace fs = std::filesystem;
using fetch::ForgedPack;
using support::GitRepository;
using testing::HasSubstr;

std::map<std::string, std::string> reference_files() {
  const Folder reference = greeter_reference();
  std::map<std::string, std::string> files;
  for (const auto& entry : fs::recursive_directory_iterator(reference.path())) {
    if (!entry.is_regular_file()) continue;
    std::ifstream file(entry.path(), std::ios::binary);
    files[entry.path().lexically_relative(reference.path()).string()] = {std::istreambuf_iterator<char>(file), {}};
  }
  return files;
}

class RepositoryAttack : public testing::Test {
 protected:
  nlohmann::json grade() {
    auto [ran, report] = run_assay_with_report({"grade", repository_.folder().string(), "--lab", greeter_lab().string()});
    EXPECT_EQ(ran.exit_code, 0) << ran.output;
    return report;
  }
  std::string refused_for() {
    const auto report = grade();
    if (report.is_null() || report.at("refusal").is_null()) return "";
    EXPECT_EQ(report.at("score").at("earned"), "0");
    return report.at("refusal").at("reason");
  }
  void put(const fs::path& path, const std::string& content) {
    fs::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << content;
  }

  Folder home_;
  GitRepository repository_{home_.path() / "repository", true};
  fs::path git_ = repository_.git_directory();
  std::string commit_ = repository_.commit_files(reference_files(), support::CommitTime(std::chrono::seconds(1'000)));
};

TEST_F(RepositoryAttack, AnOrdinaryRepositoryIsGraded) {
  EXPECT_EQ(grade().at("score").at("earned"), "10");
}

TEST_F(RepositoryAttack, HooksFiltersAndConfigurationRunNothing) {
  const fs::path marker = home_.path() / "marker";
  const std::string command = "touch " + marker.string();
  put(git_ / "config", "[core]\n\tbare = true\n\tfsmonitor = " + command + "\n\tsshCommand = " + command +
                           "\n[filter \"evil\"]\n\tsmudge = " + command + "\n\trequired = true\n");
  for (const auto* hook : {"post-checkout", "pre-receive", "reference-transaction"}) {
    put(git_ / "hooks" / hook, "#!/bin/sh\n" + command + "\n");
    fs::permissions(git_ / "hooks" / hook, fs::perms::owner_all);
  }
  auto files = reference_files();
  files[".gitattributes"] = "* filter=evil\n";
  repository_.commit_files(files, support::CommitTime(std::chrono::seconds(2'000)));
  EXPECT_EQ(grade().at("score").at("earned"), "10");
  EXPECT_FALSE(fs::exists(marker));
}

TEST_F(RepositoryAttack, ALinkOutOfTheTreeIsRefused) {
  const auto tree = repository_.tree({{"120000", "greeter.cpp", repository_.blob("/etc/shadow")}});
  repository_.set_reference("refs/heads/main", repository_.commit(tree));
  EXPECT_EQ(refused_for(), "link_out_of_tree");
}

TEST_F(RepositoryAttack, ABombOfDeltasIsRefused) {
  constexpr std::uint64_t zeros = std::uint64_t{1} << 30;
  const std::string text = "tree " + repository_.files({{"a", "a"}}) +
                           "\nauthor A <a@example.org> 1 +0000\ncommitter A <a@example.org> 1 +0000\n\nx\n";
  ForgedPack pack;
  const auto base = pack.add(ForgedPack::commit, std::string(40, '1'), text.size() + zeros, fetch::deflated(text, zeros));
  pack.add_delta(base, fetch::id_of("commit", text),
                 fetch::delta_head(text.size() + zeros, text.size()) +
                     fetch::delta_copy(0, static_cast<std::uint32_t>(text.size())));
  pack.write_to(git_);
  put(git_ / "refs/heads/main", fetch::id_of("commit", text) + "\n");
  EXPECT_EQ(refused_for(), "needs_too_much_memory");
}

TEST_F(RepositoryAttack, AnObjectThatWouldOverflowItsReaderIsRefused) {
  fetch::forge_loose(git_, commit_, fetch::deflated(std::string("commit 10\0", 10), std::uint64_t{16} << 20));
  EXPECT_EQ(refused_for(), "broken_object");
}

TEST_F(RepositoryAttack, ARepositoryThatIsNotWholeIsNotGraded) {
  fs::remove(git_ / "objects" / commit_.substr(0, 2) / commit_.substr(2));
  const auto ran = run_assay({"grade", repository_.folder().string(), "--lab", greeter_lab().string()});
  EXPECT_EQ(ran.exit_code, 4) << ran.output;
  EXPECT_THAT(ran.output, HasSubstr(commit_));
}

}  // namespace
}  // namespace assay::test
