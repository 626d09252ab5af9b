// Numbers and texts over a socket between the grader and the program that reads a repository.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace assay::fetch {

/// Buffers what is written; `flush` sends it. Numbers are eight bytes, the lowest first (both
/// ends are the same machine's); a text is its length and its bytes.
class WireWriter {
 public:
  explicit WireWriter(int socket) : socket_(socket) {}
  void number(std::uint64_t value);
  void text(std::string_view value);
  /// The bytes alone, for a length that the other side knows.
  void bytes(std::string_view value);
  /// False once the other side is gone; then nothing more is sent.
  bool flush();

 private:
  int socket_;
  bool broken_ = false;
  std::string pending_;
};

/// Reads what may have been written by anyone. The first thing that cannot be (an end, a
/// text over its cap) breaks the reader, and from then on it gives zeros and empty texts:
/// callers look at `ok` before they believe a value.
class WireReader {
 public:
  explicit WireReader(int socket) : socket_(socket), buffer_(std::size_t{64} << 10, '\0') {}
  [[nodiscard]] std::uint64_t number();
  /// A number of at most `most`.
  [[nodiscard]] std::uint64_t number(std::uint64_t most);
  [[nodiscard]] bool flag() { return number(1) == 1; }
  /// A text of at most `most` bytes.
  [[nodiscard]] std::string text(std::size_t most);
  /// Exactly `size` bytes.
  [[nodiscard]] std::string bytes(std::size_t size);
  [[nodiscard]] bool ok() const { return !broken_; }
  void break_off() { broken_ = true; }

 private:
  bool fill();
  void read(char* to, std::size_t size);

  int socket_;
  bool broken_ = false;
  std::string buffer_;
  std::size_t begin_ = 0;
  std::size_t end_ = 0;
};

}  // namespace assay::fetch
