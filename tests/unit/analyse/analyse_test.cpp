#include "analyse/analyse.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>

#include "util/temporary_directory.hpp"

namespace assay::analyse {
namespace {

namespace fs = std::filesystem;
using core::Verdict;
using testing::HasSubstr;

class Analysing : public testing::Test {
 protected:
  void SetUp() override {
    auto created = util::TemporaryDirectory::create();
    ASSERT_TRUE(created) << created.error().message;
    directory_.emplace(std::move(*created));
    request_ = {.submission = directory_->path() / "submission",
                .contract_directory = "contract",
                .compile_commands = std::nullopt,
                .checks = {"cb-role"},
                .limits = {.wall = std::chrono::seconds(60),
                           .cpu = std::chrono::seconds(60),
                           .memory = core::Bytes{std::uint64_t{1} << 30},
                           .processes = 16,
                           .output = core::Bytes{std::uint64_t{1} << 20}},
                .tool = ASSAY_CHECKS_TOOL};
    write("submission/contract/include/broker.hpp", "struct Broker { virtual int send(const char*) = 0; };\n");
    write("submission/src/a.cpp",
          "#include <broker.hpp>\n#ifndef WANTED\n#error not wanted\n#endif\n"
          "int f(Broker& b) { int r = b.send(\"x\"); return r; }\n");
  }

  void write(const std::string& name, const std::string& text) {
    const auto path = directory_->path() / name;
    fs::create_directories(path.parent_path());
    std::ofstream(path) << text;
  }

  std::optional<util::TemporaryDirectory> directory_;
  Request request_;
};

TEST_F(Analysing, ReadsTheSourcesWithTheBuildsAdmissibleFlags) {
  write("build/compile_commands.json",
        R"([{"directory":"/submission/build","file":"/submission/src/a.cpp",
             "command":"c++ -DWANTED -fplugin=/x.so -I../contract/include -c ../src/a.cpp"}])");
  request_.compile_commands = directory_->path() / "build/compile_commands.json";
  const auto analysis = analyse(request_, {});
  ASSERT_TRUE(analysis) << analysis.error().message;
  EXPECT_EQ(analysis->finished.message, "");
  EXPECT_EQ(analysis->finished.units, 1U);
  EXPECT_TRUE(analysis->finished.problems.empty());
  EXPECT_EQ(analysis->findings.at(0).verdict, Verdict::violated);
  EXPECT_EQ(analysis->findings.at(0).locations.at(0).file, "src/a.cpp");
}

TEST_F(Analysing, ReadsSourcesThatTheBuildSaysNothingOf) {
  const auto analysis = analyse(request_, {});
  ASSERT_TRUE(analysis) << analysis.error().message;
  ASSERT_EQ(analysis->finished.problems.size(), 1U);
  EXPECT_THAT(analysis->finished.problems[0].message, HasSubstr("not wanted"));
  EXPECT_EQ(analysis->findings.at(0).verdict, Verdict::inconclusive);
}

TEST_F(Analysing, DecidesNothingWhereALimitIsBroken) {
  write("submission/src/a.cpp",
        "template <int D, long I> struct T { T<D - 1, 2 * I> a; T<D - 1, 2 * I + 1> b; };\n"
        "template <long I> struct T<0, I> {};\nT<40, 1> t;\n");
  request_.limits.wall = std::chrono::seconds(3);
  const auto analysis = analyse(request_, {});
  ASSERT_TRUE(analysis) << analysis.error().message;
  EXPECT_NE(analysis->finished.message, "");
  EXPECT_EQ(analysis->findings.at(0).check, "cb-role");
  EXPECT_EQ(analysis->findings.at(0).verdict, Verdict::inconclusive);
}

TEST_F(Analysing, FailsWithoutItsTool) {
  request_.tool = directory_->path() / "no-such-tool";
  const auto analysis = analyse(request_, {});
  ASSERT_FALSE(analysis);
  EXPECT_EQ(analysis.error().kind, core::ErrorKind::infrastructure);
  EXPECT_THAT(analysis.error().message, HasSubstr("no-such-tool"));
}

TEST_F(Analysing, RefusesACheckThatThereIsNot) {
  request_.checks = {"cb-nonsense"};
  const auto analysis = analyse(request_, {});
  ASSERT_FALSE(analysis);
  EXPECT_EQ(analysis.error().kind, core::ErrorKind::usage);
}

TEST_F(Analysing, StopsWhenAsked) {
  std::stop_source stop;
  stop.request_stop();
  const auto analysis = analyse(request_, stop.get_token());
  ASSERT_FALSE(analysis);
  EXPECT_EQ(analysis.error().kind, core::ErrorKind::interrupted);
}

}  // namespace
}  // namespace assay::analyse
