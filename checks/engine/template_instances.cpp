#include "checks/engine/template_instances.hpp"

#include <algorithm>

#include <clang/AST/ASTConcept.h>
#include <clang/Sema/Sema.h>
#include <clang/Sema/Template.h>

namespace assay::checks {
namespace {

constexpr unsigned max_instances = 3'000;
/// An instance's members may be templates themselves.
constexpr int max_rounds = 4;

/// The own templates, and the classes that are instances of one.
class Patterns : public clang::RecursiveASTVisitor<Patterns> {
 public:
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool shouldVisitImplicitCode() const { return false; }
  bool VisitClassTemplateDecl(clang::ClassTemplateDecl* pattern) {
    if (!pattern->getDeclContext()->isDependentContext() && pattern->getTemplatedDecl()->isThisDeclarationADefinition())
      classes.push_back(pattern);
    return true;
  }
  bool VisitClassTemplatePartialSpecializationDecl(clang::ClassTemplatePartialSpecializationDecl* pattern) {
    if (!pattern->getDeclContext()->isDependentContext()) partial.push_back(pattern);
    return true;
  }
  bool VisitFunctionTemplateDecl(clang::FunctionTemplateDecl* pattern) {
    if (!pattern->getDeclContext()->isDependentContext()) functions.push_back(pattern);
    return true;
  }
  bool VisitCXXRecordDecl(clang::CXXRecordDecl* record) {
    if (!record->isDependentContext() && record->getTemplateInstantiationPattern() != nullptr && !record->isLambda()) instances.push_back(record);
    return true;
  }
  bool VisitLambdaExpr(clang::LambdaExpr* lambda) {
    auto* pattern = lambda->getLambdaClass()->getDependentLambdaCallOperator();
    if (auto* call = llvm::dyn_cast_or_null<clang::FunctionTemplateDecl>(pattern))
      if (!call->getDeclContext()->isDependentContext()) functions.push_back(call);
    return true;
  }

  std::vector<clang::ClassTemplateDecl*> classes;
  std::vector<clang::ClassTemplatePartialSpecializationDecl*> partial;
  std::vector<clang::FunctionTemplateDecl*> functions;
  std::vector<clang::CXXRecordDecl*> instances;
};

clang::FunctionDecl* pattern_of(const clang::FunctionDecl& function) {
  auto* pattern = function.getTemplateInstantiationPattern();
  return pattern == nullptr ? nullptr : pattern->getCanonicalDecl();
}

class Instances {
 public:
  Instances(clang::Sema& sema, const SourceScope& scope, const OwnTokens& tokens, UnitProblems& problems)
      : sema_(sema), context_(sema.getASTContext()), scope_(scope), tokens_(tokens), problems_(problems) {
    find_stand_ins();
  }

  std::set<const clang::FunctionDecl*> run() {
    if (any_.isNull()) return {};
    problems_.mute(true);
    for (int round = 0; round < max_rounds; ++round) {
      const unsigned before = made_;
      Patterns patterns;
      patterns.TraverseAST(context_);
      for (auto* pattern : patterns.classes) instantiate(*pattern);
      for (auto* pattern : patterns.partial) instantiate(*pattern);
      for (auto* record : patterns.instances) instantiate_members(*record);
      for (auto* pattern : patterns.functions) instantiate(*pattern);
      if (made_ == before || made_ >= max_instances) break;
    }
    problems_.mute(false);
    return std::move(failed_);
  }

 private:
  using Arguments = clang::TemplateArgumentListInfo;

  void find_stand_ins() {
    const auto in = [&](const clang::DeclContext* context, const char* name) -> clang::NamedDecl* {
      const auto found = context->lookup(&context_.Idents.get(name));
      return found.empty() ? nullptr : found.front();
    };
    const auto* space = llvm::dyn_cast_or_null<clang::NamespaceDecl>(in(context_.getTranslationUnitDecl(), "assay_unknown"));
    if (space == nullptr) return;
    if (const auto* any = llvm::dyn_cast_or_null<clang::TypedefNameDecl>(in(space, "any"))) any_ = context_.getTypedefType(any);
    if (const auto* clock = llvm::dyn_cast_or_null<clang::CXXRecordDecl>(in(space, "clock"))) clock_ = context_.getRecordType(clock);
  }

