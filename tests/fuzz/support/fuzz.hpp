// What every fuzz target is written with.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace assay::fuzz {

/// Where `holds` is false, says `what` and aborts: libFuzzer and the replay then keep the input.
void require(bool holds, std::string_view what);

[[nodiscard]] inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
  return {reinterpret_cast<const char*>(data), size};
}

/// Takes an input apart from its front. Where nothing is left it gives zeros and empty texts.
class Input {
 public:
  explicit Input(std::string_view text) : rest_(text) {}
  [[nodiscard]] bool empty() const { return rest_.empty(); }
  std::uint8_t byte();
  std::uint64_t number();          ///< of eight bytes, the least significant first
  std::string_view line();         ///< up to the next line feed, which is left out
  std::string_view bytes(std::size_t count);
  [[nodiscard]] std::string_view rest() const { return rest_; }

 private:
  std::string_view rest_;
};

/// Whether `text` is well-formed UTF-8 in which no character is a control character (but a line
/// feed, where `lines`), changes the direction of writing or is a zero-width joiner or mark.
/// Written apart from what it judges.
[[nodiscard]] bool is_plain_text(std::string_view text, bool lines);

/// Whether `text` is well-formed UTF-8. Written apart from what it judges.
[[nodiscard]] bool is_utf8(std::string_view text);

}  // namespace assay::fuzz

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);
