// What makes a submission's text safe to show: grader/report/escape, core/utf8, the fetch
// stage's printable names and the page's embedded JSON.
#include <nlohmann/json.hpp>

#include <algorithm>
#include <string>

#include "core/utf8.hpp"
#include "fetch/name_rules.hpp"
#include "report/escape.hpp"
#include "report/html.hpp"
#include "report/page.hpp"
#include "support/fuzz.hpp"

namespace {

using namespace assay;
using namespace assay::report;
using fuzz::require;

void check_utf8(std::string_view text) {
  const std::string valid = core::valid_utf8(text);
  require(fuzz::is_utf8(valid), "valid_utf8 gives UTF-8");
  require(!fuzz::is_utf8(text) || valid == text, "valid_utf8 leaves UTF-8 as it is");
  require(core::valid_utf8(valid) == valid, "valid_utf8 twice is once");
  require(valid.size() <= 3 * text.size(), "valid_utf8 is linear");
  require(cap_utf8(text, text.size()) == valid, "cap_utf8 and valid_utf8 see the same bytes as wrong");
  require(count_code_points(text) == count_code_points(valid), "a wrong byte counts as one character");
}

void check_terminal(std::string_view text, std::size_t cap) {
  const std::string line = escape_terminal(text, cap);
  require(fuzz::is_plain_text(line, false), "escape_terminal gives plain text on one line");
  require(line.size() <= 10 * cap + 32, "escape_terminal keeps to its size");
  const std::string ascii = to_ascii(line);
  require(std::ranges::all_of(ascii, [](char c) { return c >= 0x20 && c < 0x7F; }), "to_ascii gives ASCII");
  require(fuzz::is_utf8(cap_utf8(text, cap)), "cap_utf8 gives UTF-8");
  require(count_code_points(cap_utf8(text, cap)) <= cap + 32, "cap_utf8 keeps to its size");
  const BlockLimits limits{.lines = 1 + cap / 16, .line_length = cap, .keep = cap % 2 == 0 ? Keep::beginning : Keep::end};
  const auto block = escape_block(text, limits);
  require(block.size() <= limits.lines + 1, "escape_block keeps to its lines");
  for (const auto& one : block) {
    require(fuzz::is_plain_text(one, false) && one.size() <= 10 * cap + 32, "escape_block gives plain lines");
  }
  std::string joined;
  for (const auto& piece : wrap(line, 20 + cap)) {
    joined += (joined.empty() ? "" : " ") + piece;
    require(count_columns(piece) <= 20 + cap || piece.find(' ') == piece.npos, "wrap keeps to its columns");
  }
}

void check_names(std::string_view text) {
  const std::string name = fetch::printable(text);
  require(name.size() <= 205, "printable keeps to its size");
  require(std::ranges::all_of(name, [](char c) { return c >= 0x20 && c < 0x7F; }), "printable gives ASCII");
}

void check_embedded(std::string_view text) {
  const std::string json = nlohmann::json(core::valid_utf8(text)).dump();
  const std::string embedded = embed_json(json);
  require(embedded.find_first_of("<>&") == embedded.npos, "embedded JSON holds no markup");
  require(embedded.find("\u2028") == embedded.npos && embedded.find("\u2029") == embedded.npos,
          "embedded JSON holds no line separator");
  require(nlohmann::json::parse(embedded) == nlohmann::json::parse(json), "embedded JSON says the same");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  fuzz::Input input(fuzz::text_of(data, size));
  const std::size_t cap = std::size_t{input.byte()} * 4;
  check_utf8(input.rest());
  check_terminal(input.rest(), cap);
  check_names(input.rest());
  check_embedded(input.rest());
  return 0;
}
