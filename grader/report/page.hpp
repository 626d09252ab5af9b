// A page of text for a terminal: wraps, indents, colours, and escapes what it is given.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "report/escape.hpp"
#include "report/excerpts.hpp"

namespace assay::report {

struct TerminalOptions {
  std::size_t width = 80;  ///< columns; sentences are wrapped, commands and logs never
  bool colour = false;     ///< ECMA-48 colours; the caller knows isatty and NO_COLOR
  bool unicode = true;     ///< false: nothing but ASCII is written
  ReadSourceLine source_line = {};  ///< empty: findings come without an excerpt
};

enum class Style { plain, bold, dim, good, bad, open };

/// Everything that is added passes `escape_terminal`, so text of a submission may be
/// given as it is.
class Page {
 public:
  explicit Page(const TerminalOptions& options) : options_(options) {}

  /// An empty line, unless the last one is empty already or the page has just begun.
  void gap();
  /// A heading, with a gap before it.
  void heading(std::string_view text, Style style = Style::bold);
  /// One line, cut after `cap` code points but not wrapped: commands, places, code.
  void line(std::size_t indent, std::string_view text, Style style = Style::plain, std::size_t cap = 500);
  /// Wrapped.
  void sentence(std::size_t indent, std::string_view text, Style style = Style::plain);
  /// `start`, and a text beside it that is wrapped under its own beginning.
  void row(std::size_t indent, std::string_view start, std::string_view text, Style style = Style::plain);
  /// A label, and a text of possibly several lines beside it. Nothing if the text is empty.
  void field(std::size_t indent, std::string_view label, std::string_view text);
  /// The same, for one line to be copied, which is not wrapped.
  void verbatim_field(std::size_t indent, std::string_view label, std::string_view text);
  /// What a program printed: each line behind a rule.
  void printed(std::size_t indent, std::string_view text, const BlockLimits& limits);

  [[nodiscard]] const TerminalOptions& options() const { return options_; }
  [[nodiscard]] std::string_view glyph(std::string_view unicode, std::string_view ascii) const {
    return options_.unicode ? unicode : ascii;
  }
  /// The finished page.
  [[nodiscard]] std::string take();

 private:
  void add(std::size_t indent, std::string_view safe_text, Style style);
  void add_beside(std::size_t indent, std::string_view safe_start, const std::vector<std::string>& safe_lines,
                  Style style);

  TerminalOptions options_;
  std::string text_;
};

/// Valid UTF-8 broken at its spaces into lines of at most `columns`; a longer word has a
/// line to itself, so that paths and commands can be copied. At least one line.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, std::size_t columns);

/// Escaped text, with spaces up to `columns` columns.
[[nodiscard]] std::string pad_right(std::string_view text, std::size_t columns);
[[nodiscard]] std::string pad_left(std::string_view text, std::size_t columns);

}  // namespace assay::report
