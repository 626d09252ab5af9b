#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_folder.hpp"

namespace assay::spec {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

TEST(LoadLab, ReadsASoundLab) {
  const LabFolder folder;
  const auto lab = load_lab(folder.path());
  ASSERT_TRUE(lab) << lab.error().message;
  EXPECT_EQ(lab->directory, folder.path());
  EXPECT_EQ(lab->id, "circuit-breaker");
  EXPECT_EQ(lab->title, "A circuit breaker");
  EXPECT_EQ(lab->version, "1.0");
  EXPECT_EQ(lab->summary, "Calls fail fast while a downstream is down.");
  EXPECT_EQ(lab->target, "breaker");
  EXPECT_EQ(lab->contract_directory, "contract");
  ASSERT_EQ(lab->suites.size(), 2U);
  EXPECT_EQ(lab->suites[0].id, "public");
  EXPECT_EQ(lab->suites[0].title, "What you see");
  EXPECT_TRUE(lab->suites[0].is_public);
  EXPECT_EQ(lab->suites[0].wall, 5min);
  EXPECT_FALSE(lab->suites[1].is_public);
  EXPECT_EQ(lab->suites[1].wall, 90s);
  EXPECT_THAT(lab->checks, ElementsAre("cb-clock", "cb-role"));
  EXPECT_EQ(lab->starter_ceiling, core::Points{1000});
}

TEST(LoadLab, HasTheDocumentedDefaults) {
  const LabFolder folder;
  const auto lab = load_lab(folder.path()).value();
  EXPECT_EQ(lab.build.wall, 2min);
  EXPECT_EQ(lab.build.memory.count, 2ULL << 30);
  EXPECT_EQ(lab.subject.wall, 10s);
  EXPECT_EQ(lab.subject.memory.count, 512ULL << 20);
  EXPECT_EQ(lab.subject.processes, 64U);
  EXPECT_EQ(lab.subject.output.count, 64U << 10);
  EXPECT_EQ(lab.analysis.output.count, 16U << 20);
  for (const auto* stage : {&lab.build, &lab.subject, &lab.analysis}) {
    const bool is_build = stage == &lab.build;
    const bool is_subject = stage == &lab.subject;
    EXPECT_EQ(stage->file_size.count, 256U << 20);
    EXPECT_EQ(stage->open_files, is_build ? 1024U : 256U);
    EXPECT_EQ(stage->stack.count, 8U << 20);
    EXPECT_EQ(stage->disk.count, (is_subject ? 64U : 512U) << 20);
    EXPECT_EQ(stage->inodes, is_build ? 100'000U : 8192U);
    EXPECT_EQ(stage->processes, 64U);
  }
  EXPECT_EQ(lab.checkout.files, 5000U);
  EXPECT_FALSE(lab.checkout.submodules);
}

TEST(LoadLab, ReadsEveryLimit) {
  LabFolder folder;
  folder.edit("lab.toml", "[[suite]]\nid = \"public\"", R"([submission.limits]
files = 7
file_size = "1MiB"
total_size = "2MiB"
submodules = true

[limits.subject]
wall = "1s"
cpu = "500ms"
memory = "64MiB"
processes = 3
output = "2KiB"
file_size = "3MiB"
open_files = 20
stack = "1MiB"
disk = "4MiB"
inodes = 77

[[suite]]
id = "public")");
  const auto lab = load_lab(folder.path());
  ASSERT_TRUE(lab) << lab.error().message;
  EXPECT_EQ(lab->checkout.files, 7U);
  EXPECT_EQ(lab->checkout.file_size.count, 1U << 20);
  EXPECT_EQ(lab->checkout.total_size.count, 2U << 20);
  EXPECT_TRUE(lab->checkout.submodules);
  EXPECT_EQ(lab->subject.wall, 1s);
  EXPECT_EQ(lab->subject.cpu, 500ms);
  EXPECT_EQ(lab->subject.memory.count, 64U << 20);
  EXPECT_EQ(lab->subject.processes, 3U);
  EXPECT_EQ(lab->subject.output.count, 2U << 10);
  EXPECT_EQ(lab->subject.file_size.count, 3U << 20);
  EXPECT_EQ(lab->subject.open_files, 20U);
  EXPECT_EQ(lab->subject.stack.count, 1U << 20);
  EXPECT_EQ(lab->subject.disk.count, 4U << 20);
  EXPECT_EQ(lab->subject.inodes, 77U);
  EXPECT_EQ(lab->build.wall, 2min) << "another stage's limits are its own";
}

TEST(LoadLab, IsBadLabWithThePlaceOfEachProblem) {
  LabFolder folder;
  folder.edit("lab.toml", "title = \"A circuit breaker\"", "titel = \"A circuit breaker\"");
  folder.edit("lab.toml", "version = \"1.0\"", "version = 1.0");
  const auto lab = load_lab(folder.path());
  ASSERT_FALSE(lab);
  EXPECT_EQ(lab.error().kind, core::ErrorKind::bad_lab);
  EXPECT_EQ(folder.problems(),
            "lab.toml:1:1: [lab] title: is required and missing\n"
            "lab.toml:3:1: unknown key 'titel' in [lab]; did you mean 'title'?\n"
            "lab.toml:4:11: [lab] version: expected a string, found a float");
}

TEST(LoadLab, SaysWhereTheFileIsNotToml) {
  LabFolder folder;
  folder.edit("lab.toml", "version = \"1.0\"", "version = = 1");
  EXPECT_THAT(folder.problems(), StartsWith("lab.toml:4:11: not valid TOML: "));
}

TEST(LoadLab, CollectsTheProblemsOfBothFiles) {
  LabFolder folder;
  folder.edit("lab.toml", "visibility = \"hidden\"", "visibility = \"hiden\"");
  folder.edit("rubric.toml", "rule = \"manual\"", "rule = \"manuel\"");
  EXPECT_EQ(folder.problems(),
            "lab.toml:18:14: [suite] visibility: 'hiden' is none of \"public\", \"hidden\"; did you mean \"hidden\"?\n"
            "rubric.toml:40:8: [criterion] rule: 'manuel' is none of \"all-or-nothing\", \"proportional\", \"weighted\", "
            "\"bands\", \"manual\"; did you mean \"manual\"?");
}

struct Edit {
  const char* from;
  const char* to;
  const char* problem;
};

class WrongLab : public testing::TestWithParam<Edit> {};

TEST_P(WrongLab, IsRefused) {
  LabFolder folder;
  folder.edit("lab.toml", GetParam().from, GetParam().to);
  EXPECT_THAT(folder.problems(), HasSubstr(GetParam().problem));
}

INSTANTIATE_TEST_SUITE_P(
    LoadLab, WrongLab,
    testing::Values(
        Edit{"id = \"circuit-breaker\"", "id = \"Circuit\"", "2:6: [lab] id: 'Circuit' is not an id"},
        Edit{"id = \"circuit-breaker\"", "id = \"-a\"", "[lab] id: '-a' is not an id"},
        Edit{"id = \"circuit-breaker\"", "id = \"\"", "[lab] id: expected one line of 1 to 200 bytes"},
        Edit{"title = \"A circuit breaker\"", "title = \"A\\nB\"", "[lab] title: expected one line"},
        Edit{"version = \"1.0\"", "version = \"1 0\"", "[lab] version: '1 0' is not a version"},
        Edit{"target = \"breaker\"", "target = \"a b\"", "[submission] target: 'a b' is not a CMake target"},
        Edit{"target = \"breaker\"", "target = \"b\"\ncontract = \"../x\"", "[submission] contract: '../x' is not a folder"},
        Edit{"target = \"breaker\"", "target = \"b\"\ncontract = \"/x\"", "[submission] contract: '/x' is not a folder"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[submission.limits]\nfiles = 0", "files: 0 is out of range: expected 1 to 1000000"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[submission.limits]\nfile_size = \"65MiB\"", "65MiB is more than the total_size of 64MiB"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[submission.limits]\nsubmodules = 1", "expected true or false, found an integer"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.build]\nwall = \"9ms\"", "[limits.build] wall: 9ms is out of range: expected 10ms to 7200s"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.build]\nwall = 9", "[limits.build] wall: expected a string, found an integer"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.build]\nwall = \"9\"", "'9' is not a duration: expected a number and a unit"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.analysis]\nmemory = \"15MiB\"", "15MiB is out of range: expected 16MiB to 64GiB"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.subject]\nprocesses = 4097", "4097 is out of range: expected 1 to 4096"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.subject]\nprocesses = -1", "-1 is out of range"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.subject]\nfile_size = \"4095B\"", "4095B is out of range: expected 4KiB to 64GiB"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.subject]\nopen_files = 15", "15 is out of range: expected 16 to 65536"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.subject]\nstack = \"1025MiB\"", "1025MiB is out of range: expected 256KiB to 1GiB"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.subject]\ndisk = \"1023KiB\"", "1023KiB is out of range: expected 1MiB to 64GiB"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.subject]\ninodes = 10000001", "10000001 is out of range: expected 16 to 10000000"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.subject]\nopenfiles = 20", "unknown key 'openfiles' in [limits.subject]; did you mean 'open_files'?"},
        Edit{"target = \"breaker\"", "target = \"b\"\n[limits.judge]\nwall = \"1s\"", "unknown key 'judge' in [limits]"},
        Edit{"id = \"hidden\"", "id = \"public\"", "another suite is called 'public' already"},
        Edit{"id = \"hidden\"", "id = \"absent\"", "the suite's folder judge/absent is missing"},
        Edit{"id = \"hidden\"", "id = \"hidden\"\nprogram = \"live\"", "[suite] program: there is no [[program]] with the id 'live'"},
        Edit{"id = \"hidden\"", "id = \"hidden\"\nbaseline = true", "[suite] baseline: the lab has no submissions/reference"},
        Edit{"[checks]", "[[program]]\nid = \"live\"\nhost = \"live\"\n[checks]", "[program] host: the contract has no folder 'live'"},
        Edit{"[checks]", "[[program]]\nid = \"live\"\nhost = \"../judge\"\n[checks]", "[program] host: the contract has no folder '../judge'"},
        Edit{"\"cb-clock\", \"cb-role\"", "\"cb-role\", \"cb-role\"", "22:23: [checks] enabled: 'cb-role' is listed already"},
        Edit{"\"cb-clock\", \"cb-role\"", "\"cb-*\"", "there is no check 'cb-*'"},
        Edit{"\"cb-clock\", \"cb-role\"", "\"cb-clok\"", "22:12: [checks] enabled: there is no check 'cb-clok'; did you mean 'cb-clock'?"},
        Edit{"[starter]", "[checks.cb-clok]\n[starter]", "24:9: unknown key 'cb-clok' in [checks]; did you mean 'cb-clock'?"},
        Edit{"[starter]", "[checks.cb-clock]\nsides = 3\n[starter]", "25:1: unknown key 'sides' in [checks.cb-clock]"},
        Edit{"[starter]", "[checks.cb-lock-across-call]\n[starter]", "[checks] cb-lock-across-call: has options, and is not among the enabled checks"},
        Edit{"\"cb-clock\", \"cb-role\"", "3", "[checks] enabled: expected a string, found an integer"},
        Edit{"ceiling = 10", "ceiling = -1", "[starter] ceiling: '-1' is not a number of points"},
        Edit{"ceiling = 10", "", "[starter] ceiling: is required and missing"},
        Edit{"[starter]", "[[starter]]", "starter: expected a table, found an array"}));

