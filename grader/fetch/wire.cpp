#include "fetch/wire.hpp"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

namespace assay::fetch {
namespace {

constexpr std::size_t sent_at_once = std::size_t{256} << 10;

}  // namespace

void WireWriter::number(std::uint64_t value) {
  std::array<char, 8> bytes{};
  for (std::size_t i = 0; i < bytes.size(); ++i) bytes[i] = static_cast<char>(value >> (8 * i));
  this->bytes({bytes.data(), bytes.size()});
}

void WireWriter::text(std::string_view value) {
  number(value.size());
  bytes(value);
}

void WireWriter::bytes(std::string_view value) {
  if (broken_) return;
  pending_.append(value);
  if (pending_.size() >= sent_at_once) flush();
}

bool WireWriter::flush() {
  std::string_view rest = pending_;
  while (!broken_ && !rest.empty()) {
    // A reader that is gone is seen as an error, not as SIGPIPE.
    const ssize_t count = ::send(socket_, rest.data(), rest.size(), MSG_NOSIGNAL);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) {
      broken_ = true;
    } else {
      rest.remove_prefix(static_cast<std::size_t>(count));
    }
  }
  pending_.clear();
  return !broken_;
}

bool WireReader::fill() {
  while (true) {
    const ssize_t count = ::recv(socket_, buffer_.data(), buffer_.size(), 0);
    if (count < 0 && errno == EINTR) continue;
    begin_ = 0;
    end_ = count > 0 ? static_cast<std::size_t>(count) : 0;
    return count > 0;
  }
}

void WireReader::read(char* to, std::size_t size) {
  while (!broken_ && size > 0) {
    if (begin_ == end_ && !fill()) {
      broken_ = true;
      return;
    }
    const std::size_t count = std::min(size, end_ - begin_);
    std::memcpy(to, buffer_.data() + begin_, count);
    begin_ += count;
    to += count;
    size -= count;
  }
}

std::uint64_t WireReader::number() {
  std::array<char, 8> bytes{};
  read(bytes.data(), bytes.size());
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    value |= std::uint64_t{static_cast<unsigned char>(bytes[i])} << (8 * i);
  }
  return broken_ ? 0 : value;
}

std::uint64_t WireReader::number(std::uint64_t most) {
  const std::uint64_t value = number();
  if (value > most) broken_ = true;
  return broken_ ? 0 : value;
}

std::string WireReader::text(std::size_t most) { return bytes(number(most)); }

std::string WireReader::bytes(std::size_t size) {
  std::string value(size, '\0');
  read(value.data(), size);
  if (broken_) value.clear();
  return value;
}

}  // namespace assay::fetch
