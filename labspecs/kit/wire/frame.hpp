// The messages between a judge and its subject: length-prefixed binary frames on a
// stream socket. Every integer is little-endian. The judge treats what it reads as
// hostile: a frame that does not decode ends the case.
//
// Both sides compile this file; the subject's side needs no more than C++20 and libc.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace assay::kit::wire {

/// A frame's largest body; a longer one is a breach of the protocol.
inline constexpr std::size_t max_body = std::size_t{4} << 20;

/// The number under which the subject inherits its end of the socket.
inline constexpr int subject_descriptor = 3;

/// Identifies one call that the judge makes into the subject, from 1 on.
using CallId = std::uint32_t;

/// What the judge asks for.
enum class CommandKind : std::uint8_t {
  invoke = 1,  ///< begin `operation` as call `call`, in a thread of its own
  resume = 2,  ///< let call `call` go on, with `payload` as the answer it waits for
  settle = 3,  ///< no one goes on; say what has changed since
  finish = 4,  ///< end the process
};

/// Judge to subject. The virtual times hold until the next command.
struct Command {
  CommandKind kind = CommandKind::finish;
  /// Drawn at random for each command, so that no report can be prepared before its
  /// command has come.
  std::uint64_t token = 0;
  std::int64_t steady_now = 0; ///< nanoseconds
  std::int64_t wall_now = 0;   ///< nanoseconds since the epoch
  CallId call = 0;
  std::string operation;       ///< for invoke
  std::string payload;
};

/// What became of a call.
enum class EventKind : std::uint8_t {
  asked = 1,     ///< it waits for the judge's answer to `operation`
  returned = 2,  ///< it ended; `payload` is what it gave
  threw = 3,     ///< it ended by an exception; `payload` is its text
  blocked = 4,   ///< it waits for something that another call holds; `payload` says for what kind of thing
  foreign = 5,   ///< a thread that the judge did not start used the contract
};

struct Event {
  EventKind kind = EventKind::asked;
  CallId call = 0;
  std::string operation;
  std::string payload;
};

/// Subject to judge, exactly one for a command: all that changed until every call is
/// waiting again.
struct Report {
  std::uint64_t token = 0;  ///< the command's
  std::vector<Event> events;
};

/// Whole frames, length prefix included, appended to `out`.
void encode(const Command& command, std::string& out);
void encode(const Report& report, std::string& out);

/// Decode a frame's body (without its prefix); nothing if it is not exactly one
/// well-formed message.
[[nodiscard]] std::optional<Command> decode_command(std::string_view body);
[[nodiscard]] std::optional<Report> decode_report(std::string_view body);

/// Puts fields one after the other, for a lab's own payloads.
class Writer {
 public:
  Writer& u8(std::uint8_t value);
  Writer& u32(std::uint32_t value);
  Writer& u64(std::uint64_t value);
  Writer& i64(std::int64_t value);
  Writer& text(std::string_view value);
  [[nodiscard]] std::string take() { return std::move(bytes_); }

 private:
  std::string bytes_;
};

/// Takes them out again. After a read past the end or a text over its length, `ok` is
/// false and every further read gives zero or empty.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_(bytes) {}
  std::uint8_t u8();
  std::uint32_t u32();
  std::uint64_t u64();
  std::int64_t i64();
  std::string text();
  [[nodiscard]] bool ok() const { return ok_; }
  /// Whether everything was read, and nothing is left.
  [[nodiscard]] bool complete() const { return ok_ && rest_.empty(); }

 private:
  template <typename Unsigned>
  Unsigned integer();
  std::string_view rest_;
  bool ok_ = true;
};

}  // namespace assay::kit::wire
