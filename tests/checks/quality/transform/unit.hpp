// One parsed unit, for transformations: what is the program's own, and where it stands.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <clang/AST/ASTContext.h>
#include <clang/AST/RecursiveASTVisitor.h>
#include <clang/Basic/SourceManager.h>
#include <clang/Frontend/ASTUnit.h>
#include <clang/Lex/Lexer.h>

#include "quality/transform/edits.hpp"

namespace assay::quality {

/// A stretch of one own file.
struct Span {
  std::string file;
  unsigned begin = 0, end = 0;
};

class ParsedSource {
 public:
  /// `files` are those of the program, below `root`.
  ParsedSource(clang::ASTUnit& unit, const std::filesystem::path& root, const Files& files);

  [[nodiscard]] clang::ASTContext& context() const { return context_; }
  [[nodiscard]] bool is_own(const clang::Decl& declaration) const;
  /// Where the whole tokens of the range stand; nothing for another's code and for macros.
  [[nodiscard]] std::optional<Span> span(clang::SourceRange range) const;
  [[nodiscard]] std::string text(const Span& span) const;
  /// The first place from `offset` on where `text` stands, before `end`.
  [[nodiscard]] std::optional<unsigned> find(const Span& within, const std::string& text) const;

 private:
  clang::ASTContext& context_;
  const clang::SourceManager& sources_;
  std::string root_;
  const Files& files_;
};

/// Null where Clang could not read it.
[[nodiscard]] std::unique_ptr<clang::ASTUnit> parse(const std::filesystem::path& file, const std::string& text,
                                                    std::vector<std::string> flags);

}  // namespace assay::quality
