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
                           "build/gen.cpp", ".git/d.cpp", "readme.md", "src/e.txt", "src/f.c"}) {
    fs::create_directories((root / name).parent_path());
    std::ofstream(root / name) << "x";
  }
  fs::create_symlink("/", root / "src" / "everything");
  fs::create_symlink("/etc/passwd", root / "src" / "link.cpp");
  const auto sources = list_sources(root, {"contract"});
  ASSERT_TRUE(sources) << sources.error().message;
  EXPECT_THAT(*sources, ElementsAre("a.cpp", "src/b.cc", "src/deep/c.cxx", "src/f.c"));
}

TEST(Sources, AreHeadersThatNothingIncludes) {
  const auto directory = util::TemporaryDirectory::create();
  ASSERT_TRUE(directory);
  const auto& root = directory->path();
  fs::create_directories(root / "include" / "inner");
  std::ofstream(root / "main.cpp") << "#include \"include/used.hpp\"\n";
  std::ofstream(root / "include/used.hpp") << "  #  include <inner/deep.h>\n";
  std::ofstream(root / "include/inner/deep.h") << "int deep;\n";
  std::ofstream(root / "include/alone.hpp") << "#include \"part.ipp\"\n";
  std::ofstream(root / "include/part.ipp") << "#include \"alone.hpp\"\n";
  std::ofstream(root / "include/top.hh") << "#include \"bottom.hxx\"\n";
  std::ofstream(root / "include/bottom.hxx") << "int bottom;\n";
  const auto sources = list_sources(root, {});
  ASSERT_TRUE(sources) << sources.error().message;
  EXPECT_THAT(*sources, ElementsAre("include/alone.hpp", "include/top.hh", "main.cpp"));
}

TEST(Sources, OfAMissingFolderAreAnError) {
  const auto sources = list_sources("/nonexistent/checkout", {});
  ASSERT_FALSE(sources);
  EXPECT_EQ(sources.error().kind, core::ErrorKind::infrastructure);
}

}  // namespace
}  // namespace assay::analyse
