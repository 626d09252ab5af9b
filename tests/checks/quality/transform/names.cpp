#include <algorithm>
#include <map>
#include <regex>

#include <clang/AST/DeclCXX.h>
#include <clang/AST/DeclTemplate.h>
#include <clang/AST/ExprCXX.h>
#include <clang/AST/TypeLoc.h>

#include "quality/transform/members.hpp"

namespace assay::quality {
namespace {

/// The language and the standard library ask for these of a program's own classes.
const std::set<std::string> asked_for{
    "main", "begin", "end", "cbegin", "cend", "size", "data", "empty", "now", "lock", "unlock", "try_lock", "lock_shared", "unlock_shared",
    "try_lock_shared", "try_lock_for", "try_lock_until", "time_point", "duration", "rep", "period", "is_steady", "min", "max",
    "promise_type", "get_return_object", "get_return_object_on_allocation_failure", "initial_suspend", "final_suspend", "unhandled_exception", "return_void", "return_value",
    "yield_value", "await_ready", "await_suspend", "await_resume", "await_transform", "result_type", "value_type", "type", "value",
    "iterator", "const_iterator", "difference_type", "reference", "pointer", "iterator_category", "what", "swap", "get", "hash", "tuple_size",
    "formatter", "parse", "format", "allocate", "deallocate", "is_transparent", "rebind", "to_json", "from_json", "std", "chrono"};

class Collector : public clang::RecursiveASTVisitor<Collector> {
 public:
  Collector(const ParsedSource& source, Names& names) : source_(source), names_(names) {}

  bool VisitNamedDecl(clang::NamedDecl* declaration) {
    if (declaration->getIdentifier() == nullptr) return true;
    const auto name = declaration->getName().str();
    if (name.empty() || !source_.is_own(*declaration)) return true;
    names_.own.insert(name);
    // What a header of somebody else's declares keeps its name where it is defined.
    for (const auto* again : declaration->redecls()) mention(llvm::dyn_cast<clang::NamedDecl>(again));
    if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(declaration))
      for (const auto* overridden : method->overridden_methods()) mention(overridden);
    // A name that the linker finds elsewhere.
    if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration))
      if (function->isExternC() && function->getDefinition() == nullptr) names_.foreign.insert(name);
    return true;
  }
  bool VisitDeclRefExpr(clang::DeclRefExpr* reference) { return mention(reference->getDecl()); }
  bool VisitMemberExpr(clang::MemberExpr* member) { return mention(member->getMemberDecl()); }
  bool VisitOverloadExpr(clang::OverloadExpr* overloads) {
    for (const auto* declaration : overloads->decls()) mention(declaration->getUnderlyingDecl());
    if (overloads->decls_begin() == overloads->decls_end()) mention(overloads->getName());
    return true;
  }
  bool VisitCXXDependentScopeMemberExpr(clang::CXXDependentScopeMemberExpr* member) { return mention(member->getMember()); }
  bool VisitDependentScopeDeclRefExpr(clang::DependentScopeDeclRefExpr* reference) { return mention(reference->getDeclName()); }
  bool VisitDependentNameTypeLoc(clang::DependentNameTypeLoc type) { return mention(type.getTypePtr()->getIdentifier()); }
  bool VisitUsingDecl(clang::UsingDecl* declaration) { return mention_if_foreign_shadow(*declaration); }
  bool VisitTypeLoc(clang::TypeLoc type) {
    if (const auto* tag = type.getType()->getAsTagDecl()) mention(tag);
    if (const auto* alias = type.getType()->getAs<clang::TypedefType>()) mention(alias->getDecl());
    if (const auto* specialised = type.getType()->getAs<clang::TemplateSpecializationType>())
      mention(specialised->getTemplateName().getAsTemplateDecl());
    return true;
  }

 private:
  bool mention(const clang::NamedDecl* declaration) {
    if (declaration == nullptr || declaration->getIdentifier() == nullptr || source_.is_own(*declaration)) return true;
    names_.foreign.insert(declaration->getName().str());
    return true;
  }
  bool mention(clang::DeclarationName name) { return mention(name.getAsIdentifierInfo()); }
  bool mention(const clang::IdentifierInfo* name) {
    if (name != nullptr) names_.foreign.insert(name->getName().str());
    return true;
  }
  bool mention_if_foreign_shadow(const clang::UsingDecl& declaration) {
    for (const auto* shadow : declaration.shadows()) mention(shadow->getTargetDecl());
    return true;
  }

  const ParsedSource& source_;
  Names& names_;
};

class Unscoper : public clang::RecursiveASTVisitor<Unscoper> {
 public:
  explicit Unscoper(const ParsedSource& source) : source_(source) {}

  bool VisitNamedDecl(clang::NamedDecl* declaration) {
    if (declaration->getIdentifier() != nullptr) seen_[declaration->getName().str()].insert(declaration->getCanonicalDecl());
    if (auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(declaration))
      if (enumeration->isScoped() && enumeration->isThisDeclarationADefinition() && enumeration->getPreviousDecl() == nullptr &&
          enumeration->getIdentifier() != nullptr)
        scoped_.push_back(enumeration);
    return true;
  }

  void finish(std::vector<Edit>& edits) const {
    for (const auto* enumeration : scoped_) {
      const bool alone = std::ranges::all_of(enumeration->enumerators(), [&](const auto* value) {
        return seen_.at(value->getName().str()).size() == 1 && !asked_for.contains(value->getName().str()) &&
               source_.context().getTranslationUnitDecl()->lookup(value->getDeclName()).empty();
      });
      const auto span = source_.span({enumeration->getBeginLoc(), enumeration->getLocation()});
      if (!alone || !span) continue;
      for (const char* word : {"class", "struct"})
        if (const auto at = source_.find(*span, word)) edits.push_back({span->file, *at, static_cast<unsigned>(std::string(word).size()), "", 0});
    }
  }

 private:
  const ParsedSource& source_;
  std::map<std::string, std::set<const clang::Decl*>> seen_;
  std::vector<const clang::EnumDecl*> scoped_;
};

}  // namespace

void collect_names(const ParsedSource& source, Names& names) { Collector(source, names).TraverseAST(source.context()); }

void unscope_enumerations(const ParsedSource& source, std::vector<Edit>& edits) {
  Unscoper unscoper(source);
  unscoper.TraverseAST(source.context());
  unscoper.finish(edits);
}

std::set<std::string> renamable(const Names& names, const Files& files) {
  auto result = names.own;
  static const std::regex macro(R"(^#\s*define\s+(\w+))");
  static const std::regex word(R"(\w+)");
  std::set<std::string> pasted;
  for (const auto& [file, text] : files)
    for (const auto& token : tokens_of(text)) {
      std::smatch match;
      if (token.kind != TokenKind::directive || !std::regex_search(token.text, match, macro)) continue;
      result.insert(match[1]);
      // What is pasted together or made a string has its spelling looked at.
      if (token.text.find('#', 1) == token.text.npos) continue;
      for (auto found = std::sregex_iterator(token.text.begin(), token.text.end(), word); found != std::sregex_iterator(); ++found)
        pasted.insert(found->str());
    }
  // Then any name may be a part of another.
  if (!pasted.empty()) return {};
  std::erase_if(result, [&](const std::string& name) { return names.foreign.contains(name) || asked_for.contains(name) || name.starts_with("__"); });
  return result;
}

}  // namespace assay::quality
