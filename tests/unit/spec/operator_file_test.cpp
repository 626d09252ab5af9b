#include "spec/operator_file.hpp"

#include <cstdlib>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lab_folder.hpp"
#include "spec/schema.hpp"

namespace assay::spec {
namespace {

using namespace std::chrono_literals;
using core::ErrorKind;
using core::Weakening;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::StartsWith;

/// A file of the operator's, and a lab to hold against it.
class Operator : public testing::Test {
 protected:
  [[nodiscard]] std::filesystem::path file() const { return folder_.path() / "operator.toml"; }
  core::OperatorCeilings set(std::string_view content) {
    write(content);
    auto loaded = load_ceilings(file());
    if (!loaded) ADD_FAILURE() << loaded.error().message;
    return loaded ? *loaded : core::OperatorCeilings{};
  }
  core::Error refused() const {
    const auto loaded = load_ceilings(file());
    if (loaded) ADD_FAILURE() << "was taken";
    return loaded ? core::Error{} : loaded.error();
  }
  void write(std::string_view content) const {
    ASSERT_TRUE(util::write_file(file(), content));
    ASSERT_EQ(::chmod(file().c_str(), 0644), 0);
  }
  /// What is wrong with the lab under this operator, without the folders' names.
  std::string problems(std::string_view content) {
    const auto loaded = load_lab(lab_.path(), set(content));
    if (loaded) return "none";
    std::string message = loaded.error().message;
    for (const auto& prefix : {lab_.path().string() + "/", folder_.path().string() + "/"}) {
      for (auto at = message.find(prefix); at != message.npos; at = message.find(prefix)) message.erase(at, prefix.size());
    }
    return message;
  }

