#include "report/escape.hpp"

#include <string>
#include <vector>

#include <gmock/gmock.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace assay::report {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::size_t no_cap = 1'000'000;

std::string encode(char32_t c) {
  const auto byte = [](char32_t value) { return static_cast<char>(static_cast<unsigned char>(value)); };
  if (c < 0x80) return {byte(c)};
  if (c < 0x800) return {byte(0xC0 | (c >> 6)), byte(0x80 | (c & 0x3F))};
  if (c < 0x10000) return {byte(0xE0 | (c >> 12)), byte(0x80 | ((c >> 6) & 0x3F)), byte(0x80 | (c & 0x3F))};
  return {byte(0xF0 | (c >> 18)), byte(0x80 | ((c >> 12) & 0x3F)), byte(0x80 | ((c >> 6) & 0x3F)),
          byte(0x80 | (c & 0x3F))};
}

/// Pieces that a hostile text is made of: raw bytes, whole code points, and known attacks.
rc::Gen<std::string> hostile_text() {
  const auto bytes = rc::gen::container<std::string>(rc::gen::arbitrary<char>());
  const auto code_point = rc::gen::map(
      rc::gen::suchThat(rc::gen::inRange<std::uint32_t>(0, 0x110000),
                        [](std::uint32_t c) { return c < 0xD800 || c > 0xDFFF; }),
      [](std::uint32_t c) { return encode(c); });
  const auto attack = rc::gen::element<std::string>(
      "\x1b[2J", "\x1b]0;owned\x07", "\u202e", "\u2066", "\u200b", "\u2028", "\u0085", "\ufeff", "\r\n",
      "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", std::string(1, '\0'), "\x7f", "\xe2\x80");
  return rc::gen::map(rc::gen::container<std::vector<std::string>>(rc::gen::oneOf(bytes, code_point, attack)),
                      [](const std::vector<std::string>& pieces) {
                        std::string text;
                        for (const auto& piece : pieces) text += piece;
                        return text;
                      });
}

bool has_control_byte(const std::string& text) {
  return std::ranges::any_of(text, [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
  });
}

bool has_steering_character(const std::string& text) {
  for (char32_t c = 0x80; c < 0xA0; ++c) {
    if (text.find(encode(c)) != text.npos) return true;
  }
  for (const char32_t c : {0x200B, 0x200C, 0x200D, 0x200E, 0x200F, 0x2028, 0x2029, 0x202A, 0x202B, 0x202C, 0x202D,
                           0x202E, 0x2060, 0x2066, 0x2067, 0x2068, 0x2069, 0xFEFF}) {
    if (text.find(encode(c)) != text.npos) return true;
  }
  return false;
}

/// Written from the grammar of RFC 3629, section 4, so that it shares no table with the
/// decoder under test.
bool is_utf8(const std::string& text) {
  const auto in = [&](std::size_t at, unsigned low, unsigned high) {
    return at < text.size() && static_cast<unsigned char>(text[at]) >= low &&
           static_cast<unsigned char>(text[at]) <= high;
  };
  const auto tail = [&](std::size_t at) { return in(at, 0x80, 0xBF); };
  std::size_t at = 0;
  while (at < text.size()) {
    if (in(at, 0x00, 0x7F)) at += 1;
    else if (in(at, 0xC2, 0xDF) && tail(at + 1)) at += 2;
    else if (in(at, 0xE0, 0xE0) && in(at + 1, 0xA0, 0xBF) && tail(at + 2)) at += 3;
    else if (in(at, 0xED, 0xED) && in(at + 1, 0x80, 0x9F) && tail(at + 2)) at += 3;
    else if (in(at, 0xE1, 0xEF) && !in(at, 0xED, 0xED) && tail(at + 1) && tail(at + 2)) at += 3;
    else if (in(at, 0xF0, 0xF0) && in(at + 1, 0x90, 0xBF) && tail(at + 2) && tail(at + 3)) at += 4;
    else if (in(at, 0xF4, 0xF4) && in(at + 1, 0x80, 0x8F) && tail(at + 2) && tail(at + 3)) at += 4;
    else if (in(at, 0xF1, 0xF3) && tail(at + 1) && tail(at + 2) && tail(at + 3)) at += 4;
    else return false;
  }
  return true;
}

TEST(EscapeTerminal, LeavesPrintableUnicodeAsItIs) {
  for (const std::string text : {"plain text, 100 %", "Grüße, naïve café", "日本語 العربية עברית", "🙂 👍🏽 ✓ ✗ █",
                                 "e\u0301 a\\path <script>alert(1)</script>"}) {
    EXPECT_EQ(escape_terminal(text, no_cap), text);
  }
}

TEST(EscapeTerminal, WritesControlCharactersOut) {
  EXPECT_EQ(escape_terminal("\x1b[31mred", no_cap), "\\x1b[31mred");
  EXPECT_EQ(escape_terminal("a\nb\tc\rd", no_cap), "a\\nb\\tc\\rd");
  EXPECT_EQ(escape_terminal(std::string("a\0b\x7f", 4), no_cap), "a\\x00b\\x7f");
  EXPECT_EQ(escape_terminal("\u0085\u009b", no_cap), "\\u{85}\\u{9b}");
}

TEST(EscapeTerminal, WritesInvisibleAndReorderingCharactersOut) {
  EXPECT_EQ(escape_terminal("a\u202eb\u2066c", no_cap), "a\\u{202e}b\\u{2066}c");
  EXPECT_EQ(escape_terminal("a\u200bb\u2028c\ufeff", no_cap), "a\\u{200b}b\\u{2028}c\\u{feff}");
  EXPECT_EQ(escape_terminal("\U000E0041", no_cap), "\\u{e0041}");
}

