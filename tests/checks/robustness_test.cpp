// What no submission may do to the engine: end it, or be accused of what could not be read.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/stat.h>

#include <algorithm>
#include <fstream>

#include "checks/engine/analysis.hpp"
#include "checks/engine/report_json.hpp"
#include "checks/engine/request.hpp"
#include "util/temporary_directory.hpp"

namespace assay::checks {
namespace {

using core::Verdict;
using testing::HasSubstr;

constexpr const char* unguarded = R"(
struct Broker { virtual int send(const char* letter) = 0; };
struct Sender {
  Broker& broker;
  int send(const char* letter) { int r = broker.send(letter); return r; }
};
)";

class Robustness : public testing::Test {
 protected:
  void SetUp() override {
    auto created = util::TemporaryDirectory::create();
    ASSERT_TRUE(created) << created.error().message;
    directory_.emplace(std::move(*created));
  }

  void write(const std::string& name, const std::string& text) {
    std::ofstream(directory_->path() / name, std::ios::binary) << text;
  }

  Report analyse_files(const std::vector<std::string>& names) {
    Request request{directory_->path(), {}, {}, {}};
    for (const auto& name : names) request.units.push_back({directory_->path() / name, {"-std=c++20"}});
    auto report = analyse(request);
    EXPECT_TRUE(report) << report.error().message;
    return report.value_or(Report{});
  }

  void expect_no_accusation(const Report& report) {
    for (const auto& finding : report.findings) EXPECT_EQ(finding.verdict, Verdict::inconclusive) << finding.check;
  }

  static core::Finding finding_of(const Report& report, const std::string& check) {
    const auto found = std::ranges::find(report.findings, check, &core::Finding::check);
    return found == report.findings.end() ? core::Finding{} : *found;
  }

  std::optional<util::TemporaryDirectory> directory_;
};

TEST_F(Robustness, AccusesWhereEverythingCouldBeRead) {
  write("a.cpp", unguarded);
  const auto report = analyse_files({"a.cpp"});
  EXPECT_TRUE(report.problems.empty());
  EXPECT_EQ(report.findings.at(0).verdict, Verdict::violated);
}

TEST_F(Robustness, TellsOfBrokenCodeAndAccusesNobody) {
  write("a.cpp", std::string(unguarded) + "int f( { return; }\n");
  const auto report = analyse_files({"a.cpp"});
  ASSERT_FALSE(report.problems.empty());
  EXPECT_EQ(report.problems[0].location.file, "a.cpp");
  EXPECT_EQ(report.problems[0].location.line, 7U);
  expect_no_accusation(report);
}

TEST_F(Robustness, GoesOnAfterAMissingHeader) {
  write("a.cpp", std::string("#include <missing_library.h>\n") + unguarded);
  write("b.cpp", "int g() { return 1; }\n");
  const auto report = analyse_files({"a.cpp", "b.cpp"});
  EXPECT_EQ(report.units, 2U);
  ASSERT_EQ(report.problems.size(), 1U);
  EXPECT_THAT(report.problems[0].message, HasSubstr("missing_library.h"));
  EXPECT_FALSE(report.problems[0].fatal);
  expect_no_accusation(report);
}

constexpr const char* locked = R"(
#include <mutex>
struct Broker { virtual int send(const char* letter) = 0; };
struct Sender {
  Broker& broker;
  std::mutex mutex;
  int send(const char* letter) { std::lock_guard lock(mutex); int r = broker.send(letter); return r; }
};
)";

TEST_F(Robustness, AccusesOfALockBesideAFileThatIsBroken) {
  write("a.cpp", locked);
  write("b.cpp", "int f( { return; }\n");
  EXPECT_EQ(finding_of(analyse_files({"b.cpp", "a.cpp"}), "cb-lock-across-call").verdict, Verdict::violated);
}

TEST_F(Robustness, AccusesOfALockBesideAFunctionThatIsBroken) {
  write("a.cpp", std::string(locked) + "int f( { return; }\n");
  EXPECT_EQ(finding_of(analyse_files({"a.cpp"}), "cb-lock-across-call").verdict, Verdict::violated);
}

