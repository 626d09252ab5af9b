// The frames that a subject writes to its judge: labspecs/kit/wire, and the ledgers that hold a
// report against what was asked.
#include <sys/socket.h>

#include <algorithm>
#include <string>

#include "judge/call_ledger.hpp"
#include "judge/live_ledger.hpp"
#include "support/fuzz.hpp"
#include "util/fd.hpp"
#include "wire/frame.hpp"
#include "wire/socket.hpp"

namespace {

using namespace assay;
using namespace assay::kit;
using fuzz::require;

constexpr std::size_t prefix = 4;

// There is one way to write a message.
void check_commands(std::string_view body) {
  const auto command = wire::decode_command(body);
  if (!command) return;
  std::string frame;
  wire::encode(*command, frame);
  require(std::string_view(frame).substr(prefix) == body, "a command that decodes is encoded the same");
}

void check_reports(std::string_view body) {
  const auto report = wire::decode_report(body);
  if (!report) return;
  std::string frame;
  wire::encode(*report, frame);
  require(std::string_view(frame).substr(prefix) == body, "a report that decodes is encoded the same");

  CallLedger lockstep;
  LiveLedger live(1);
  for (wire::CallId call = 1; call <= 3; ++call) {
    lockstep.goes_on(call);
    require(live.begins(call, call), "a new call begins");
  }
  if (!lockstep.take_in(report->events)) {
    require(report->events.size() >= 3, "a lockstep report says something of each call that went on");
  }
  if (!live.take_in(*report)) {
    require(report->events.size() == 1, "a live report says one thing");
    const bool foreign = report->events.front().kind == wire::EventKind::foreign;
    require(live.running() == (foreign ? 3 : 2), "a live report is of a call that runs, or of a foreign thread");
    require(foreign || report->token == report->events.front().call, "a live report knows its call's token");
  }
}

// Whatever the pieces are that it comes in, the frames are those of the whole.
void check_stream(std::string_view bytes, std::size_t piece) {
  int ends[2];
  require(::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, ends) == 0, "there is a socket");
  const util::Fd writer(ends[1]);
  const util::Fd socket(ends[0]);
  wire::FrameReader reader(socket.get());
  std::string_view left = bytes;
  std::string_view unread = bytes;
  std::string body;
  std::size_t longest = 0;
  while (true) {
    const auto status = reader.read(body);
    if (status == wire::ReadStatus::timed_out) {
      if (left.empty()) break;
      require(wire::write_all(writer.get(), left.substr(0, piece)), "the socket takes a piece");
      left.remove_prefix(std::min(piece, left.size()));
      continue;
    }
    const auto length = wire::Reader(unread.substr(0, prefix)).u32();
    if (status == wire::ReadStatus::too_long) {
      require(length > wire::max_body, "only what is too long is refused");
      return;
    }
    require(status == wire::ReadStatus::frame && body == unread.substr(prefix, length), "a frame is what was sent");
    longest = std::max(longest, prefix + body.size());
    require(reader.held() <= longest + wire::FrameReader::largest_piece, "no more is held than a frame and a piece");
    unread.remove_prefix(prefix + length);
  }
  require(unread.size() < prefix || unread.size() - prefix < wire::Reader(unread.substr(0, prefix)).u32(),
          "every frame that is complete is given");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(fuzz::text_of(data, size));
  const std::size_t piece = 1 + std::size_t{input.byte()} * 16;
  // A frame's body begins after its length, as in a stream of one frame.
  const auto body = input.rest().substr(std::min(prefix, input.rest().size()));
  check_commands(body);
  check_reports(body);
  check_stream(input.rest(), piece);
  return 0;
}
