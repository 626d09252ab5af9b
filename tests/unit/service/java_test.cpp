#include "service/java.hpp"

#include <filesystem>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::service {
namespace {

namespace fs = std::filesystem;

TEST(Java, TellsItsVersionByTheFirstNumber) {
  EXPECT_EQ(java_version("openjdk version \"17.0.15\" 2025-04-15\nmore"), 17U);
  EXPECT_EQ(java_version("java version \"21\""), 21U);
  EXPECT_EQ(java_version("openjdk version \"1.8.0_402\""), 1U);
  EXPECT_EQ(java_version("command not found"), 0U);
  EXPECT_EQ(java_version("version \""), 0U);
}

TEST(Java, IsTheSystemsAndElseUnavailable) {
  const auto root = util::TemporaryDirectory::create().value();
  EXPECT_EQ(find_java(root.path()).error().kind, core::ErrorKind::unavailable);
  fs::create_directories(root.path() / "usr/bin");
  ASSERT_TRUE(util::write_file(root.path() / "usr/bin/java", ""));
  EXPECT_EQ(find_java(root.path()).value(), root.path() / "usr/bin/java");
}

TEST(Java, HasItsSettingsInFoldersOfEtc) {
  const auto root = util::TemporaryDirectory::create().value();
  EXPECT_TRUE(java_settings(root.path()).empty());
  for (const char* name : {"etc/java-21-openjdk", "etc/java-17-openjdk", "etc/javascript"}) fs::create_directories(root.path() / name);
  ASSERT_TRUE(util::write_file(root.path() / "etc/java-note", ""));
  EXPECT_THAT(java_settings(root.path()), testing::ElementsAre(root.path() / "etc/java-17-openjdk", root.path() / "etc/java-21-openjdk"));
}

}  // namespace
}  // namespace assay::service
