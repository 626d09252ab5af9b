#include "wire/frame.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "wire/socket.hpp"

namespace assay::kit::wire {
namespace {

std::string body_of(const std::string& frame) { return frame.substr(4); }

Report sample_report() {
  return {7, {{EventKind::asked, 1, "send", std::string("a\0b", 3)}, {EventKind::returned, 2, "", ""}}};
}

TEST(Frame, AReportSurvivesTheWire) {
  std::string frame;
  encode(sample_report(), frame);
  const auto report = decode_report(body_of(frame));
  ASSERT_TRUE(report);
  EXPECT_EQ(report->token, 7U);
  ASSERT_EQ(report->events.size(), 2U);
  EXPECT_EQ(report->events[0].kind, EventKind::asked);
  EXPECT_EQ(report->events[0].payload, std::string("a\0b", 3));
  EXPECT_EQ(report->events[1].call, 2U);
}

RC_GTEST_PROP(Frame, ACommandSurvivesTheWire,
              (std::uint64_t token, std::int64_t now, std::uint32_t call, const std::string& payload)) {
  const Command command{CommandKind::resume, token, now, -now / 2, call, "operation", payload};
  std::string frame;
  encode(command, frame);
  const auto decoded = decode_command(body_of(frame));
  RC_ASSERT(decoded.has_value());
  RC_ASSERT(decoded->token == token && decoded->steady_now == now && decoded->wall_now == -now / 2);
  RC_ASSERT(decoded->call == call && decoded->operation == "operation" && decoded->payload == payload);
}

RC_GTEST_PROP(Frame, NoPartOfAReportPassesForAWholeOne, ()) {
  std::string frame;
  encode(sample_report(), frame);
  const std::string body = body_of(frame);
  const auto length = *rc::gen::inRange<std::size_t>(0, body.size());
  RC_ASSERT(!decode_report(body.substr(0, length)));
  RC_ASSERT(!decode_report(body + std::string(1 + length, 'x')));
}

RC_GTEST_PROP(Frame, GarbageIsRefusedOrDecodesToWhatItSays, (const std::string& garbage)) {
  const auto report = decode_report(garbage);
  if (!report) return;
  std::string frame;
  encode(*report, frame);
  RC_ASSERT(body_of(frame) == garbage);
}

TEST(Frame, AHostileCountAllocatesNothing) {
  const std::string body = Writer().u64(1).u32(0xffffffff).take();
  EXPECT_FALSE(decode_report(body));
}

TEST(Frame, AHostileTextLengthReadsNothing) {
  const std::string body = Writer().u32(0xffffffff).take() + "abc";
  Reader reader(body);
  EXPECT_EQ(reader.text(), "");
  EXPECT_FALSE(reader.ok());
}

TEST(Frame, UnknownKindsAreRefused) {
  EXPECT_FALSE(decode_report(Writer().u64(1).u32(1).u8(99).u32(1).text("").text("").take()));
  EXPECT_FALSE(decode_command(Writer().u8(0).u64(1).i64(0).i64(0).u32(1).text("").text("").take()));
}

}  // namespace
}  // namespace assay::kit::wire