  /// What is tried for a type parameter; none: there are no more kinds to try.
  clang::QualType type_for(const clang::NamedDecl& parameter, unsigned kind) const {
    if (kind == 0 && !clock_.isNull() && tokens_.clocks.contains(parameter.getNameAsString())) return clock_;
    switch (kind) {
      case 0: return any_;
      case 1: return context_.getPointerType(context_.getFunctionType(context_.IntTy, {}, {}));
      case 2: return context_.IntTy;
      case 3: return context_.getFunctionType(any_, {any_}, {});
      default: return {};
    }
  }

  bool add(const clang::NamedDecl& parameter, unsigned kind, clang::SourceLocation at, Arguments& arguments) {
    if (const auto* type = llvm::dyn_cast<clang::TemplateTypeParmDecl>(&parameter)) {
      if (type->hasDefaultArgument() && kind == 0) return false;
      const auto chosen = type_for(parameter, kind);
      arguments.addArgument(sema_.getTrivialTemplateArgumentLoc(clang::TemplateArgument(chosen), {}, at));
      return true;
    }
    const auto* value = llvm::dyn_cast<clang::NonTypeTemplateParmDecl>(&parameter);
    if (value == nullptr || value->hasDefaultArgument()) return false;
    auto type = value->getType();
    if (type->getContainedDeducedType() != nullptr) type = context_.IntTy;
    if (!type->isIntegralOrEnumerationType() || type->isDependentType()) return false;
    const unsigned width = context_.getIntWidth(type);
    const llvm::APSInt one(llvm::APInt(width, 1), type->isUnsignedIntegerOrEnumerationType());
    arguments.addArgument(sema_.getTrivialTemplateArgumentLoc(clang::TemplateArgument(context_, one, type), type, at));
    return true;
  }

  Arguments arguments_for(const clang::TemplateParameterList& parameters, unsigned kind, clang::SourceLocation at) {
    Arguments result(at, at);
    for (const auto* parameter : parameters)
      if (!add(*parameter, kind, at, result)) break;
    return result;
  }

  void instantiate(clang::ClassTemplateDecl& pattern) {
    if (!is_own(pattern)) return;
    for (const auto* instance : pattern.specializations())
      if (instance->getDefinition() != nullptr) return;
    const auto at = pattern.getLocation();
    for (unsigned kind = 0; !type_for(pattern, kind).isNull(); ++kind) {
      if (!count()) return;
      auto arguments = arguments_for(*pattern.getTemplateParameters(), kind, at);
      const auto type = sema_.CheckTemplateIdType(clang::TemplateName(&pattern), at, arguments);
      if (!type.isNull() && sema_.isCompleteType(at, type)) return;
    }
  }

  /// `template <class R, class... A> class Task<R(A...)>`.
  void instantiate(clang::ClassTemplatePartialSpecializationDecl& pattern) {
    if (!is_own(pattern) || !tried_.insert(&pattern).second || !count()) return;
    auto* primary = pattern.getSpecializedTemplate();
    if (primary->getTemplatedDecl()->isThisDeclarationADefinition()) return;
    for (const auto* instance : primary->specializations())
      if (instance->getDefinition() != nullptr) return;
    auto arguments = arguments_for(*primary->getTemplateParameters(), 3, pattern.getLocation());
    const auto type = sema_.CheckTemplateIdType(clang::TemplateName(primary), pattern.getLocation(), arguments);
    if (!type.isNull()) static_cast<void>(sema_.isCompleteType(pattern.getLocation(), type));
  }