TEST(LoadLab, HasOneProgramWhereNoneIsDeclared) {
  const LabFolder folder;
  const auto lab = load_lab(folder.path()).value();
  ASSERT_EQ(lab.programs.size(), 1U);
  EXPECT_EQ(lab.programs[0].id, "subject");
  EXPECT_EQ(lab.programs[0].host, "host");
  EXPECT_EQ(lab.suites[0].program, "subject");
  EXPECT_FALSE(lab.suites[0].baseline);
}

TEST(LoadLab, ReadsProgramsAndWhichSuiteDrivesThem) {
  LabFolder folder;
  std::filesystem::create_directories(folder.path() / "contract" / "live");
  std::filesystem::create_directories(folder.path() / "submissions" / "reference");
  folder.edit("lab.toml", "id = \"hidden\"", "id = \"hidden\"\nprogram = \"races\"\nalone = true\nbaseline = true");
  folder.edit("lab.toml", "[checks]",
              "[[program]]\nid = \"plain\"\nhost = \"live\"\n"
              "[[program]]\nid = \"races\"\nhost = \"live\"\nsanitizer = \"thread\"\nlimits = { memory = \"1GiB\" }\n[checks]");
  ASSERT_EQ(folder.problems(), "none");
  const auto lab = load_lab(folder.path()).value();
  ASSERT_EQ(lab.programs.size(), 2U);
  EXPECT_EQ(lab.programs[0].sanitizer, core::Sanitizer::none);
  EXPECT_EQ(lab.programs[1].sanitizer, core::Sanitizer::thread);
  EXPECT_EQ(lab.programs[1].limits.memory, core::Bytes{std::uint64_t{1} << 30});
  EXPECT_EQ(lab.programs[1].limits.wall, lab.subject.wall);
  EXPECT_EQ(lab.suites[0].program, "plain");
  EXPECT_EQ(lab.suites[1].program, "races");
  EXPECT_TRUE(lab.suites[1].alone);
  EXPECT_TRUE(lab.suites[1].baseline);
}

