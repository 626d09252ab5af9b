// Every check has its page, and says of itself what the page says.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "checks/pages/pages.hpp"
#include "checks/registry/registry.hpp"

namespace assay::checks {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

TEST(Pages, EveryCheckHasOne) {
  for (const auto& check : all_checks()) EXPECT_NE(find_page(check.id), nullptr) << check.id << ": write its .md";
}

TEST(Pages, EveryOneIsOfACheck) {
  for (const auto& page : all_pages()) {
    const auto named = [&](const Check& check) { return check.id == page.id; };
    EXPECT_TRUE(std::ranges::any_of(all_checks(), named)) << page.family << ": " << page.id << " is in no family's table";
  }
}

TEST(Pages, FirstSentenceIsTheTablesTitle) {
  for (const auto& check : all_checks()) {
    const auto* page = find_page(check.id);
    ASSERT_NE(page, nullptr) << check.id;
    EXPECT_THAT(page->text, StartsWith("# " + std::string(check.id) + "\n\n"));
    EXPECT_EQ(first_sentence(*page), check.title) << check.id;
  }
}

TEST(Pages, HaveTheSameParts) {
  for (const auto& page : all_pages())
    for (const char* part : {"## Why care", "## What is looked for", "## Before", "## After", "## Verdicts", "## Options", "## Known misses"})
      EXPECT_THAT(page.text, HasSubstr("\n" + std::string(part) + "\n")) << page.id;
}

TEST(Pages, NameEveryOption) {
  for (const auto& check : all_checks()) {
    const auto* page = find_page(check.id);
    ASSERT_NE(page, nullptr) << check.id;
    for (const auto& option : check.options) EXPECT_THAT(page->text, HasSubstr("`" + std::string(option.name) + "`")) << check.id;
  }
}

}  // namespace
}  // namespace assay::checks
