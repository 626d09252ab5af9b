#include "report/page.hpp"

#include <algorithm>
#include <utility>
#include <vector>

namespace assay::report {
namespace {

constexpr std::size_t sentence_cap = 1'000;
constexpr std::size_t label_width = 11;
constexpr std::size_t narrowest = 20;  // columns left for text, however deep it is indented
constexpr BlockLimits field_limits{.lines = 12, .line_length = 600, .keep = Keep::beginning};

std::string_view code_of(Style style) {
  switch (style) {
    case Style::plain: return "";
    case Style::bold: return "\x1b[1m";
    case Style::dim: return "\x1b[2m";
    case Style::good: return "\x1b[32m";
    case Style::bad: return "\x1b[31m";
    case Style::open: return "\x1b[33m";
  }
  std::unreachable();
}

}  // namespace

void Page::gap() {
  if (!text_.empty() && !text_.ends_with("\n\n")) text_ += '\n';
}

void Page::heading(std::string_view text, Style style) {
  gap();
  sentence(0, text, style);
}

void Page::line(std::size_t indent, std::string_view text, Style style, std::size_t cap) {
  add(indent, escape_terminal(text, cap), style);
}

void Page::sentence(std::size_t indent, std::string_view text, Style style) { row(indent, "", text, style); }

void Page::row(std::size_t indent, std::string_view start, std::string_view text, Style style) {
  add_beside(indent, escape_terminal(start, sentence_cap), {escape_terminal(text, sentence_cap)}, style);
}

void Page::field(std::size_t indent, std::string_view label, std::string_view text) {
  add_beside(indent, pad_right(label, label_width), escape_block(text, field_limits), Style::plain);
}

void Page::verbatim_field(std::size_t indent, std::string_view label, std::string_view text) {
  if (!text.empty()) line(indent, pad_right(label, label_width) + std::string(text));
}

void Page::printed(std::size_t indent, std::string_view text, const BlockLimits& limits) {
  const auto rule = std::string(glyph("│ ", "| "));
  for (const auto& piece : escape_block(text, limits)) add(indent, rule + piece, Style::plain);
}

std::string Page::take() {
  auto text = std::exchange(text_, {});
  return options_.unicode ? text : to_ascii(text);
}

void Page::add(std::size_t indent, std::string_view safe_text, Style style) {
  const auto code = options_.colour ? code_of(style) : std::string_view{};
  while (safe_text.ends_with(' ')) safe_text.remove_suffix(1);
  if (!safe_text.empty()) text_.append(indent, ' ').append(code).append(safe_text);
  if (!safe_text.empty() && !code.empty()) text_ += "\x1b[0m";
  text_ += '\n';
}

void Page::add_beside(std::size_t indent, std::string_view safe_start, const std::vector<std::string>& safe_lines,
                      Style style) {
  const auto hanging = count_columns(safe_start);
  const auto columns = std::max(options_.width, indent + hanging + narrowest) - indent - hanging;
  std::string start(safe_start);
  for (const auto& line : safe_lines) {
    for (const auto& piece : wrap(line, columns)) {
      add(indent, start + piece, style);
      start.assign(hanging, ' ');
    }
  }
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines(1);
  while (!text.empty()) {
    const auto end = std::min(text.find(' '), text.size());
    const auto word = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    auto& last = lines.back();
    if (last.empty()) {
      last = word;
    } else if (count_columns(last) + 1 + count_columns(word) <= columns) {
      last.append(" ").append(word);
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

std::string pad_right(std::string_view text, std::size_t columns) {
  const auto used = count_columns(text);
  return std::string(text) + std::string(columns - std::min(columns, used), ' ');
}

std::string pad_left(std::string_view text, std::size_t columns) {
  const auto used = count_columns(text);
  return std::string(columns - std::min(columns, used), ' ') + std::string(text);
}

}  // namespace assay::report
