#include "quality/transform/unit.hpp"

#include <clang/Tooling/Tooling.h>

namespace assay::quality {

ParsedSource::ParsedSource(clang::ASTUnit& unit, const std::filesystem::path& root, const Files& files)
    : context_(unit.getASTContext()), sources_(unit.getSourceManager()), root_(root.string() + "/"), files_(files) {
  std::vector<clang::Decl*> own;
  for (auto* declaration : context_.getTranslationUnitDecl()->decls())
    if (is_own(*declaration)) own.push_back(declaration);
  context_.setTraversalScope(own);
}

bool ParsedSource::is_own(const clang::Decl& declaration) const {
  const auto at = sources_.getExpansionLoc(declaration.getLocation());
  const auto name = sources_.getFilename(at);
  return at.isValid() && name.starts_with(root_) && files_.contains(name.substr(root_.size()).str());
}

std::optional<Span> ParsedSource::span(clang::SourceRange range) const {
  if (range.isInvalid() || range.getBegin().isMacroID() || range.getEnd().isMacroID()) return std::nullopt;
  const auto name = sources_.getFilename(range.getBegin());
  if (!name.starts_with(root_) || sources_.getFileID(range.getBegin()) != sources_.getFileID(range.getEnd())) return std::nullopt;
  const auto file = files_.find(name.substr(root_.size()).str());
  if (file == files_.end()) return std::nullopt;
  const auto end = clang::Lexer::getLocForEndOfToken(range.getEnd(), 0, sources_, context_.getLangOpts());
  if (end.isInvalid()) return std::nullopt;
  return Span{file->first, sources_.getFileOffset(range.getBegin()), sources_.getFileOffset(end)};
}

std::string ParsedSource::text(const Span& span) const {
  return files_.at(span.file).substr(span.begin, span.end - span.begin);
}

std::optional<unsigned> ParsedSource::find(const Span& within, const std::string& text) const {
  const auto at = files_.at(within.file).find(text, within.begin);
  if (at == std::string::npos || at + text.size() > within.end) return std::nullopt;
  return static_cast<unsigned>(at);
}

std::unique_ptr<clang::ASTUnit> parse(const std::filesystem::path& file, const std::string& text, std::vector<std::string> flags) {
  for (const char* flag : {"-resource-dir", ASSAY_CLANG_RESOURCES, "-w", "-ferror-limit=1"}) flags.emplace_back(flag);
  clang::IgnoringDiagConsumer quiet;
  return clang::tooling::buildASTFromCodeWithArgs(text, flags, file.string(), "checks_quality",
                                                  std::make_shared<clang::PCHContainerOperations>(),
                                                  clang::tooling::getClangStripDependencyFileAdjuster(), {}, &quiet);
}

}  // namespace assay::quality