  /// A member of a class template is instantiated only where it is used.
  void instantiate_members(clang::CXXRecordDecl& record) {
    if (!is_own(record)) return;
    if (record.getDefinition() == nullptr && !sema_.isCompleteType(record.getLocation(), context_.getRecordType(&record))) return;
    auto* definition = record.getDefinition();
    if (definition == nullptr) return;
    std::vector<clang::CXXMethodDecl*> methods(definition->method_begin(), definition->method_end());
    for (auto* method : methods) {
      auto* pattern = pattern_of(*method);
      if (pattern == nullptr || method->isDeleted() || method->isDefaulted() || method->isDefined() || !pattern->isDefined()) continue;
      if (method->getDescribedFunctionTemplate() != nullptr || !done_.insert(pattern).second) continue;
      clang::ConstraintSatisfaction satisfaction;
      if (method->getTrailingRequiresClause() != nullptr &&
          (sema_.CheckFunctionConstraints(method, satisfaction, method->getLocation()) || !satisfaction.IsSatisfied)) {
        done_.erase(pattern);
        continue;
      }
      define(*method);
    }
  }

  void instantiate(clang::FunctionTemplateDecl& pattern) {
    const auto* body = pattern.getTemplatedDecl();
    if (!is_own(pattern) || !tried_.insert(&pattern).second) return;
    // The member template of a class's instance has its body where the class's template has it.
    const auto* origin = &pattern;
    while (const auto* from = origin->getInstantiatedFromMemberTemplate()) origin = from;
    const auto* key = origin->getTemplatedDecl()->getCanonicalDecl();
    if (!body->isDefined() && !key->isDefined()) return;
    if (llvm::isa<clang::CXXDeductionGuideDecl>(body)) return;
    for (auto* instance : pattern.specializations())
      if (instance->isDefined()) return;
    if (!done_.insert(key).second) return;
    for (unsigned kind = 0; !type_for(pattern, kind).isNull(); ++kind)
      if (auto* instance = declare(pattern, kind); instance != nullptr && define(*instance)) return;
  }

  clang::FunctionDecl* declare(clang::FunctionTemplateDecl& pattern, unsigned kind) {
    if (!count()) return nullptr;
    const auto at = pattern.getLocation();
    auto arguments = arguments_for(*pattern.getTemplateParameters(), kind, at);
    llvm::SmallVector<clang::TemplateArgument, 4> sugared;
    llvm::SmallVector<clang::TemplateArgument, 4> canonical;
    bool unsatisfied = false;
    if (sema_.CheckTemplateArgumentList(&pattern, at, arguments, false, sugared, canonical, true, &unsatisfied)) return nullptr;
    const auto* list = clang::TemplateArgumentList::CreateCopy(context_, canonical);
    auto* instance = sema_.InstantiateFunctionDeclaration(&pattern, list, at);
    if (instance == nullptr || instance->isInvalidDecl()) return nullptr;
    clang::ConstraintSatisfaction satisfaction;
    if (sema_.CheckFunctionConstraints(instance, satisfaction, at) || !satisfaction.IsSatisfied) return nullptr;
    return instance;
  }

  bool define(clang::FunctionDecl& function) {
    if (!count()) return false;
    const unsigned before = problems_.errors();
    sema_.InstantiateFunctionDefinition(function.getLocation(), &function, true, true);
    sema_.PerformPendingInstantiations();
    if (problems_.errors() == before && function.isDefined()) return true;
    failed_.insert(function.getCanonicalDecl());
    return false;
  }

  bool count() { return ++made_ < max_instances; }
  bool is_own(const clang::Decl& declaration) const {
    return scope_.place(declaration.getLocation(), context_.getSourceManager()).has_value();
  }

  clang::Sema& sema_;
  clang::ASTContext& context_;
  const SourceScope& scope_;
  const OwnTokens& tokens_;
  UnitProblems& problems_;
  clang::QualType any_;
  clang::QualType clock_;
  unsigned made_ = 0;
  std::set<const clang::Decl*> tried_;
  std::set<const clang::FunctionDecl*> done_;    ///< patterns that have an instance
  std::set<const clang::FunctionDecl*> failed_;
};

}  // namespace

std::set<const clang::FunctionDecl*> instantiate_templates(clang::Sema& sema, const SourceScope& scope,
                                                           const OwnTokens& tokens, UnitProblems& problems) {
  return Instances(sema, scope, tokens, problems).run();
}

}  // namespace assay::checks
