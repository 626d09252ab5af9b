#include "analyse/sources.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "util/temporary_directory.hpp"

namespace assay::analyse {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

TEST(Sources, AreTheSubmissionsOwn) {
  const auto directory = util::TemporaryDirectory::create();
  ASSERT_TRUE(directory);
  const auto& root = directory->path();
  for (const char* name : {"a.cpp", "src/b.cc", "src/deep/c.cxx", "contract/host.cpp", "build/CMakeCache.txt",
                           "build/gen.cpp", ".git/d.cpp", "readme.md", "src/e.hpp"}) {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name) << "x";
  }
  fs::create_symlink("/", root / "src" / "everything");
  fs::create_symlink("/etc/passwd", root / "src" / "link.cpp");
  const auto sources = list_sources(root, {"contract"});
  ASSERT_TRUE(sources) << sources.error().message;
  EXPECT_THAT(*sources, ElementsAre("a.cpp", "src/b.cc", "src/deep/c.cxx"));
}

TEST(Sources, OfAMissingFolderAreAnError) {
  const auto sources = list_sources("/nonexistent/checkout", {});
  ASSERT_FALSE(sources);
  EXPECT_EQ(sources.error().kind, core::ErrorKind::infrastructure);
}

}  // namespace
}  // namespace assay::analyse
