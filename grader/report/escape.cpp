#include "report/escape.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>

namespace assay::report {
namespace {

struct Character {
  std::optional<char32_t> code_point;  ///< nothing: one byte that is not UTF-8
  std::string_view bytes;
};

struct Range {
  char32_t first;
  char32_t last;
};

// Invisible, or changing the order in which a line is read. Variation selectors and
// combining marks are not here: names and emoji need them.
constexpr std::array<Range, 20> unsafe_ranges{{
    {0x00, 0x1F},       {0x7F, 0x9F},       // C0, DEL, C1
    {0xAD, 0xAD},       {0x34F, 0x34F},     // soft hyphen, combining grapheme joiner
    {0x61C, 0x61C},     {0x115F, 0x1160},   // Arabic letter mark, Hangul fillers
    {0x17B4, 0x17B5},   {0x180B, 0x180F},   // Khmer inherent vowels, Mongolian separators
    {0x200B, 0x200F},   {0x2028, 0x202E},   // zero width, marks; separators, bidi overrides
    {0x2060, 0x206F},   {0x3164, 0x3164},   // joiner, isolates; Hangul filler
    {0xFEFF, 0xFEFF},   {0xFFA0, 0xFFA0},   // byte order mark; half-width Hangul filler
    {0xFFF0, 0xFFFB},   {0xFFFE, 0xFFFF},   // interlinear annotations; noncharacters
    {0x1BCA0, 0x1BCA3}, {0x1D173, 0x1D17A}, // shorthand and musical format controls
    {0xE0000, 0xE0FFF}, {0x10FFFE, 0x10FFFF},  // tags; noncharacters
}};

constexpr std::array<Range, 4> combining_ranges{
    {{0x300, 0x36F}, {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0x1F3FB, 0x1F3FF}}};

constexpr std::array<Range, 9> wide_ranges{{{0x1100, 0x115F},
                                            {0x2E80, 0xA4CF},
                                            {0xAC00, 0xD7A3},
                                            {0xF900, 0xFAFF},
                                            {0xFE30, 0xFE6F},
                                            {0xFF00, 0xFF60},
                                            {0xFFE0, 0xFFE6},
                                            {0x1F300, 0x1FAFF},
                                            {0x20000, 0x3FFFD}}};

template <std::size_t Count>
bool is_in(const std::array<Range, Count>& ranges, char32_t code_point) {
  return std::ranges::any_of(ranges, [&](const Range& range) {
    return range.first <= code_point && code_point <= range.last;
  });
}

std::size_t sequence_length(unsigned char lead) {
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return 2;
  if (lead >= 0xE0 && lead <= 0xEF) return 3;
  if (lead >= 0xF0 && lead <= 0xF4) return 4;
  return 0;
}

/// The first character of a text that is not empty; well-formed as of the Unicode
/// Standard, table 3-7 (no overlong form, no surrogate, nothing past U+10FFFF).
Character first_character(std::string_view text) {
  const auto byte = [&](std::size_t index) { return static_cast<unsigned char>(text[index]); };
  const Character wrong{std::nullopt, text.substr(0, 1)};
  const auto length = sequence_length(byte(0));
  if (length == 0 || length > text.size()) return wrong;
  if (length == 1) return {byte(0), text.substr(0, 1)};
  char32_t value = byte(0) & (0x7FU >> length);
  for (std::size_t index = 1; index < length; ++index) {
    if ((byte(index) & 0xC0U) != 0x80U) return wrong;
    value = (value << 6U) | (byte(index) & 0x3FU);
  }
  constexpr std::array<char32_t, 5> least{0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < least[length] || surrogate || value > 0x10FFFF) return wrong;
  return {value, text.substr(0, length)};
}

void append_hexadecimal(std::string& out, std::uint32_t value, std::size_t width) {
  std::array<char, 8> digits{};
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16).ptr;
  const auto count = static_cast<std::size_t>(end - digits.data());
  if (count < width) out.append(width - count, '0');
  out.append(digits.data(), count);
}

void append_written_out(std::string& out, char32_t code_point) {
  switch (code_point) {
    case U'\n': out += "\\n"; return;
    case U'\r': out += "\\r"; return;
    case U'\t': out += "\\t"; return;
    default: break;
  }
  out += code_point < 0x80 ? "\\x" : "\\u{";
  append_hexadecimal(out, static_cast<std::uint32_t>(code_point), 2);
  if (code_point >= 0x80) out += '}';
}

void append_escaped(std::string& out, const Character& character) {
  if (!character.code_point) {
    out += "\\x";
    append_hexadecimal(out, static_cast<unsigned char>(character.bytes.front()), 2);
  } else if (is_in(unsafe_ranges, *character.code_point)) {
    append_written_out(out, *character.code_point);
  } else {
    out += character.bytes;
  }
}

/// Appends up to `cap` characters by `append`, and counts the rest.
template <typename Append>
std::string capped(std::string_view text, std::size_t cap, const Append& append) {
  std::string out;
  for (std::size_t shown = 0; !text.empty(); ++shown) {
    if (shown == cap) return out + "… (" + std::to_string(count_code_points(text)) + " more)";
    const auto character = first_character(text);
    append(out, character);
    text.remove_prefix(character.bytes.size());
  }
  return out;
}

std::vector<std::string_view> split_lines(std::string_view text) {
  while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
  std::vector<std::string_view> lines;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    lines.push_back(line);
    text = end == text.npos ? std::string_view{} : text.substr(end + 1);
  }
  return lines;
}

