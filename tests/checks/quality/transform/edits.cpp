#include "quality/transform/edits.hpp"

#include <algorithm>
#include <tuple>

#include <clang/Basic/LangOptions.h>
#include <clang/Lex/Lexer.h>

namespace assay::quality {
namespace {

clang::LangOptions language() {
  clang::LangOptions options;
  options.CPlusPlus = options.CPlusPlus11 = options.CPlusPlus14 = options.CPlusPlus17 = options.CPlusPlus20 = true;
  options.Bool = options.WChar = options.LineComment = options.RawStringLiterals = true;
  return options;
}

TokenKind kind_of(const clang::Token& token) {
  if (token.is(clang::tok::raw_identifier)) return TokenKind::identifier;
  if (token.is(clang::tok::numeric_constant)) return TokenKind::number;
  if (token.is(clang::tok::comment)) return TokenKind::comment;
  if (clang::tok::isLiteral(token.getKind())) return TokenKind::literal;
  return TokenKind::punctuation;
}

/// Past the end of the directive that begins at `begin`: the first line break without a backslash.
std::size_t directive_end(const std::string& text, std::size_t begin) {
  auto end = text.find('\n', begin);
  while (end != text.npos && end > 0 && text[end - 1] == '\\') end = text.find('\n', end + 1);
  return std::min(end, text.size());
}

}  // namespace

Files with_edits(Files files, std::vector<Edit> edits) {
  const auto key = [](const Edit& edit) { return std::tie(edit.file, edit.offset, edit.order, edit.length, edit.text); };
  std::ranges::stable_sort(edits, {}, key);
  const auto repeated = std::ranges::unique(edits, {}, key);
  edits.erase(repeated.begin(), repeated.end());
  for (auto& [name, text] : files) {
    std::string result;
    std::size_t done = 0;
    for (const auto& edit : edits) {
      if (edit.file != name || edit.offset < done) continue;
      result.append(text, done, edit.offset - done).append(edit.text);
      done = edit.offset + edit.length;
    }
    text = result.append(text, done, text.npos);
  }
  return files;
}

std::vector<Token> tokens_of(const std::string& text) {
  std::vector<Token> result;
  const auto options = language();
  std::size_t begin = 0;
  // A directive is taken as a whole, and the lexer begins again behind it.
  while (begin < text.size()) {
    clang::Lexer lexer(clang::SourceLocation(), options, text.data() + begin, text.data() + begin, text.data() + text.size());
    lexer.SetCommentRetentionState(true);
    bool again = false;
    for (clang::Token token; !again;) {
      const bool ended = lexer.LexFromRawLexer(token);
      if (token.is(clang::tok::eof)) return result;
      const auto* at = lexer.getBufferLocation() - token.getLength();
      const auto offset = static_cast<std::size_t>(at - text.data());
      if (token.is(clang::tok::hash) && token.isAtStartOfLine()) {
        begin = directive_end(text, offset);
        result.push_back({TokenKind::directive, text.substr(offset, begin - offset), static_cast<unsigned>(offset)});
        again = true;
      } else {
        result.push_back({kind_of(token), text.substr(offset, token.getLength()), static_cast<unsigned>(offset)});
        if (ended) return result;
      }
    }
  }
  return result;
}

std::string respelt(const std::string& text, const std::vector<Token>& changed) {
  std::string result;
  std::size_t done = 0;
  for (const auto& original : tokens_of(text)) {
    const auto found = std::ranges::lower_bound(changed, original.offset, {}, &Token::offset);
    if (found == changed.end() || found->offset != original.offset) continue;
    result.append(text, done, original.offset - done).append(found->text);
    done = original.offset + original.text.size();
  }
  return result.append(text, done, text.npos);
}

bool stands(const std::vector<Token>& tokens, std::size_t at, std::initializer_list<std::string_view> texts) {
  return at + texts.size() <= tokens.size() &&
         std::ranges::equal(texts, std::ranges::subrange(tokens.begin() + static_cast<std::ptrdiff_t>(at),
                                                         tokens.begin() + static_cast<std::ptrdiff_t>(at + texts.size())),
                            {}, {}, [](const Token& token) { return std::string_view(token.text); });
}

}  // namespace assay::quality
