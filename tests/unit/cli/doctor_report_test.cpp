#include "cli/doctor_report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace assay::cli {
namespace {

using sandbox::survey::Standing;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

const std::string long_command = "docker run --cap-add SYS_ADMIN " + std::string(100, 'x') + " …";

Examination of(Standing standing) {
  return {.machine = "Linux 6.1, as root",
          .isolation = standing == Standing::missing ? "" : "full: namespaces",
          .findings = {{"Sandbox", {{"kernel", Standing::well, "Linux 6.1", "never shown", {{"nor this", {"reboot"}}}}}},
                       {"Tools", {{"cgroups", standing, "read-only", "runs are limited by them", {{"by hand", {long_command, "# then"}}}}}}}};
}

report::TerminalOptions narrow() { return {.width = 60, .colour = false, .unicode = true, .source_line = {}}; }

TEST(DoctorsPage, SaysWhatIsWrongWhyItMattersAndWhatMendsIt) {
  const std::string page = to_page(of(Standing::missing), narrow());
  EXPECT_THAT(page, AllOf(HasSubstr("Linux 6.1, as root\n"), HasSubstr("  MISSING  cgroups"), HasSubstr("read-only"),
                          HasSubstr("Why it matters: runs are limited by them."), HasSubstr("by hand:\n")));
  EXPECT_THAT(page, HasSubstr("\n               " + long_command + "\n               # then\n")) << "commands are copied, so never wrapped";
  EXPECT_THAT(page, HasSubstr("\nNot ready to grade.\n"));
  EXPECT_THAT(page, Not(HasSubstr("never shown"))) << "of what is well";
  EXPECT_THAT(page, Not(HasSubstr("\x1b")));
}

TEST(DoctorsPage, IsReadyWhereOnlyAdviceIsLeft) {
  EXPECT_TRUE(of(Standing::well).ready());
  EXPECT_TRUE(of(Standing::advice).ready());
  EXPECT_FALSE(of(Standing::missing).ready());
  EXPECT_THAT(to_page(of(Standing::advice), narrow()), AllOf(HasSubstr("  note     cgroups"), HasSubstr("by hand:"), HasSubstr("\nReady to grade.\n")));
}

TEST(DoctorsPage, HasColoursWhereTheTerminalTakesThem) {
  auto options = narrow();
  options.colour = true;
  EXPECT_THAT(to_page(of(Standing::missing), options), HasSubstr("\x1b["));
}

TEST(DoctorsJson, HasAllThatThePageHas) {
  const auto json = nlohmann::json::parse(to_json(of(Standing::missing)));
  EXPECT_EQ(json.at("schema"), "assay.doctor/1");
  EXPECT_EQ(json.at("ready"), false);
  EXPECT_EQ(json.at("machine"), "Linux 6.1, as root");
  EXPECT_TRUE(json.at("isolation").is_null());
  ASSERT_EQ(json.at("diagnoses").size(), 2U);
  const auto& kernel = json.at("diagnoses").at(0);
  EXPECT_EQ(kernel.at("group"), "Sandbox");
  EXPECT_EQ(kernel.at("well"), true);
  const auto& cgroups = json.at("diagnoses").at(1);
  EXPECT_EQ(cgroups.at("what"), "cgroups");
  EXPECT_EQ(cgroups.at("well"), false);
  EXPECT_EQ(cgroups.at("standing"), "missing");
  EXPECT_EQ(cgroups.at("found"), "read-only");
  EXPECT_EQ(cgroups.at("why"), "runs are limited by them");
  EXPECT_EQ(cgroups.at("remedies").at(0).at("when"), "by hand");
  EXPECT_EQ(cgroups.at("remedies").at(0).at("lines").at(0), long_command);
  EXPECT_EQ(nlohmann::json::parse(to_json(of(Standing::advice))).at("isolation"), "full: namespaces");
}

// What a machine's files say is copied, and need not be text.
TEST(DoctorsJson, IsValidWhateverWasFound) {
  auto examination = of(Standing::missing);
  examination.findings[0].diagnoses[0].found = "\xff\xfe \x1b[31m";
  EXPECT_TRUE(nlohmann::json::accept(to_json(examination)));
  EXPECT_THAT(to_page(examination, narrow()), Not(HasSubstr("\x1b[31m")));
}

}  // namespace
}  // namespace assay::cli