std::string escape_line(std::string_view line, std::size_t cap) {
  return capped(line, cap, [](std::string& out, const Character& character) {
    if (character.code_point == U'\t') {
      out += "    ";
    } else {
      append_escaped(out, character);
    }
  });
}

std::string lines_cut(std::size_t count, std::string_view which) {
  return "… (" + std::to_string(count) + " " + std::string(which) + (count == 1 ? " line)" : " lines)");
}

}  // namespace

std::string escape_terminal(std::string_view text, std::size_t cap) {
  return capped(text, cap, append_escaped);
}

std::vector<std::string> escape_block(std::string_view text, const BlockLimits& limits) {
  auto lines = split_lines(text);
  const auto cut = lines.size() - std::min(lines.size(), limits.lines);
  std::vector<std::string> block;
  if (cut > 0 && limits.keep == Keep::end) {
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(cut));
    block.push_back(lines_cut(cut, "earlier"));
  } else {
    lines.resize(lines.size() - cut);
  }
  for (const auto line : lines) block.push_back(escape_line(line, limits.line_length));
  if (cut > 0 && limits.keep == Keep::beginning) block.push_back(lines_cut(cut, "more"));
  return block;
}

std::string cap_utf8(std::string_view text, std::size_t cap) {
  return capped(text, cap, [](std::string& out, const Character& character) {
    if (character.code_point) {
      out += character.bytes;
    } else {
      out += "\uFFFD";
    }
  });
}

std::string to_ascii(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto character = first_character(text);
    if (character.code_point == U'…') {
      out += "...";
    } else if (character.code_point && *character.code_point > 0x7E) {
      append_written_out(out, *character.code_point);
    } else if (character.code_point) {
      out += character.bytes;
    } else {
      append_escaped(out, character);
    }
    text.remove_prefix(character.bytes.size());
  }
  return out;
}

std::size_t count_columns(std::string_view text) {
  std::size_t columns = 0;
  while (!text.empty()) {
    const auto character = first_character(text);
    const char32_t code_point = character.code_point.value_or(U'?');
    columns += is_in(combining_ranges, code_point) ? 0 : is_in(wide_ranges, code_point) ? 2 : 1;
    text.remove_prefix(character.bytes.size());
  }
  return columns;
}

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (; !text.empty(); ++count) text.remove_prefix(first_character(text).bytes.size());
  return count;
}

}  // namespace assay::report
