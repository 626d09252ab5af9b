#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "lab_folder.hpp"

namespace assay::spec {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

constexpr std::string_view sound_rules = R"([[rule]]
id = "no-throw"
message = "Report errors by return value."
page = "README.md#errors"
matcher = """
  cxxThrowExpr(
    unless(isInstantiated()))
"""

[[rule]]
id = "has-thread"
message = "Start a thread."
matcher = 'cxxConstructExpr()'
expect = "present"
)";

TEST(RulesFile, AddsItsRulesToTheChecks) {
  LabFolder folder;
  folder.write("rules.toml", sound_rules);
  const auto lab = load_lab(folder.path());
  ASSERT_TRUE(lab) << lab.error().message;
  EXPECT_THAT(lab->checks, ElementsAre("cb-clock", "cb-role", "rule:no-throw", "rule:has-thread"));
  ASSERT_EQ(lab->rules.size(), 2U);
  EXPECT_EQ(lab->rules[0].place, "rules.toml:5:11");
  EXPECT_EQ(lab->rules[0].matcher, "cxxThrowExpr(\n    unless(isInstantiated()))");
  EXPECT_FALSE(lab->rules[0].must_be_there);
  EXPECT_TRUE(lab->rules[1].must_be_there);
}

TEST(RulesFile, MayBeMissing) {
  const LabFolder folder;
  EXPECT_TRUE(load_lab(folder.path()).value().rules.empty());
}

TEST(RulesFile, IsEvidenceForTheRubric) {
  LabFolder folder;
  folder.edit("rubric.toml", "check:cb-*", "check:no-throw");
  EXPECT_THAT(folder.problems(), HasSubstr("no enabled check"));
  folder.write("rules.toml", sound_rules);
  EXPECT_EQ(folder.problems(), "none");
}

TEST(RulesFile, SaysWhereItIsWrong) {
  LabFolder folder;
  const auto said_with = [&](std::string_view from, std::string_view to) {
    folder.write("rules.toml", sound_rules);
    folder.edit("rules.toml", from, to);
    return folder.problems();
  };
  EXPECT_THAT(said_with("\"has-thread\"", "\"no-throw\""), HasSubstr("rules.toml:11:6: [rule] id: another rule is called 'no-throw'"));
  EXPECT_THAT(said_with("\"has-thread\"", "\"cb-clock\""), HasSubstr("[rule] id: 'cb-clock' is a check's id"));
  EXPECT_THAT(said_with("\"present\"", "\"there\""), HasSubstr("'there' is none of \"absent\", \"present\""));
  EXPECT_THAT(said_with("'cxxConstructExpr()'", "' '"), HasSubstr("[rule] matcher: expected 1 to 4000 bytes"));
  EXPECT_THAT(said_with("[[rule]]\nid = \"has", "[[rules]]\nid = \"has"), HasSubstr("unknown key 'rules'; did you mean 'rule'?"));
}

}  // namespace
}  // namespace assay::spec