// The folder of a lab with one program that says `lines`.
LabFolder with_program(const std::string& lines) {
  LabFolder folder;
  std::filesystem::create_directories(folder.path() / "contract" / "live");
  folder.edit("lab.toml", "[checks]", "[[program]]\nid = \"a\"\nhost = \"live\"\n" + lines + "\n[checks]");
  return folder;
}

TEST(LoadLab, GrantsAProgramTheWeakeningsThatItNamesAndNoOther) {
  const auto none = with_program("");
  EXPECT_TRUE(load_lab(none.path()).value().programs[0].allowed.empty());
  const auto network = with_program("allow = [\"loopback-network\"]");
  EXPECT_THAT(load_lab(network.path()).value().programs[0].allowed, ElementsAre(core::Weakening::loopback_network));
  const auto both = with_program("sanitizer = \"thread\"\nallow = [\"ptrace\", \"loopback-network\"]");
  EXPECT_EQ(load_lab(both.path()).value().programs[0].allowed.size(), 2U);
}

TEST(LoadLab, RefusesWeakeningsThatAreNone) {
  EXPECT_EQ(with_program("allow = [\"loopback-netwrk\"]").problems(),
            "lab.toml:24:10: [program] allow: 'loopback-netwrk' is no weakening: expected \"loopback-network\", \"record-locks\", "
            "\"ptrace\"; "
            "did you mean \"loopback-network\"?");
  EXPECT_EQ(with_program("sanitizer = \"thread\"\nallow = [\"ptrace\", \"ptrace\"]").problems(),
            "lab.toml:25:20: [program] allow: 'ptrace' is listed already");
  EXPECT_EQ(with_program("allow = \"ptrace\"").problems(), "lab.toml:24:9: [program] allow: expected an array of strings, found a string");
}

