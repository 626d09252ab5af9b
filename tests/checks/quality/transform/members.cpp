#include "quality/transform/members.hpp"

#include <algorithm>

#include <clang/AST/DeclCXX.h>
#include <clang/AST/TypeLoc.h>

namespace assay::quality {
namespace {

/// A method that is wholly written in a class: its declaration up to the body, and the body.
struct Inline {
  const clang::CXXMethodDecl* method = nullptr;
  Span whole;
};

bool is_nameable(const clang::CXXRecordDecl& record) {
  const clang::DeclContext* context = &record;
  for (; !context->isFileContext(); context = context->getParent()) {
    const auto* outer = llvm::dyn_cast<clang::CXXRecordDecl>(context);
    if (outer == nullptr || outer->getIdentifier() == nullptr || outer->isDependentContext() || outer->isUnion() ||
        llvm::isa<clang::ClassTemplateSpecializationDecl>(outer))
      return false;
  }
  return true;
}

std::vector<Inline> inline_methods(const ParsedSource& source, const clang::CXXRecordDecl& record) {
  std::vector<Inline> result;
  for (const auto* declaration : record.decls()) {
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(declaration);
    if (method == nullptr || method->isImplicit() || !method->doesThisDeclarationHaveABody() || method->isDefaulted()) continue;
    if (method->getReturnType()->getContainedAutoType() != nullptr || method->isConstexpr()) continue;
    if (const auto whole = source.span(method->getSourceRange()); whole && source.text(*whole).ends_with("}"))
      result.push_back({method, *whole});
  }
  return result;
}

/// Removes the words that only a declaration in a class may have.
std::string without(std::string text, std::initializer_list<const char*> words) {
  for (const std::string word : words)
    for (auto at = text.find(word); at != text.npos; at = text.find(word, at)) {
      const auto is_part = [&](std::size_t i) { return i < text.size() && (std::isalnum(static_cast<unsigned char>(text[i])) != 0 || text[i] == '_'); };
      if ((at > 0 && is_part(at - 1)) || is_part(at + word.size())) ++at;
      else text.erase(at, word.size());
    }
  return text;
}

class Mover : public clang::RecursiveASTVisitor<Mover> {
 public:
  Mover(const ParsedSource& source, std::vector<Edit>& edits) : source_(source), edits_(edits) {}

  bool VisitCXXRecordDecl(clang::CXXRecordDecl* record) {
    if (!record->isThisDeclarationADefinition() || record->isLambda() || !is_nameable(*record)) return true;
    // Behind the outermost class, where all of them are whole.
    const clang::CXXRecordDecl* outermost = record;
    while (const auto* outer = llvm::dyn_cast<clang::CXXRecordDecl>(outermost->getLexicalParent())) outermost = outer;
    const auto span = source_.span(outermost->getSourceRange());
    if (!span) return true;
    const auto semicolon = source_.find({span->file, span->end, span->end + 1}, ";");
    if (!semicolon) return true;
    std::string scope;
    for (const clang::DeclContext* context = record; !context->isFileContext(); context = context->getParent())
      scope.insert(0, llvm::cast<clang::CXXRecordDecl>(context)->getName().str() + "::");
    for (const auto& method : inline_methods(source_, *record)) move(method, scope, *semicolon + 1);
    return true;
  }

 private:
  void move(const Inline& found, const std::string& scope, unsigned behind) {
    const auto& method = *found.method;
    if (method.isTemplated() || method.isVariadic() || method.getFriendObjectKind() != clang::Decl::FOK_None) return;
    if (llvm::isa<clang::CXXConversionDecl>(method) || method.hasAttrs() || method.getTrailingRequiresClause() != nullptr) return;
    const auto type = method.getFunctionTypeLoc();
    const auto name = source_.span(method.getNameInfo().getSourceRange());
    const auto parameters = type ? source_.span(type.getParensRange()) : std::nullopt;
    if (!name || !parameters) return;
    auto list = source_.text(*parameters);
    for (const auto* parameter : method.parameters())
      if (parameter->hasDefaultArg()) return;
    const auto rest = source_.text({found.whole.file, parameters->end, found.whole.end});
    const auto body_at = rest.find('{');
    const auto colon_at = rest.find(':');
    const auto declared_end = std::min(body_at, colon_at);
    const auto specifiers = rest.substr(0, declared_end);
    // A trailing type, a function-try-block or an attribute is left as it is.
    if (specifiers.find("->") != specifiers.npos || specifiers.find("try") != specifiers.npos) return;
    const bool has_type = !llvm::isa<clang::CXXConstructorDecl, clang::CXXDestructorDecl>(method);
    std::string result = "\ninline ";
    if (has_type) result += "auto ";
    result += scope + source_.text(*name) + list + without(specifiers, {"override", "final"});
    if (has_type) {
      const auto written = source_.span(method.getReturnTypeSourceRange());
      if (!written) return;
      result += " -> " + without(source_.text({found.whole.file, found.whole.begin, name->begin}),
                                 {"virtual", "static", "inline", "explicit", "[[nodiscard]]"});
    }
    result += rest.substr(declared_end);
    edits_.push_back({found.whole.file, parameters->end + static_cast<unsigned>(declared_end),
                      found.whole.end - parameters->end - static_cast<unsigned>(declared_end), ";", 0});
    edits_.push_back({found.whole.file, behind, 0, result + "\n", static_cast<int>(found.whole.begin)});
  }

  const ParsedSource& source_;
  std::vector<Edit>& edits_;
};

class Reorderer : public clang::RecursiveASTVisitor<Reorderer> {
 public:
  Reorderer(const ParsedSource& source, std::vector<Edit>& edits) : source_(source), edits_(edits) {}

  bool VisitCXXRecordDecl(clang::CXXRecordDecl* record) {
    if (!record->isThisDeclarationADefinition() || record->isLambda()) return true;
    const auto methods = inline_methods(source_, *record);
    for (std::size_t i = 0; i + 1 < methods.size(); i += 2) {
      const auto& first = methods[i];
      const auto& second = methods[i + 1];
      if (!are_neighbours(first, second)) continue;
      // Past the keywords of an access or a template, which stand before the range.
      edits_.push_back({first.whole.file, first.whole.begin, first.whole.end - first.whole.begin, source_.text(second.whole), 0});
      edits_.push_back({first.whole.file, second.whole.begin, second.whole.end - second.whole.begin, source_.text(first.whole), 0});
    }
    return true;
  }

 private:
  [[nodiscard]] bool are_neighbours(const Inline& first, const Inline& second) const {
    if (first.whole.file != second.whole.file || first.whole.end > second.whole.begin) return false;
    const auto between = source_.text({first.whole.file, first.whole.end, second.whole.begin});
    return between.find_first_not_of(" \t\n") == between.npos;
  }

  const ParsedSource& source_;
  std::vector<Edit>& edits_;
};

}  // namespace

void move_out_of_line(const ParsedSource& source, std::vector<Edit>& edits) {
  Mover(source, edits).TraverseAST(source.context());
}

void reorder_members(const ParsedSource& source, std::vector<Edit>& edits) {
  Reorderer(source, edits).TraverseAST(source.context());
}

}  // namespace assay::quality
