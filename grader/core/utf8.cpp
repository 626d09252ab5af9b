#include "core/utf8.hpp"

#include <cstddef>

namespace assay::core {
namespace {

bool between(unsigned char byte, unsigned least, unsigned most) { return byte >= least && byte <= most; }

// The length of the well-formed sequence at the start of `text`, or 0. The second
// byte's range depends on the first; the later ones are always 80..BF.
std::size_t sequence_length(std::string_view text) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(text[at]); };
  const unsigned char first = byte(0);
  if (first < 0x80) return 1;
  std::size_t length = 0;
  if (between(first, 0xC2, 0xDF)) length = 2;
  if (between(first, 0xE0, 0xEF)) length = 3;
  if (between(first, 0xF0, 0xF4)) length = 4;
  if (length == 0 || text.size() < length) return 0;
  const unsigned least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
  const unsigned most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
  if (!between(byte(1), least, most)) return 0;
  for (std::size_t at = 2; at < length; ++at) {
    if (!between(byte(at), 0x80, 0xBF)) return 0;
  }
  return length;
}

}  // namespace

std::string valid_utf8(std::string_view text) {
  constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
  std::string valid;
  valid.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    valid += length == 0 ? replacement : text.substr(0, length);
    text.remove_prefix(length == 0 ? 1 : length);
  }
  return valid;
}

}  // namespace assay::core
