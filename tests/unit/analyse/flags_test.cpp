#include "analyse/flags.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace assay::analyse {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

const PathMap paths{{{"/build/src/contract", "/work/contract"}, {"/build/src", "/work/submission"}}};

std::vector<std::string> admitted(std::vector<std::string> arguments) {
  arguments.insert(arguments.begin(), "c++");
  return admissible_flags(arguments, "/build/src/sub", paths);
}

TEST(Flags, AdmitsHeadersMacrosAndTheLanguage) {
  EXPECT_THAT(admitted({"-I/build/src/include", "-isystem", "/build/src/contract/include", "-DNDEBUG", "-D", "X=1",
                        "-UY", "-std=c++20", "-fno-rtti", "-pthread"}),
              ElementsAre("-I", "/work/submission/include", "-isystem", "/work/contract/include", "-DNDEBUG", "-DX=1",
                          "-UY", "-std=c++20", "-fno-rtti", "-pthread"));
}

TEST(Flags, TakesRelativeFoldersFromTheCommandsDirectory) {
  EXPECT_THAT(admitted({"-I../include", "-I."}),
              ElementsAre("-I", "/work/submission/include", "-I", "/work/submission/sub"));
}

TEST(Flags, DropsFoldersOutsideTheSubmission) {
  EXPECT_THAT(admitted({"-I/etc", "-I../../..", "-I/build/srcother", "-isystem/root"}), IsEmpty());
}

TEST(Flags, AdmitsTheSystemsHeaders) {
  EXPECT_THAT(admitted({"-isystem", "/usr/include/x"}), ElementsAre("-isystem", "/usr/include/x"));
}

class Dangerous : public testing::TestWithParam<std::vector<std::string>> {};

TEST_P(Dangerous, IsDropped) { EXPECT_THAT(admitted(GetParam()), IsEmpty()); }

INSTANTIATE_TEST_SUITE_P(
    Flags, Dangerous,
    testing::Values(std::vector<std::string>{"-fplugin=/build/src/evil.so"}, std::vector<std::string>{"-Xclang", "-load"},
                    std::vector<std::string>{"-load"}, std::vector<std::string>{"-B/build/src"},
                    std::vector<std::string>{"@/build/src/flags"}, std::vector<std::string>{"-wrapper", "sh"},
                    std::vector<std::string>{"-include-pch", "/build/src/x.pch"}, std::vector<std::string>{"-o", "/build/src/x"},
                    std::vector<std::string>{"-MF", "/x"}, std::vector<std::string>{"-fmodules-cache-path=/x"},
                    std::vector<std::string>{"--config=/x"}, std::vector<std::string>{"-std=c++20 -fplugin=x"},
                    std::vector<std::string>{"-std=../../x"}, std::vector<std::string>{"-D-load"},
                    std::vector<std::string>{"-resource-dir", "/x"}, std::vector<std::string>{"--sysroot=/x"},
                    std::vector<std::string>{"-ivfsoverlay", "x"}, std::vector<std::string>{"-mllvm", "x"},
                    std::vector<std::string>{"-I"}, std::vector<std::string>{"-ftemplate-depth=9999999"}));

TEST(Flags, TakesADashAsAFoldersName) {
  EXPECT_THAT(admitted({"-I", "-Xclang", "-load"}), ElementsAre("-I", "/work/submission/sub/-Xclang"));
}

TEST(Flags, EndsAtATooLongCommand) {
  EXPECT_LE(admitted(std::vector<std::string>(100'000, "-pthread")).size(), 1'000U);
}

}  // namespace
}  // namespace assay::analyse