TEST(EscapeTerminal, WritesEachWrongByteOut) {
  EXPECT_EQ(escape_terminal("a\xff" "b", no_cap), "a\\xffb");
  EXPECT_EQ(escape_terminal("\xc0\xaf", no_cap), "\\xc0\\xaf");          // overlong '/'
  EXPECT_EQ(escape_terminal("\xed\xa0\x80", no_cap), "\\xed\\xa0\\x80");  // surrogate
  EXPECT_EQ(escape_terminal("\xe2\x80", no_cap), "\\xe2\\x80");          // cut short
}

TEST(EscapeTerminal, CountsWhatTheCapCutInCodePoints) {
  EXPECT_EQ(escape_terminal("äöü", 3), "äöü");
  EXPECT_EQ(escape_terminal("äöüß", 3), "äöü… (1 more)");
  EXPECT_EQ(escape_terminal(std::string(1'000'000, 'x'), 4), "xxxx… (999996 more)");
  EXPECT_EQ(escape_terminal("", 0), "");
}

RC_GTEST_PROP(EscapeTerminal, NeverLetsAnythingThroughThatSteersATerminal, ()) {
  const auto shown = escape_terminal(*hostile_text(), no_cap);
  RC_ASSERT(!has_control_byte(shown));
  RC_ASSERT(!has_steering_character(shown));
  RC_ASSERT(is_utf8(shown));
}

RC_GTEST_PROP(EscapeTerminal, IsBoundedByItsCap, ()) {
  const auto cap = *rc::gen::inRange<std::size_t>(0, 50);
  const auto shown = escape_terminal(*hostile_text(), cap);
  RC_ASSERT(shown.size() <= 10 * cap + 32);
  RC_ASSERT(is_utf8(shown));
}

RC_GTEST_PROP(EscapeTerminal, IsIdempotent, ()) {
  const auto once = escape_terminal(*hostile_text(), no_cap);
  RC_ASSERT(escape_terminal(once, no_cap) == once);
}

TEST(EscapeBlock, SplitsLinesAndKeepsIndentation) {
  EXPECT_THAT(escape_block("a\r\n\tb\n\n  c\x1b\n\n", {}), ElementsAre("a", "    b", "", "  c\\x1b"));
  EXPECT_THAT(escape_block("", {}), IsEmpty());
  EXPECT_THAT(escape_block("\n\n", {}), IsEmpty());
}

TEST(EscapeBlock, SaysHowManyLinesItCutAtTheEnd) {
  EXPECT_THAT(escape_block("a\nb\nc", {.lines = 3}), ElementsAre("a", "b", "c"));
  EXPECT_THAT(escape_block("a\nb\nc", {.lines = 2}), ElementsAre("a", "b", "… (1 more line)"));
}

TEST(EscapeBlock, SaysHowManyLinesItCutAtTheBeginning) {
  EXPECT_THAT(escape_block("a\nb\nc", {.lines = 1, .keep = Keep::end}), ElementsAre("… (2 earlier lines)", "c"));
}

TEST(EscapeBlock, CapsALineOfAMegabyte) {
  EXPECT_THAT(escape_block(std::string(1 << 20, 'x'), {.line_length = 3}), ElementsAre("xxx… (1048573 more)"));
}

RC_GTEST_PROP(EscapeBlock, NeverLetsAnythingThroughThatSteersATerminal, ()) {
  const auto keep = *rc::gen::element(Keep::beginning, Keep::end);
  const auto block = escape_block(*hostile_text(), {.lines = 3, .line_length = 5, .keep = keep});
  RC_ASSERT(block.size() <= 4U);
  for (const auto& line : block) {
    RC_ASSERT(!has_control_byte(line));
    RC_ASSERT(!has_steering_character(line));
    RC_ASSERT(is_utf8(line));
    RC_ASSERT(line.size() <= 10U * 5U + 32U);
  }
}

TEST(CapUtf8, ReplacesEachWrongByteAndKeepsTheRest) {
  EXPECT_EQ(cap_utf8("a\xff\xc0" "b\x1b\u202e", no_cap), "a\uFFFD\uFFFD" "b\x1b\u202e");
  EXPECT_EQ(cap_utf8("abc", 2), "ab… (1 more)");
}

RC_GTEST_PROP(CapUtf8, IsAlwaysValid, ()) { RC_ASSERT(is_utf8(cap_utf8(*hostile_text(), no_cap))); }

TEST(ToAscii, WritesEverythingElseOut) {
  EXPECT_EQ(to_ascii("a… é🙂"), "a... \\u{e9}\\u{1f642}");
  EXPECT_EQ(to_ascii("a\nb\x1b"), "a\nb\x1b");  // lines and our own colours stay
}

TEST(CountColumns, KnowsWideAndCombiningCharacters) {
  EXPECT_EQ(count_columns("abc"), 3U);
  EXPECT_EQ(count_columns("日本"), 4U);
  EXPECT_EQ(count_columns("e\u0301"), 1U);
}

RC_GTEST_PROP(CountCodePoints, AgreesWithTheLengthInUtf32, (const std::vector<std::uint32_t>& numbers)) {
  std::string text;
  std::size_t count = 0;
  for (const auto number : numbers) {
    const auto c = number % 0xD800;
    text += encode(c);
    ++count;
  }
  RC_ASSERT(count_code_points(text) == count);
}

}  // namespace
}  // namespace assay::report