TEST(LoadLab, GrantsPtraceToProgramsWithASanitizerOnly) {
  EXPECT_EQ(with_program("allow = [\"ptrace\"]").problems(),
            "lab.toml:24:9: [program] allow: \"ptrace\" is for programs with a sanitizer: set sanitizer, or leave it out");
}

TEST(LoadLab, ReadsWhatIsCompiledIntoAHostLibraryAndLinkedBehindIt) {
  auto folder = with_program("sources = [\"db\", \"wire/v1.0\"]\nlink = [\"curl\", \"stdc++fs\"]");
  EXPECT_THAT(folder.problems(), HasSubstr("lab.toml:24:12: [program] sources: 'db' is no folder of the contract"));
  std::filesystem::create_directories(folder.path() / "contract" / "db");
  std::filesystem::create_directories(folder.path() / "contract" / "wire" / "v1.0");
  ASSERT_EQ(folder.problems(), "none");
  const auto lab = load_lab(folder.path()).value();
  EXPECT_THAT(lab.programs[0].sources, ElementsAre("db", "wire/v1.0"));
  EXPECT_THAT(lab.programs[0].link, ElementsAre("curl", "stdc++fs"));
  EXPECT_THAT(load_lab(with_program("").path()).value().programs[0].link, testing::IsEmpty());
}

TEST(LoadLab, RefusesSourcesThatAreNoFoldersOfTheContract) {
  for (const std::string name : {"../judge", "/usr", ".", "", "a|b", "a;b", "a,b", "live/"}) {
    auto folder = with_program("sources = [\"" + name + "\"]");
    std::filesystem::create_directories(folder.path() / "contract" / "a|b");
    std::filesystem::create_directories(folder.path() / "contract" / "a;b");
    EXPECT_THAT(folder.problems(), HasSubstr("[program] sources: '" + name + "' is no folder of the contract"));
  }
  EXPECT_EQ(with_program("sources = [\"live\", \"live\"]").problems(), "lab.toml:24:20: [program] sources: 'live' is listed already");
}

TEST(LoadLab, RefusesLibrariesThatHaveNoName) {
  for (const std::string& name : {std::string("a/b"), std::string(":a.so"), std::string("a;b"), std::string("$(x)"), std::string(""),
                                  std::string(65, 'a')}) {
    EXPECT_THAT(with_program("link = [\"" + name + "\"]").problems(), HasSubstr("[program] link: '" + name + "' is no library's name"));
  }
  EXPECT_EQ(with_program("link = [\"" + std::string(64, 'a') + "\"]").problems(), "none");
  EXPECT_EQ(with_program("link = [\"curl\", \"curl\"]").problems(), "lab.toml:24:17: [program] link: 'curl' is listed already");
}

TEST(LoadLab, HasNoServiceWhereNoneIsDeclared) {
  const LabFolder folder;
  const auto lab = load_lab(folder.path()).value();
  EXPECT_TRUE(lab.services.empty());
  EXPECT_TRUE(lab.suites[0].services.empty());
}

