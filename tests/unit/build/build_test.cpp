#include "build/build.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <optional>

#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::build {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class Build : public testing::Test {
 protected:
  void SetUp() override {
    auto folder = util::TemporaryDirectory::create();
    ASSERT_TRUE(folder) << folder.error().message;
    folder_.emplace(std::move(*folder));
    fs::create_directory(folder_->path() / "submission");
    ASSERT_TRUE(util::write_file(folder_->path() / "host.a", ""));
  }
  [[nodiscard]] BuildRequest request() const {
    const auto& root = folder_->path();
    return {.submission = root / "submission", .target = "lab", .sanitizer = core::Sanitizer::none,
            .host_libraries = {{"subject", root / "host.a"}}, .workspace = root, .limits = {}};
  }
  std::optional<util::TemporaryDirectory> folder_;
};

TEST_F(Build, AMissingFileOfOursIsTheGradersFault) {
  auto incomplete = request();
  incomplete.host_libraries["subject"] = folder_->path() / "missing.a";
  const auto built = build(incomplete, {});
  ASSERT_FALSE(built);
  EXPECT_EQ(built.error().kind, core::ErrorKind::infrastructure);
  EXPECT_THAT(built.error().message, HasSubstr("missing.a is missing"));
}

TEST_F(Build, AMissingBuildFileIsTheSubmissionsFact) {
  const auto built = build(request(), {});
  ASSERT_TRUE(built) << built.error().message;
  EXPECT_EQ(built->facts.status, core::BuildStatus::failed);
  EXPECT_THAT(built->facts.message, HasSubstr("no CMakeLists.txt in its topmost folder"));
}

}  // namespace
}  // namespace assay::build
