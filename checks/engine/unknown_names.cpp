#include "checks/engine/unknown_names.hpp"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "checks/engine/clang_headers.hpp"

#include <clang/Lex/Lexer.h>

namespace assay::checks {
namespace {

using Arguments = clang::DiagnosticsEngine;

constexpr std::size_t max_names = 2'000;

bool begins_with_any(std::string_view text, std::initializer_list<std::string_view> prefixes) {
  return std::ranges::any_of(prefixes, [&](std::string_view prefix) { return text.starts_with(prefix); });
}

std::vector<std::string> path_of(const clang::DeclContext* context) {
  std::vector<std::string> result;
  for (; context != nullptr && !context->isTranslationUnit(); context = context->getParent()) {
    if (context->isInlineNamespace() || context->isTransparentContext()) continue;
    const auto* named = llvm::dyn_cast<clang::NamedDecl>(context);
    if (named == nullptr || named->getName().empty()) return {};
    result.insert(result.begin(), named->getNameAsString());
  }
  return result;
}

const clang::DeclContext* context_of(const clang::Diagnostic& diagnostic) {
  for (unsigned i = 0; i < diagnostic.getNumArgs(); ++i) {
    const auto raw = diagnostic.getArgKind(i) == Arguments::ak_std_string ? 0 : diagnostic.getRawArg(i);
    if (diagnostic.getArgKind(i) == Arguments::ak_declcontext) return reinterpret_cast<const clang::DeclContext*>(raw);
    if (diagnostic.getArgKind(i) != Arguments::ak_qualtype) continue;
    const auto type = clang::QualType::getFromOpaquePtr(reinterpret_cast<void*>(raw));
    if (type.isNull()) continue;
    if (const auto* record = type->getAsCXXRecordDecl()) return record;
  }
  return nullptr;
}

/// A class that is only declared, which something more was wanted of.
std::optional<UnknownName> incomplete_class(const clang::Diagnostic& diagnostic) {
  for (unsigned i = 0; i < diagnostic.getNumArgs(); ++i) {
    if (diagnostic.getArgKind(i) != Arguments::ak_qualtype) continue;
    auto type = clang::QualType::getFromOpaquePtr(reinterpret_cast<void*>(diagnostic.getRawArg(i)));
    if (type.isNull()) continue;
    type = type.getNonReferenceType();
    if (const auto pointee = type->getPointeeType(); !pointee.isNull()) type = pointee;
    const auto* record = type->getAsCXXRecordDecl();
    if (record == nullptr || record->hasDefinition() || record->isBeingDefined()) continue;
    if (record->getName().empty() || record->isDependentContext() || record->getParentFunctionOrMethod() != nullptr) continue;
    if (llvm::isa<clang::ClassTemplateSpecializationDecl>(record)) continue;
    return UnknownName{path_of(record->getDeclContext()), record->getNameAsString(), true};
  }
  return std::nullopt;
}

std::string identifier_at(clang::SourceLocation at, const clang::SourceManager& sources,
                          const clang::LangOptions& options) {
  clang::Token token;
  if (at.isInvalid() || clang::Lexer::getRawToken(sources.getSpellingLoc(at), token, sources, options, true)) return "";
  return token.is(clang::tok::raw_identifier) ? token.getRawIdentifier().str() : "";
}

}  // namespace

void UnknownNames::note(const clang::Diagnostic& diagnostic, const std::string& text,
                        const clang::LangOptions& options) {
  if (names_.size() >= max_names) return;
  if (text.find("incomplete") != std::string::npos) {
    if (auto record = incomplete_class(diagnostic)) names_.insert(std::move(*record));
    return;
  }
  const bool type = begins_with_any(text, {"unknown type name", "no type named", "no template named", "expected class name",
                                           "unknown class name", "expected a type"});
  if (!type && !begins_with_any(text, {"use of undeclared", "no member named", "expected namespace name", "call to undeclared",
                                       "a type specifier is required", "unknown template name"}))
    return;
  UnknownName unknown;
  unknown.is_type = type;
  unknown.is_declaration = begins_with_any(text, {"a type specifier is required"});
  if (begins_with_any(text, {"no "})) {
    const auto* context = context_of(diagnostic);
    if (context != nullptr) {
      unknown.context = path_of(context);
      if (unknown.context.empty() && !context->isTranslationUnit()) return;
    }
  }
  unknown.name = identifier_at(diagnostic.getLocation(), diagnostic.getSourceManager(), options);
  if (!unknown.name.empty()) names_.insert(std::move(unknown));
}

}  // namespace assay::checks
