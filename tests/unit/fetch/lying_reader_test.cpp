#include <thread>

#include "sandbox/helpers.hpp"
#include "unit/fetch/fixture.hpp"

namespace assay::fetch {
namespace {

using core::ErrorKind;
using testing::HasSubstr;

// What the program in the box says is as hostile as the repository that it reads.
class LyingReader : public FetchTest {
 protected:
  LyingReader() {
    limits_.files = 4;
    limits_.file_size = core::Bytes{100};
    limits_.total_size = core::Bytes{200};
    for (const auto* folder : {"objects", "refs"}) std::filesystem::create_directories(source_ / folder);
    sandbox::set_helper_directory(ASSAY_LYING_READER);
  }
  ~LyingReader() override { sandbox::set_helper_directory({}); }

  core::Result<Fetched> told(const std::string& lie) {
    write(source_ / "HEAD", lie);
    return run(from(source_), limits_);
  }
  std::string reason(const std::string& lie) {
    const auto fetched = told(lie);
    if (!fetched) return "error: " + fetched.error().message;
    const auto* refusal = std::get_if<core::Refusal>(&*fetched);
    return refusal != nullptr ? refusal->reason : "checked out";
  }

  Path source_ = new_path("source");
  core::CheckoutLimits limits_;
};

TEST_F(LyingReader, ThatTellsTheTruthIsBelieved) {
  EXPECT_EQ(reason("honest"), "checked out");
  EXPECT_EQ(read(destination_ / "a"), "x");
}

TEST_F(LyingReader, CannotWriteWhereItMayNot) {
  for (const auto* lie : {"leave", "absolute"}) {
    EXPECT_EQ(reason(lie), "unsafe_name") << lie;
    EXPECT_FALSE(std::filesystem::exists(destination_)) << lie;
  }
  EXPECT_EQ(reason("git folder"), "git_folder_name");
  EXPECT_EQ(reason("link"), "link_out_of_tree");
  EXPECT_EQ(reason("twice"), "duplicate_name");
  EXPECT_EQ(reason("below a file"), "duplicate_name");
  EXPECT_FALSE(std::filesystem::exists(destination_));
}

TEST_F(LyingReader, CannotWriteMoreThanItMay) {
  EXPECT_EQ(reason("sum"), "submission_too_large");
  EXPECT_EQ(reason("large"), "breaks_the_reader");
  EXPECT_EQ(reason("many"), "breaks_the_reader");
  EXPECT_EQ(reason("longer path"), "breaks_the_reader");
  EXPECT_EQ(reason("longest path"), "checked out");
}

TEST_F(LyingReader, IsTheRepositorysFactWhereItCrashesOrSpeaksNonsense) {
  for (const auto* lie : {"crash", "silence", "garbage", "short", "id", "time", "reason"}) {
    EXPECT_EQ(reason(lie), "breaks_the_reader") << lie;
  }
  const auto fetched = told("crash");
  EXPECT_THAT(std::get<core::Refusal>(*fetched).message, HasSubstr("ended by signal SIGABRT"));
}

TEST_F(LyingReader, ThatNeverAnswersIsEndedAndNotHeldAgainstTheStudent) {
  options_.reader.wall = std::chrono::milliseconds(500);
  const auto fetched = told("wait");
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, ErrorKind::infrastructure);
  EXPECT_THAT(fetched.error().message, HasSubstr("wall limit"));
}

TEST_F(LyingReader, IsStoppedWithTheGrading) {
  std::stop_source stop;
  options_.stop = stop.get_token();
  const std::jthread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    stop.request_stop();
  });
  const auto fetched = told("wait");
  ASSERT_FALSE(fetched);
  EXPECT_EQ(fetched.error().kind, ErrorKind::interrupted);
}

TEST_F(LyingReader, OfAnotherVersionOrWithoutAGreetingIsTheMachinesFault) {
  for (const auto* lie : {"another version", "no greeting"}) {
    const auto fetched = told(lie);
    ASSERT_FALSE(fetched) << lie;
    EXPECT_EQ(fetched.error().kind, ErrorKind::infrastructure) << lie;
  }
}

TEST_F(LyingReader, PutsNoControlCharactersIntoAMessage) {
  const auto fetched = told("words");
  const auto& refusal = std::get<core::Refusal>(*fetched);
  EXPECT_EQ(refusal.reason, "odd_mode");
  EXPECT_EQ(refusal.message, "\\x1b[2J\\xff\\x0a");
}

}  // namespace
}  // namespace assay::fetch
