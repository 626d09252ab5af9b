#include "support/words.hpp"

#include <cstddef>

namespace judge {

std::string name_of(lab::Cause cause) {
  switch (cause) {
    case lab::Cause::bulkhead_full: return "bulkhead_full";
    case lab::Cause::circuit_open: return "circuit_open";
    case lab::Cause::deadline_exceeded: return "deadline_exceeded";
    case lab::Cause::attempts_exhausted: return "attempts_exhausted";
    case lab::Cause::permanent_error: return "permanent_error";
  }
  return "cause number " + std::to_string(static_cast<int>(cause));
}

std::string call_name(std::uint32_t id) { return "call " + std::to_string(id); }

std::string quoted(std::string_view bytes) {
  constexpr std::size_t shown = 40;
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text = "\"";
  for (const char c : bytes.substr(0, shown)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte >= 0x20 && byte < 0x7f) {
      text += c;
    } else {
      text += "\\x";
      text += digits[byte >> 4];
      text += digits[byte & 15];
    }
  }
  text += '"';
  if (bytes.size() > shown) text += "… (" + std::to_string(bytes.size()) + " bytes)";
  return text;
}

std::string counted(unsigned long count, std::string_view noun) {
  return std::to_string(count) + " " + std::string(noun) + (count == 1 ? "" : "s");
}

}  // namespace judge
