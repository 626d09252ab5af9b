#include "wire/socket.hpp"

#include <gtest/gtest.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include <chrono>
#include <string>
#include <thread>

#include "wire/frame.hpp"

namespace assay::kit::wire {
namespace {

class FrameSocket : public testing::Test {
 protected:
  void SetUp() override {
    ASSERT_EQ(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends), 0);
    timeval timeout{.tv_sec = 0, .tv_usec = 50'000};
    ASSERT_EQ(::setsockopt(ends[0], SOL_SOCKET, SO_RCVTIMEO, &timeout, sizeof timeout), 0);
  }
  void TearDown() override {
    ::close(ends[0]);
    if (ends[1] >= 0) ::close(ends[1]);
  }
  static std::string frame(std::string_view body) {
    return Writer().u32(static_cast<std::uint32_t>(body.size())).take() + std::string(body);
  }

  int ends[2] = {-1, -1};
  std::string body;
};

TEST_F(FrameSocket, TakesFramesApartThatArriveTogether) {
  FrameReader reader(ends[0]);
  ASSERT_TRUE(write_all(ends[1], frame("one") + frame("two")));
  ASSERT_EQ(reader.read(body), ReadStatus::frame);
  EXPECT_EQ(body, "one");
  EXPECT_TRUE(reader.has_unread());
  ASSERT_EQ(reader.read(body), ReadStatus::frame);
  EXPECT_EQ(body, "two");
  EXPECT_FALSE(reader.has_unread());
}

TEST_F(FrameSocket, PutsAFrameTogetherThatArrivesInParts) {
  FrameReader reader(ends[0]);
  const std::string whole = frame(std::string(10'000, 'x'));
  ASSERT_TRUE(write_all(ends[1], whole.substr(0, 3)));
  EXPECT_EQ(reader.read(body), ReadStatus::timed_out);
  ASSERT_TRUE(write_all(ends[1], whole.substr(3)));
  ASSERT_EQ(reader.read(body), ReadStatus::frame);
  EXPECT_EQ(body, std::string(10'000, 'x'));
}

TEST_F(FrameSocket, KeepsNoMoreThanAFrameAndAPieceOfWhatNeverEndsWithAFrame) {
  FrameReader reader(ends[0]);
  const std::string whole = frame(std::string(1'000, 'x'));
  ASSERT_TRUE(write_all(ends[1], whole.substr(0, 500)));
  for (int i = 0; i < 1'000; ++i) {
    ASSERT_TRUE(write_all(ends[1], whole.substr(500) + whole.substr(0, 500)));
    ASSERT_EQ(reader.read(body), ReadStatus::frame);
    ASSERT_EQ(body, std::string(1'000, 'x'));
    ASSERT_LE(reader.held(), whole.size() + FrameReader::largest_piece);
  }
}

TEST_F(FrameSocket, DoesNotWaitForAFrameThatComesByteByByte) {
  FrameReader reader(ends[0]);
  const auto began = FrameReader::Clock::now();
  std::jthread dripping([&](const std::stop_token& stop) {
    const std::string whole = frame(std::string(1'000, 'x'));
    for (const char byte : whole) {
      if (stop.stop_requested()) return;
      (void)write_all(ends[1], std::string_view(&byte, 1));
      std::this_thread::sleep_for(std::chrono::milliseconds(5));
    }
  });
  EXPECT_EQ(reader.read(body, began + std::chrono::milliseconds(100)), ReadStatus::timed_out);
  EXPECT_LT(FrameReader::Clock::now() - began, std::chrono::seconds(2));
}

TEST_F(FrameSocket, SeesBytesThatNoOneAskedFor) {
  FrameReader reader(ends[0]);
  EXPECT_FALSE(reader.has_unread());
  ASSERT_TRUE(write_all(ends[1], "x"));
  EXPECT_TRUE(reader.has_unread());
}

TEST_F(FrameSocket, RefusesAFrameOverTheCapWithoutReadingIt) {
  FrameReader reader(ends[0]);
  ASSERT_TRUE(write_all(ends[1], Writer().u32(static_cast<std::uint32_t>(max_body + 1)).take()));
  EXPECT_EQ(reader.read(body), ReadStatus::too_long);
}

TEST_F(FrameSocket, TellsAClosedSocketFromASilentOne) {
  FrameReader reader(ends[0]);
  EXPECT_EQ(reader.read(body), ReadStatus::timed_out);
  ::close(ends[1]);
  ends[1] = -1;
  EXPECT_EQ(reader.read(body), ReadStatus::closed);
  EXPECT_FALSE(write_all(ends[0], "x"));
}

}  // namespace
}  // namespace assay::kit::wire
