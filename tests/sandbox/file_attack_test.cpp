// Ways to a file that is larger than one may be, and to a tree that takes long to clear away.
#include "box_fixture.hpp"
#include "seen.hpp"

namespace assay::sandbox::testing {
namespace {

using core::operator""_MiB;

class Stretching : public ::testing::TestWithParam<const char*> {};

std::string stretch(const char* kind, const char* bytes) {
  Policy policy = probe_policy();
  policy.limits.file_size = 1_MiB;
  return seen(run_in_box(policy, {"/probes/stretch_file", kind, "/tmp/file", bytes}));
}

TEST_P(Stretching, SucceedsBare) {
  EXPECT_EQ(run_bare({ASSAY_PROBES "/stretch_file", GetParam(), "/mnt/file", "16777217"}), "16777217");
}
TEST_P(Stretching, GoesOnJustUnderTheLimit) { EXPECT_EQ(stretch(GetParam(), "1048576"), "1048576"); }
TEST_P(Stretching, IsRefusedJustOverTheLimit) { EXPECT_EQ(stretch(GetParam(), "1048577"), "EFBIG"); }

INSTANTIATE_TEST_SUITE_P(Limits, Stretching, ::testing::Values("hole", "reserve", "punch", "seek", "memory"),
                         [](const auto& tested) { return std::string(tested.param); });

}  // namespace
}  // namespace assay::sandbox::testing