constexpr const char* two_services = R"([[service]]
id = "db"
kind = "dynamodb-local"
[[service]]
id = "copy"
kind = "dynamodb-local"
[checks])";

TEST(LoadLab, GivesASuiteTheServicesThatItNamesOrElseAll) {
  LabFolder folder;
  folder.edit("lab.toml", "[checks]", two_services);
  folder.edit("lab.toml", "wall = \"90s\"", "services = [\"copy\"]");
  ASSERT_EQ(folder.problems(), "none");
  const auto lab = load_lab(folder.path()).value();
  ASSERT_EQ(lab.services.size(), 2U);
  EXPECT_EQ(lab.services[1].id, "copy");
  EXPECT_EQ(lab.services[1].kind, core::ServiceKind::dynamodb_local);
  EXPECT_THAT(lab.suites[0].services, ElementsAre("db", "copy"));
  EXPECT_THAT(lab.suites[1].services, ElementsAre("copy"));
  folder.edit("lab.toml", "services = [\"copy\"]", "services = []");
  EXPECT_TRUE(load_lab(folder.path()).value().suites[1].services.empty());
}

TEST(LoadLab, RefusesServicesThatAreNone) {
  LabFolder folder;
  folder.edit("lab.toml", "[checks]", "[[service]]\nid = \"db\"\nkind = \"dynamodb-locl\"\n[[service]]\nid = \"db\"\n[checks]");
  folder.edit("lab.toml", "wall = \"90s\"", "services = [\"db\", \"bd\", \"db\"]");
  EXPECT_EQ(folder.problems(),
            "lab.toml:19:19: [suite] services: there is no [[service]] with the id 'bd'\n"
            "lab.toml:19:25: [suite] services: 'db' is listed already\n"
            "lab.toml:23:8: [service] kind: 'dynamodb-locl' is none of \"dynamodb-local\"; did you mean \"dynamodb-local\"?\n"
            "lab.toml:24:1: [service] kind: is required and missing\n"
            "lab.toml:25:6: [service] id: another service is called 'db' already");
}

TEST(LoadLab, RefusesTwoProgramsOfOneName) {
  LabFolder folder;
  std::filesystem::create_directories(folder.path() / "contract" / "live");
  folder.edit("lab.toml", "[checks]", "[[program]]\nid = \"a\"\nhost = \"live\"\n[[program]]\nid = \"a\"\nhost = \"live\"\n[checks]");
  EXPECT_THAT(folder.problems(), HasSubstr("another program is called 'a' already"));
}

TEST(LoadLab, TakesLimitsAtTheEndsOfTheirRange) {
  LabFolder folder;
  folder.edit("lab.toml", "target = \"breaker\"",
              "target = \"b\"\n[limits.subject]\nwall = \"10ms\"\ncpu = \"2h\"\nmemory = \"16MiB\"\nprocesses = 4096\noutput = \"1KiB\"");
  EXPECT_EQ(folder.problems(), "none");
}

TEST(LoadLab, NeedsItsFolders) {
  LabFolder folder;
  std::filesystem::remove(folder.path() / "contract");
  std::filesystem::remove(folder.path() / "README.md");
  EXPECT_EQ(folder.problems(), "lab.toml:1:1: the lab's folder contract/ is missing\nlab.toml:1:1: the lab's README.md is missing");
}

TEST(LoadLab, NeedsASuite) {
  LabFolder folder;
  folder.write("lab.toml", "");
  EXPECT_THAT(folder.problems(), HasSubstr("lab.toml:1:1: suite: is required"));
  EXPECT_THAT(folder.problems(), HasSubstr("lab.toml:1:1: [submission] target: is required and missing"));
}

TEST(LoadLab, SaysThatThereIsNoLab) {
  EXPECT_THAT(load_lab("/nowhere/at/all").error().message, HasSubstr("/nowhere/at/all is not a folder"));
  LabFolder folder;
  std::filesystem::remove(folder.path() / "lab.toml");
  EXPECT_THAT(folder.problems(), HasSubstr("No such file"));
}

TEST(LoadLab, HoldsTheRubricAgainstTheLabOnlyOnceThatIsSound) {
  LabFolder folder;
  folder.edit("lab.toml", "enabled = [\"cb-clock\", \"cb-role\"]", "enabeld = []");
  EXPECT_THAT(folder.problems(), HasSubstr("did you mean 'enabled'?"));
  EXPECT_THAT(folder.problems(), Not(HasSubstr("no enabled check")));
}

}  // namespace
}  // namespace assay::spec
