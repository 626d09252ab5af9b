// When runs are made under reduced isolation: only where that was allowed, and never unsaid.
#include <cstdlib>

#include "reduced_fixture.hpp"

namespace assay::sandbox {
namespace {

namespace fs = std::filesystem;

/// Without bubblewrap there is no full isolation.
class WithoutBubblewrap : public ::testing::Test {
 protected:
  void SetUp() override { setenv("PATH", "/nowhere", 1); }
  void TearDown() override {
    setenv("PATH", path_.c_str(), 1);
    choose_isolation(IsolationChoice::full);
  }

 private:
  const std::string path_ = getenv("PATH");
};

TEST_F(WithoutBubblewrap, NothingRunsAndTheErrorSaysWhatWouldBeGivenUp) {
  choose_isolation(IsolationChoice::full);
  const auto held = sandbox::probe();
  ASSERT_FALSE(held);
  EXPECT_EQ(held.error().kind, core::ErrorKind::infrastructure);
  EXPECT_NE(held.error().message.find("--allow-reduced-isolation"), std::string::npos) << held.error().message;
  EXPECT_FALSE(run(Policy{}, {.arguments = {"/bin/true"}}));
}

TEST_F(WithoutBubblewrap, RunsAreReducedWhereThatWasAllowedAndSayWhy) {
  choose_isolation(IsolationChoice::reduced_if_needed);
  const auto held = sandbox::probe();
  ASSERT_TRUE(held) << held.error().message;
  EXPECT_EQ(held->find("reduced: Landlock ABI "), 0U) << *held;
  EXPECT_NE(held->find("(no full isolation: "), std::string::npos) << *held;
  setenv("PATH", "/usr/bin:/bin", 1);
  EXPECT_EQ(isolation(), Isolation::reduced) << "it is found out once";
}

TEST(ReducedChoice, IsNotMadeWhereTheFullOneCanBeHad) {
  choose_isolation(IsolationChoice::full);
  const bool can_be_had = sandbox::probe().has_value();
  choose_isolation(IsolationChoice::reduced_if_needed);
  EXPECT_EQ(isolation(), can_be_had ? Isolation::full : Isolation::reduced);
  choose_isolation(IsolationChoice::full);
}

TEST(ReducedChoice, IsNeverMadeUnasked) {
  choose_isolation(IsolationChoice::full);
  EXPECT_EQ(isolation(), Isolation::full);
  EXPECT_EQ(path_inside("/usr", "/elsewhere"), fs::path("/elsewhere"));
}

}  // namespace
}  // namespace assay::sandbox
