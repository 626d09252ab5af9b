#include "analyse/compilation_database.hpp"

#include "analyse/fallback_flags.hpp"

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

TEST(CompilationDatabase, LeavesOutFlagsThatHoldANul) {
  const auto database = read_compilation_database(
      R"([{"directory":"/b/s","file":"a.cpp","arguments":
          ["c++","-I","/b/s/a\u0000b","-D","A\u0000","-DB\u0000","-U","C","-I\u0000"]}])", paths);
  EXPECT_THAT(database, ElementsAre(Pair("/work/submission/a.cpp", ElementsAre("-UC"))));
}

TEST(CompilationDatabase, LeavesOutPathsThatGrewTooLong) {
  const std::string deep = "/b/s" + std::string(4'000, 'd');
  const auto entry = [](const std::string& directory) {
    return R"([{"directory":")" + directory + R"(","file":"/b/s/a.cpp","arguments":["c++","-Ix"]}])";
  };
  const std::string below = "/b/s/" + std::string(4'000, 'd');
  EXPECT_EQ(read_compilation_database(entry(below), paths).begin()->second.size(), 2U);
  EXPECT_THAT(read_compilation_database(entry(below + std::string(100, 'd')), paths).begin()->second, IsEmpty());
}

TEST(CompilationDatabase, KeepsToItsSizeInAll) {
  // Each unit repeats its long folder a thousand times.
  std::string text = "[";
  for (int unit = 0; unit < 20; ++unit) {
    text += (unit == 0 ? "" : ",") + std::string(R"({"file":"/b/s/)") + std::to_string(unit) + R"(.cpp","directory":"/b/s/)" +
            std::string(3'000, 'd') + R"(","arguments":["c++")";
    for (int flag = 0; flag < 1'000; ++flag) text += ",\"-Ix\"";
    text += "]}";
  }
  std::size_t bytes = 0;
  for (const auto& [file, flags] : read_compilation_database(text + "]", paths)) {
    for (const auto& flag : flags) bytes += flag.size();
  }
  EXPECT_GT(bytes, most_flag_bytes / 2);
  EXPECT_LE(bytes, most_flag_bytes);
}

TEST(FallbackFlags, TakeTheFoldersOfAllUnits) {
  const std::map<std::string, std::vector<std::string>> database{
      {"a", {"-I", "/x", "-DA", "-isystem", "/y"}}, {"b", {"-I", "/x", "-iquote", "/z", "-include", "/usr/f"}}};
  const std::vector<std::string> own{"/s", "/x"};
  EXPECT_THAT(fallback_flags(database, own), ElementsAre("-std=gnu++23", "-I", "/x", "-isystem", "/y", "-iquote", "/z", "-I", "/s"));
}

TEST(FallbackFlags, AreFewHoweverManyFoldersUnitsHave) {
  std::map<std::string, std::vector<std::string>> database;
  for (int i = 0; i < 100'000; ++i) {
    database["a"].push_back("-I");
    database["a"].push_back("/x/" + std::to_string(i) + std::string(200, 'x'));
  }
  const std::vector<std::string> own{"/s"};
  const auto flags = fallback_flags(database, own);
  std::size_t bytes = 0;
  for (const auto& flag : flags) bytes += flag.size();
  EXPECT_GT(flags.size(), 60U);
  EXPECT_LE(bytes, std::size_t{20} << 10);
  EXPECT_EQ(flags.back(), "/s");
}

TEST(SplitCommand, FollowsTheShellsQuoting) {
  EXPECT_THAT(split_command(R"( c++  '-DX="y z"' "-DQ=\"s\"" a\ b '' )"),
              ElementsAre("c++", R"(-DX="y z")", R"(-DQ="s")", "a b", ""));
}

}  // namespace
}  // namespace assay::analyse
