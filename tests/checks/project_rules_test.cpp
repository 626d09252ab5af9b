// A lab author's rules, from the request to the finding.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checks/engine/analysis.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::checks {
namespace {

using core::Verdict;
using testing::HasSubstr;

core::ProjectRule rule(std::string matcher, bool must_be_there = false) {
  return {.id = "own", .message = "Do it otherwise.", .page = {}, .matcher = std::move(matcher), .place = "rules.toml:4:11", .must_be_there = must_be_there};
}

class ProjectRules : public testing::Test {
 protected:
  core::Result<Report> run(const std::string& source, core::ProjectRule own, std::vector<std::string> ids = {"rule:own"}) {
    folder_ = util::TemporaryDirectory::create().value();
    EXPECT_TRUE(util::write_file(folder_->path() / "own.hpp", "#pragma once\ninline int twice(int x) { if (x > 9) throw x; return 2 * x; }\n"));
    EXPECT_TRUE(util::write_file(folder_->path() / "a.cpp", source));
    EXPECT_TRUE(util::write_file(folder_->path() / "b.cpp", "#include \"own.hpp\"\n"));
    Request request;
    request.root = folder_->path();
    request.checks = std::move(ids);
    request.rules = {std::move(own)};
    for (const char* unit : {"a.cpp", "b.cpp"}) request.units.push_back({folder_->path() / unit, {"-std=c++20"}});
    return analyse(request);
  }

  std::optional<util::TemporaryDirectory> folder_;
};

TEST_F(ProjectRules, CatchWhatIsForbiddenOnceAPlace) {
  const auto report = run("#include \"own.hpp\"\nint f() { throw 1; }\n", rule("cxxThrowExpr()")).value();
  const auto& finding = report.findings.at(0);
  EXPECT_EQ(finding.check, "rule:own");
  EXPECT_EQ(finding.verdict, Verdict::violated);
  EXPECT_EQ(finding.message, "Do it otherwise.");
  ASSERT_EQ(finding.locations.size(), 2U);
  EXPECT_EQ(finding.locations[0].file, "a.cpp");
  EXPECT_EQ(finding.locations[0].line, 2U);
  EXPECT_EQ(finding.locations[1].file, "own.hpp");
}

TEST_F(ProjectRules, AreSatisfiedByTheirAbsence) {
  EXPECT_EQ(run("int f();\n", rule("cxxDeleteExpr()")).value().findings.at(0).verdict, Verdict::satisfied);
}

TEST_F(ProjectRules, SeeOnlyTheSubmissionsOwnFiles) {
  const auto report = run("#include <string>\n", rule("gotoStmt()")).value();
  EXPECT_EQ(report.findings.at(0).verdict, Verdict::satisfied);
  const auto classes = run("#include <string>\nstruct Own {};\n", rule("cxxRecordDecl(isDefinition())")).value();
  ASSERT_EQ(classes.findings.at(0).locations.size(), 1U);
  EXPECT_EQ(classes.findings.at(0).locations[0].line, 2U);
}

TEST_F(ProjectRules, AskForWhatMustBeThere) {
  EXPECT_EQ(run("int f() { return 1; }\n", rule("functionDecl(hasName(\"f\"))", true)).value().findings.at(0).verdict, Verdict::satisfied);
  EXPECT_EQ(run("int g() { return 1; }\n", rule("functionDecl(hasName(\"f\"))", true)).value().findings.at(0).verdict, Verdict::violated);
}

TEST_F(ProjectRules, AccuseNoOneOfWhatCouldNotBeRead) {
  const auto there = run("int g() { return ; ) }\n", rule("functionDecl(hasName(\"f\"))", true)).value();
  EXPECT_EQ(there.findings.at(0).verdict, Verdict::inconclusive);
  const auto absent = run("int g() { return ; ) }\n", rule("cxxDeleteExpr()")).value();
  EXPECT_EQ(absent.findings.at(0).verdict, Verdict::inconclusive);
}

TEST_F(ProjectRules, StandAmongTheChecksInTheirOrder) {
  const auto report = run("int f();\n", rule("cxxDeleteExpr()"), {"cb-clock", "rule:own", "cb-role"}).value();
  ASSERT_EQ(report.findings.size(), 3U);
  EXPECT_EQ(report.findings[0].check, "cb-clock");
  EXPECT_EQ(report.findings[1].check, "rule:own");
  EXPECT_EQ(report.findings[2].check, "cb-role");
}

TEST_F(ProjectRules, NameWhatIsWrongWithAMatcherAndWhere) {
  const auto unknown = run("", rule("throwExpression()"));
  ASSERT_FALSE(unknown);
  EXPECT_EQ(unknown.error().kind, core::ErrorKind::bad_lab);
  EXPECT_THAT(unknown.error().message, HasSubstr("rules.toml:4:11"));
  EXPECT_THAT(unknown.error().message, HasSubstr("throwExpression"));
  EXPECT_FALSE(run("", rule("cxxThrowExpr() stmt()")));
  EXPECT_FALSE(run("", rule("cxxThrowExpr(")));
  EXPECT_FALSE(run("", rule("cxxThrowExpr()"), {"rule:another"}));
}

}  // namespace
}  // namespace assay::checks
