#include "analyse/compilation_database.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::analyse {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const PathMap paths{{{"/b/s", "/work/submission"}}};

TEST(CompilationDatabase, ReadsCommandsAndArguments) {
  const auto database = read_compilation_database(
      R"([{"directory":"/b/s","file":"a.cpp","command":"ccache c++ -DA=\"x y\" -o a.o -c a.cpp"},
          {"directory":"/b/o","file":"/b/s/b.cpp","arguments":["c++","-std=c++17","b.cpp"]}])",
      paths);
  EXPECT_THAT(database, ElementsAre(Pair("/work/submission/a.cpp", ElementsAre("-DA=x y")),
                                    Pair("/work/submission/b.cpp", ElementsAre("-std=c++17"))));
}

TEST(CompilationDatabase, LeavesOutFilesOutsideTheSubmission) {
  EXPECT_THAT(read_compilation_database(R"([{"directory":"/b/s","file":"/etc/passwd","command":"c++"},
                                            {"directory":"/b/s","file":"../x.cpp","command":"c++"}])",
                                        paths),
              IsEmpty());
}

TEST(CompilationDatabase, IsEmptyForAnythingElse) {
  for (const char* text : {"", "{}", "[1,null,[]]", "[{\"file\":3}]", "nonsense", "[{\"directory\":\"/b/s\"}"})
    EXPECT_LE(read_compilation_database(text, paths).size(), 0U) << text;
  EXPECT_THAT(read_compilation_database(std::string(1 << 20, '['), paths), IsEmpty());
}

TEST(SplitCommand, FollowsTheShellsQuoting) {
  EXPECT_THAT(split_command(R"( c++  '-DX="y z"' "-DQ=\"s\"" a\ b '' )"),
              ElementsAre("c++", R"(-DX="y z")", R"(-DQ="s")", "a b", ""));
}

}  // namespace
}  // namespace assay::analyse