  util::TemporaryDirectory folder_ = util::TemporaryDirectory::create().value();
  LabFolder lab_;
};

TEST_F(Operator, AllowsTheRangesAndEveryWeakeningWhereTheFileSaysNothing) {
  const auto ceilings = set("");
  EXPECT_EQ(ceilings.build.wall, 2h);
  EXPECT_EQ(ceilings.subject.inodes, 10'000'000U);
  EXPECT_EQ(ceilings.suite_wall, 4h);
  EXPECT_THAT(ceilings.allowed, ElementsAre(Weakening::loopback_network, Weakening::ptrace));
  EXPECT_TRUE(ceilings.reduced_isolation);
  EXPECT_EQ(problems(""), "none");
}

TEST_F(Operator, SetsEveryCeiling) {
  const auto ceilings = set(R"(
[limits.build]
wall = "1m"
stack = "2MiB"
[limits.subject]
disk = "10MiB"
open_files = 99
[limits.analysis]
memory = "1GiB"
[submission.limits]
files = 10
submodules = false
[suite]
wall = "3m"
[program]
allow = ["ptrace"]
[isolation]
reduced = false
[service]
allow = []
)");
  EXPECT_EQ(ceilings.build.wall, 1min);
  EXPECT_EQ(ceilings.build.stack.count, 2U << 20);
  EXPECT_EQ(ceilings.subject.disk.count, 10U << 20);
  EXPECT_EQ(ceilings.subject.open_files, 99U);
  EXPECT_EQ(ceilings.analysis.memory.count, 1U << 30);
  EXPECT_EQ(ceilings.analysis.wall, 2h);
  EXPECT_EQ(ceilings.checkout.files, 10U);
  EXPECT_FALSE(ceilings.checkout.submodules);
  EXPECT_EQ(ceilings.suite_wall, 3min);
  EXPECT_THAT(ceilings.allowed, ElementsAre(Weakening::ptrace));
  EXPECT_FALSE(ceilings.reduced_isolation);
  EXPECT_TRUE(ceilings.services.empty());
  EXPECT_EQ(ceilings.file, file());
  EXPECT_EQ(ceilings.place_of("limits.build.wall"), file().string() + ":3:8");
  EXPECT_EQ(ceilings.place_of("program.allow"), file().string() + ":16:9");
}

TEST_F(Operator, LetsALabHaveTheServicesThatItNamesOrElseAll) {
  lab_.edit("lab.toml", "[checks]", "[[service]]\nid = \"db\"\nkind = \"dynamodb-local\"\n[checks]");
  EXPECT_EQ(problems(""), "none");
  EXPECT_EQ(problems("[service]\nallow = [\"dynamodb-local\"]\n"), "none");
  EXPECT_EQ(problems("[service]\nallow = []\n"),
            "lab.toml:23:8: [service] kind: the operator lets no lab have \"dynamodb-local\" (operator.toml:2:9)");
  write("[service]\nallow = [\"dynamodb\", \"dynamodb-local\", \"dynamodb-local\"]\n");
  EXPECT_EQ(refused().message, file().string() + ":2:10: [service] allow: 'dynamodb' is no kind of service\n" + file().string() +
                                   ":2:40: [service] allow: 'dynamodb-local' is listed already");
}

TEST_F(Operator, TakesALabAtTheCeilingAndRefusesOneAboveIt) {
  lab_.edit("lab.toml", "target = \"breaker\"", "target = \"breaker\"\n[limits.subject]\nmemory = \"64MiB\"\nprocesses = 8\nwall = \"5s\"");
  constexpr auto with = [](const char* memory, const char* processes, const char* wall) {
    return std::string("[limits.subject]\nmemory = \"") + memory + "\"\nprocesses = " + processes + "\nwall = \"" + wall + "\"\n";
  };
  EXPECT_EQ(problems(with("64MiB", "8", "5s")), "none");
  EXPECT_EQ(problems(with("63MiB", "8", "5s")),
            "lab.toml:10:10: [limits.subject] memory: 64MiB is above the 63MiB that the operator allows (operator.toml:2:10)");
  EXPECT_EQ(problems(with("64MiB", "7", "5s")),
            "lab.toml:11:13: [limits.subject] processes: 8 is above the 7 that the operator allows (operator.toml:3:13)");
  EXPECT_EQ(problems(with("64MiB", "8", "4999ms")),
            "lab.toml:12:8: [limits.subject] wall: 5s is above the 4.999s that the operator allows (operator.toml:4:8)");
}

TEST_F(Operator, RefusesADefaultAboveTheCeilingOnceWhateverProgramsThereAre) {
  std::filesystem::create_directories(lab_.path() / "contract" / "live");
  lab_.edit("lab.toml", "[checks]", "[[program]]\nid = \"a\"\nhost = \"live\"\n[[program]]\nid = \"b\"\nhost = \"live\"\n[checks]");
  EXPECT_EQ(problems("[limits.subject]\ndisk = \"63MiB\"\n"),
            "lab.toml:1:1: [limits.subject] disk: the default, 64MiB, is above the 63MiB that the operator allows (operator.toml:2:8)");
}

TEST_F(Operator, HoldsAProgramsLimitsAndWeakeningsAgainstTheSubjects) {
  std::filesystem::create_directories(lab_.path() / "contract" / "live");
  lab_.edit("lab.toml", "[checks]",
            "[[program]]\nid = \"a\"\nhost = \"live\"\nallow = [\"loopback-network\"]\nlimits = { cpu = \"40s\" }\n[checks]");
  EXPECT_EQ(problems(""), "none");
  EXPECT_EQ(problems("[program]\nallow = [\"loopback-network\"]\n[limits.subject]\ncpu = \"40s\"\n"), "none");
  EXPECT_EQ(problems("[program]\nallow = []\n[limits.subject]\ncpu = \"39s\"\n"),
            "lab.toml:24:9: [program] allow: the operator lets no lab have \"loopback-network\" (operator.toml:2:9)\n"
            "lab.toml:25:18: [program.limits] cpu: 40s is above the 39s that the operator allows (operator.toml:4:7)");
}

TEST_F(Operator, CapsWhatIsNoRunToo) {
  EXPECT_EQ(problems("[submission.limits]\nfiles = 5000\n[suite]\nwall = \"5m\"\n"), "none");
  EXPECT_EQ(problems("[submission.limits]\nfiles = 4999\n[suite]\nwall = \"299s\"\n"),
            "lab.toml:7:1: [submission.limits] files: the default, 5000, is above the 4999 that the operator allows (operator.toml:2:9)\n"
            "lab.toml:10:1: [suite] wall: 300s is above the 299s that the operator allows (operator.toml:4:8)");
  lab_.edit("lab.toml", "target = \"breaker\"", "target = \"breaker\"\n[submission.limits]\nsubmodules = true");
  EXPECT_EQ(problems("[submission.limits]\nsubmodules = false\n"),
            "lab.toml:10:14: [submission.limits] submodules: the operator allows none (operator.toml:2:14)");
}

TEST_F(Operator, SaysWhatIsWrongWithTheFile) {
  write("[limits.build]\nwal = \"1m\"\nmemory = \"65GiB\"\n[program]\nallow = [\"ptrcae\"]\n");
  const auto error = refused();
  EXPECT_EQ(error.kind, ErrorKind::infrastructure);
  const std::string at = file().string();
  EXPECT_EQ(error.message, at + ":2:1: unknown key 'wal' in [limits.build]; did you mean 'wall'?\n" +
                               at + ":3:10: [limits.build] memory: 65GiB is out of range: expected 16MiB to 64GiB\n" +
                               at + ":5:10: [program] allow: 'ptrcae' is no weakening: expected \"loopback-network\", \"record-locks\", \"ptrace\"; did you mean \"ptrace\"?");
  write("[limits.build\n");
  EXPECT_THAT(refused().message, HasSubstr("operator.toml:1:14: not valid TOML"));
}

TEST_F(Operator, IsNotBelievedWhereOthersCouldHaveWritten) {
  write("");
  for (const mode_t mode : {0664U, 0646U, 0666U}) {
    ASSERT_EQ(::chmod(file().c_str(), mode), 0);
    EXPECT_THAT(refused().message, HasSubstr("may be written by others; mend it with: chmod go-w"));
  }
  for (const mode_t mode : {0644U, 0600U}) {
    ASSERT_EQ(::chmod(file().c_str(), mode), 0);
    EXPECT_TRUE(load_ceilings(file()));
  }
}

TEST_F(Operator, IsNoFolderAndNoOthersFile) {
  EXPECT_THAT(load_ceilings(folder_.path()).error().message, HasSubstr("is not a regular file"));
  EXPECT_THAT(refused().message, HasSubstr("No such file"));
  if (::geteuid() == 0) {
    write("");
    ASSERT_EQ(::chown(file().c_str(), 12345, 12345), 0);
    EXPECT_THAT(refused().message, HasSubstr("belongs to the user 12345"));
  }
}

TEST_F(Operator, IsFoundByTheOptionThenByTheVariable) {
  write("[suite]\nwall = \"1m\"\n");
  const auto other = folder_.path() / "other.toml";
  ASSERT_TRUE(util::write_file(other, "[suite]\nwall = \"2m\"\n"));
  ASSERT_EQ(::chmod(other.c_str(), 0644), 0);
  ASSERT_EQ(::setenv(operator_variable, other.c_str(), 1), 0);
  EXPECT_EQ(find_ceilings({}).value().suite_wall, 2min);
  EXPECT_EQ(find_ceilings(file()).value().suite_wall, 1min);
  ASSERT_EQ(::setenv(operator_variable, (folder_.path() / "none.toml").c_str(), 1), 0);
  EXPECT_FALSE(find_ceilings({})) << "a file that is named and missing is not passed over";
  ASSERT_EQ(::unsetenv(operator_variable), 0);
}

TEST_F(Operator, HasAPageWithEveryKeyAndAnExampleThatIsValid) {
  const std::string page = util::read_file(ASSAY_OPERATOR_PAGE).value();
  const auto begin = page.find("```toml\n# operator.toml\n");
  ASSERT_NE(begin, page.npos);
  const auto ceilings = set(page.substr(begin + 8, page.find("```", begin + 8) - begin - 8));
  EXPECT_EQ(ceilings.build.wall, 5min);
  EXPECT_FALSE(ceilings.reduced_isolation);
  for (const auto& table : {schema::operator_suite, schema::operator_program, schema::operator_service, schema::operator_isolation,
                            schema::submission_limits}) {
    EXPECT_THAT(page, HasSubstr("| `" + std::string(table.name) + "`"));
    for (const auto key : table.keys) EXPECT_THAT(page, HasSubstr("`" + std::string(key) + "`"));
  }
}

}  // namespace
}  // namespace assay::spec
