#include "wire/frame.hpp"

#include <utility>

namespace assay::kit::wire {
namespace {

// Bounds what a hostile count field can make the reader allocate.
constexpr std::uint32_t max_events = 4096;

// Reserves the length prefix, and fills it in once the body is known.
template <typename WriteBody>
void frame(std::string& out, const WriteBody& write_body) {
  Writer body;
  write_body(body);
  const std::string bytes = body.take();
  out += Writer().u32(static_cast<std::uint32_t>(bytes.size())).take();
  out += bytes;
}

}  // namespace

Writer& Writer::u8(std::uint8_t value) {
  bytes_ += static_cast<char>(value);
  return *this;
}

Writer& Writer::u32(std::uint32_t value) {
  for (unsigned shift = 0; shift < 32; shift += 8) u8(static_cast<std::uint8_t>(value >> shift));
  return *this;
}

Writer& Writer::u64(std::uint64_t value) {
  for (unsigned shift = 0; shift < 64; shift += 8) u8(static_cast<std::uint8_t>(value >> shift));
  return *this;
}

Writer& Writer::i64(std::int64_t value) { return u64(static_cast<std::uint64_t>(value)); }

Writer& Writer::text(std::string_view value) {
  u32(static_cast<std::uint32_t>(value.size()));
  bytes_ += value;
  return *this;
}

template <typename Unsigned>
Unsigned Reader::integer() {
  if (!ok_ || rest_.size() < sizeof(Unsigned)) {
    ok_ = false;
    return 0;
  }
  Unsigned value = 0;
  for (std::size_t i = 0; i < sizeof(Unsigned); ++i) {
    value |= static_cast<Unsigned>(static_cast<Unsigned>(static_cast<unsigned char>(rest_[i])) << (8 * i));
  }
  rest_.remove_prefix(sizeof(Unsigned));
  return value;
}

std::uint8_t Reader::u8() { return integer<std::uint8_t>(); }
std::uint32_t Reader::u32() { return integer<std::uint32_t>(); }
std::uint64_t Reader::u64() { return integer<std::uint64_t>(); }
std::int64_t Reader::i64() { return static_cast<std::int64_t>(u64()); }

std::string Reader::text() {
  const std::uint32_t length = u32();
  if (!ok_ || length > rest_.size()) {
    ok_ = false;
    return {};
  }
  std::string value(rest_.substr(0, length));
  rest_.remove_prefix(length);
  return value;
}

void encode(const Command& command, std::string& out) {
  frame(out, [&](Writer& body) {
    body.u8(static_cast<std::uint8_t>(command.kind)).u64(command.token);
    body.i64(command.steady_now).i64(command.wall_now).u32(command.call);
    body.text(command.operation).text(command.payload);
  });
}

void encode(const Report& report, std::string& out) {
  frame(out, [&](Writer& body) {
    body.u64(report.token).u32(static_cast<std::uint32_t>(report.events.size()));
    for (const Event& event : report.events) {
      body.u8(static_cast<std::uint8_t>(event.kind)).u32(event.call);
      body.text(event.operation).text(event.payload);
    }
  });
}

std::optional<Command> decode_command(std::string_view body) {
  Reader reader(body);
  Command command;
  const std::uint8_t kind = reader.u8();
  if (kind < static_cast<std::uint8_t>(CommandKind::invoke) ||
      kind > static_cast<std::uint8_t>(CommandKind::finish)) {
    return std::nullopt;
  }
  command.kind = static_cast<CommandKind>(kind);
  command.token = reader.u64();
  command.steady_now = reader.i64();
  command.wall_now = reader.i64();
  command.call = reader.u32();
  command.operation = reader.text();
  command.payload = reader.text();
  if (!reader.complete()) return std::nullopt;
  return command;
}

std::optional<Report> decode_report(std::string_view body) {
  Reader reader(body);
  Report report;
  report.token = reader.u64();
  const std::uint32_t count = reader.u32();
  if (!reader.ok() || count > max_events) return std::nullopt;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint8_t kind = reader.u8();
    if (kind < static_cast<std::uint8_t>(EventKind::asked) ||
        kind > static_cast<std::uint8_t>(EventKind::foreign)) {
      return std::nullopt;
    }
    Event event{static_cast<EventKind>(kind), reader.u32(), reader.text(), reader.text()};
    if (!reader.ok()) return std::nullopt;
    report.events.push_back(std::move(event));
  }
  if (!reader.complete()) return std::nullopt;
  return report;
}

}  // namespace assay::kit::wire