TEST_F(Robustness, AccusesNobodyOfALockInAFunctionThatIsBroken) {
  auto text = std::string(locked);
  text.replace(text.find("return r"), 8, "return undeclared(r)");
  write("a.cpp", text);
  expect_no_accusation(analyse_files({"a.cpp"}));
}

TEST_F(Robustness, AccusesNobodyOfALockInAClassThatIsBroken) {
  auto text = std::string(locked);
  text.replace(text.find("Broker& broker;"), 15, "Broker& broker; Unknown thing;");
  write("a.cpp", text);
  expect_no_accusation(analyse_files({"a.cpp"}));
}

TEST_F(Robustness, SurvivesAMegabyteOfOpenBraces) {
  write("a.cpp", "void f() " + std::string(1 << 20, '{'));
  const auto report = analyse_files({"a.cpp"});
  EXPECT_FALSE(report.problems.empty());
  expect_no_accusation(report);
}

TEST_F(Robustness, SurvivesAnExpressionOfTenThousandTerms) {
  std::string sum = "int f(int a) { return a";
  for (int i = 0; i < 10'000; ++i) sum += "+a";
  write("a.cpp", sum + "; }\n");
  const auto report = analyse_files({"a.cpp"});
  EXPECT_EQ(report.units, 1U);
  expect_no_accusation(report);
}

TEST_F(Robustness, SurvivesBytesThatAreNotUtf8) {
  write("a.cpp", "const char* s = \"\xff\xfe\x80\";\nint \xc3\x28 = 1;\n\xff\n");
  const auto report = analyse_files({"a.cpp"});
  EXPECT_FALSE(report.problems.empty());
  EXPECT_THAT(to_json(report), HasSubstr("\"units\":1"));
}

TEST_F(Robustness, SurvivesAFileThatIncludesItself) {
  write("a.cpp", "#include \"a.cpp\"\nint f() { return 1; }\n");
  const auto report = analyse_files({"a.cpp"});
  EXPECT_FALSE(report.problems.empty());
}

TEST_F(Robustness, SurvivesEndlessTemplatesAndConstants) {
  write("a.cpp",
        "template <int N> struct T { static constexpr int v = T<N + 1>::v; };\nint a = T<0>::v;\n"
        "constexpr int spin() { for (;;) {} return 1; }\nconstexpr int b = spin();\n");
  const auto report = analyse_files({"a.cpp"});
  EXPECT_FALSE(report.problems.empty());
}

/// Nothing of it may take longer than the limit by much, nor end the analysis of the file beside it.
TEST_F(Robustness, GivesUpOnWhatWouldTakeForEver) {
  write("templates.cpp",
        "template <int N, int M> struct T { static constexpr int v = T<N - 1, 2 * M>::v + T<N - 1, 2 * M + 1>::v; };\n"
        "template <int M> struct T<0, M> { static constexpr int v = 1; };\nint a = T<40, 0>::v;\n");
  std::string macros = "#define A0 1+\n";
  for (int i = 1; i < 30; ++i) {
    const auto before = " A" + std::to_string(i - 1);
    macros += "#define A" + std::to_string(i) + before + before + before + before + "\n";
  }
  write("macros.cpp", macros + "int b = A29 0;\n");
  write("includes.cpp", "#include \"includes.cpp\"\n#include \"includes.cpp\"\nint c;\n");
  write("good.cpp", locked);
  Request request{directory_->path(), {}, {}, {}};
  for (const char* name : {"templates.cpp", "macros.cpp", "includes.cpp", "good.cpp"})
    request.units.push_back({directory_->path() / name, {"-std=c++20"}, std::chrono::seconds(1)});
  const auto report = analyse(request);
  ASSERT_TRUE(report);
  for (const char* name : {"templates.cpp", "macros.cpp"})
    EXPECT_TRUE(std::ranges::any_of(report->problems, [&](const core::ParseProblem& problem) {
      return problem.location.file == name && problem.fatal;
    })) << name;
  EXPECT_EQ(report->units, 4U);
}

TEST_F(Robustness, SurvivesAMillionTokens) {
  std::string text;
  for (int i = 0; i < 334'000; ++i) text += "int a" + std::to_string(i) + ";\n";
  write("a.cpp", text + unguarded);
  EXPECT_TRUE(analyse_files({"a.cpp"}).problems.empty());
}

TEST_F(Robustness, SurvivesDeepNesting) {
  write("a.cpp", "int f() { return " + std::string(100'000, '(') + "1" + std::string(100'000, ')') + "; }\n");
  EXPECT_FALSE(analyse_files({"a.cpp"}).problems.empty());
  write("b.cpp", "int x = " + std::string(50'000, '-') + "1;\nint " + std::string(50'000, '*') + "p;\n");
  EXPECT_EQ(analyse_files({"b.cpp"}).units, 1U);
}

TEST_F(Robustness, DoesNotReadAFileThatIsTooLong) {
  write("a.cpp", "const char* s = \"" + std::string(50'000'000, 'x') + "\";\n");
  EXPECT_FALSE(analyse_files({"a.cpp"}).problems.empty());
}

TEST_F(Robustness, IncludesNoDeviceAndNoPipe) {
  ASSERT_EQ(mkfifo((directory_->path() / "pipe.h").c_str(), 0600), 0);
  write("a.cpp",
        "#include \"/dev/zero\"\n#include \"/dev/stdin\"\n#include \"pipe.h\"\n#if __has_include(\"/dev/zero\")\n#error seen\n#endif\n"
        "const int b[] = {\n#embed \"/dev/zero\" limit(4)\n};\nint f() { return 1; }\n");
  const auto report = analyse_files({"a.cpp"});
  EXPECT_EQ(report.units, 1U);
  for (const auto& problem : report.problems) EXPECT_THAT(problem.message, testing::Not(HasSubstr("seen")));
}

TEST_F(Robustness, SaysTheSameOnEveryRun) {
  std::vector<std::string> names;
  for (int i = 0; i < 6; ++i) {
    names.push_back("f" + std::to_string(i) + ".cpp");
    write(names.back(), i % 2 == 0 ? std::string(locked) : "#include <nowhere.h>\nint g() { return nowhere::h(); }\n");
  }
  const auto first = to_json(analyse_files(names));
  for (int i = 0; i < 3; ++i) EXPECT_EQ(to_json(analyse_files(names)), first);
}

TEST_F(Robustness, TellsOfAFileThatIsNotThere) {
  const auto report = analyse_files({"missing.cpp"});
  ASSERT_FALSE(report.problems.empty());
  EXPECT_EQ(report.problems[0].location.file, "missing.cpp");
}

TEST_F(Robustness, ExaminesTheSubmissionsOwnFilesOnly) {
  std::filesystem::create_directory(directory_->path() / "contract");
  write("contract/a.hpp", unguarded);
  write("a.cpp", "#include \"contract/a.hpp\"\n");
  Request request{directory_->path(), {directory_->path() / "contract"}, {}, {{directory_->path() / "a.cpp", {}}}};
  const auto report = analyse(request);
  ASSERT_TRUE(report);
  EXPECT_TRUE(report->problems.empty());
  EXPECT_EQ(report->findings.at(0).verdict, Verdict::inconclusive);
}

TEST_F(Robustness, RefusesACheckThatThereIsNot) {
  const auto report = analyse({directory_->path(), {}, {"cb-clock", "cb-nonsense"}, {}});
  ASSERT_FALSE(report);
  EXPECT_EQ(report.error().kind, core::ErrorKind::usage);
  EXPECT_THAT(report.error().message, HasSubstr("cb-nonsense"));
}

TEST(RequestText, IsReadWhole) {
  const auto request = parse_request(
      R"({"root":"/r","excluded":["/r/c"],"checks":["cb-role"],"units":[{"file":"/r/a.cpp","flags":["-DX"]}]})");
  ASSERT_TRUE(request);
  EXPECT_EQ(request->root, "/r");
  EXPECT_EQ(request->units.at(0).flags.at(0), "-DX");
  EXPECT_FALSE(parse_request("{}"));
  EXPECT_FALSE(parse_request("not json"));
}

}  // namespace
}  // namespace assay::checks
