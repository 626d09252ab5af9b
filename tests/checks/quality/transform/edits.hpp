// Changes of text, and the tokens that they are made on.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "quality/files.hpp"

namespace assay::quality {

struct Edit {
  std::string file;
  unsigned offset = 0;
  unsigned length = 0;
  std::string text;
  int order = 0;  ///< of several insertions at one place, the lower one stands first
};

/// Of two that overlap, the one that begins later is left out; of equal ones, all but one.
[[nodiscard]] Files with_edits(Files files, std::vector<Edit> edits);

enum class TokenKind { identifier, number, literal, punctuation, directive, comment };

struct Token {
  TokenKind kind = TokenKind::punctuation;
  std::string text;    ///< of a directive, the whole logical line without its line break
  unsigned offset = 0;
};

/// What the preprocessor sees before it does anything.
[[nodiscard]] std::vector<Token> tokens_of(const std::string& text);

/// The text with some tokens spelt otherwise; what stands between them stays.
[[nodiscard]] std::string respelt(const std::string& text, const std::vector<Token>& changed);

/// Whether these tokens stand from `at` on.
[[nodiscard]] bool stands(const std::vector<Token>& tokens, std::size_t at, std::initializer_list<std::string_view> texts);

}  // namespace assay::quality
