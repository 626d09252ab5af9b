#include "fetch/name_rules.hpp"

#include <gtest/gtest.h>

namespace assay::fetch {
namespace {

TEST(NameRules, LetsOrdinaryNamesPass) {
  for (const auto* name : {"a.cpp", ".gitignore", ".gitmodules", ".github", "git", "digit", ".gitx", "git~", "git~10", "...",
                           "a b", "\xc3\xa9.txt", "a\\b", "a:b"}) {
    EXPECT_FALSE(refuse_name(name, name)) << name;
  }
}

TEST(NameRules, SayWhichPathAndWhy) {
  const auto refusal = refuse_name("..", "src/..");
  ASSERT_TRUE(refusal);
  EXPECT_EQ(refusal->reason, "unsafe_name");
  EXPECT_EQ(refusal->message, "src/..: not a name for a file or folder");
}

TEST(NameRules, RefuseAnEmptyNameAndANul) {
  EXPECT_TRUE(refuse_name("", "a/"));
  EXPECT_TRUE(refuse_name(std::string_view("a\0b", 3), "a"));
}

TEST(NameRules, MessagesHoldNoControlCharacters) {
  EXPECT_EQ(printable("a\x1b[2J\n\xff"), "a\\x1b[2J\\x0a\\xff");
  EXPECT_LT(printable(std::string(5000, 'a')).size(), 300U);
}

}  // namespace
}  // namespace assay::fetch
