#include "checks/engine/unit_extractor.hpp"

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/classes.hpp"
#include "checks/engine/damage.hpp"
#include "checks/engine/function_extractor.hpp"
#include "checks/engine/symbols.hpp"
#include "checks/engine/types.hpp"

#include <algorithm>
#include <iterator>

#include <llvm/Support/CrashRecoveryContext.h>

namespace assay::checks {
namespace {

/// Finds the functions to read, each once, and the variables that lambdas capture.
class Collector : public clang::RecursiveASTVisitor<Collector> {
 public:
  Collector(UnitContext& unit, Facts& facts) : unit_(unit), facts_(facts) {}
  bool shouldVisitTemplateInstantiations() const { return true; }

  bool VisitFunctionDecl(clang::FunctionDecl* function) {
    add(function);
    return true;
  }

  /// An implicit constructor runs the default initialisers that its class spells.
  bool VisitCXXRecordDecl(clang::CXXRecordDecl* record) {
    if (record->isThisDeclarationADefinition() && !record->isDependentContext())
      for (auto* constructor : record->ctors())
        if (constructor->isImplicit() && !constructor->isCopyOrMoveConstructor()) add(constructor);
    if (record->isThisDeclarationADefinition() && !record->isDependentContext() && !record->isInjectedClassName()) {
      extract_class(*record, unit_, facts_);
      classes_.push_back(record);
    }
    return true;
  }

  bool VisitEnumDecl(clang::EnumDecl* enumeration) {
    if (enumeration->isThisDeclarationADefinition() && !enumeration->isDependentContext())
      extract_enumeration(*enumeration, unit_, facts_);
    return true;
  }

  bool VisitLambdaExpr(clang::LambdaExpr* lambda) {
    for (const auto& capture : lambda->captures())
      if (capture.capturesVariable())
        if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(capture.getCapturedVar()))
          unit_.captured.insert(variable);
    add(lambda->getCallOperator());
    if (const auto* generic = lambda->getLambdaClass()->getDependentLambdaCallOperator())
      if (const auto* pattern = llvm::dyn_cast<clang::FunctionTemplateDecl>(generic))
        for (auto* instance : pattern->specializations()) add(instance);
    return true;
  }

  [[nodiscard]] const std::vector<clang::FunctionDecl*>& functions() const { return functions_; }
  [[nodiscard]] const std::vector<clang::CXXRecordDecl*>& classes() const { return classes_; }

  /// Templates without an instance.
  [[nodiscard]] std::vector<const clang::FunctionDecl*> left_out() const {
    std::vector<const clang::FunctionDecl*> result;
    std::ranges::copy_if(patterns_, std::back_inserter(result), [this](const auto* pattern) { return !read_.contains(pattern); });
    return result;
  }

 private:
  void add(clang::FunctionDecl* function) {
    if (function == nullptr || !function->doesThisDeclarationHaveABody()) return;
    if (function->isDependentContext()) {
      if (function->getParentFunctionOrMethod() == nullptr && !llvm::isa<clang::CXXDeductionGuideDecl>(function)) patterns_.insert(function);
      return;
    }
    if (const auto* pattern = function->getTemplateInstantiationPattern()) read_.insert(pattern);
    if (seen_.insert(function).second) functions_.push_back(function);
  }

  UnitContext& unit_;
  Facts& facts_;
  std::set<const clang::FunctionDecl*> seen_;
  std::vector<clang::FunctionDecl*> functions_;
  std::vector<clang::CXXRecordDecl*> classes_;
  std::set<const clang::FunctionDecl*> patterns_;
  std::set<const clang::FunctionDecl*> read_;      ///< patterns of what is in functions_
};

bool is_damaged(const clang::FunctionDecl& function, const UnitProblems& problems) {
  if (has_unreadable_part(function)) return true;
  if (problems.touches(function.getSourceRange(), function.getASTContext().getSourceManager())) return true;
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&function);
  if (method == nullptr || method->getParent()->isLambda()) return false;
  return has_unreadable_part(*method->getParent()) || problems.touches(*method->getParent());
}

/// A function as no more than a name: it is there, and was not read.
void leave_out(const clang::FunctionDecl& function, const UnitContext& unit, Facts& facts) {
  const auto at = unit.scope.place(function.getLocation(), unit.context.getSourceManager());
  if (!at) return;
  Function fact;
  fact.id = symbol_of(function);
  fact.name = display_name(function);
  fact.qualified = qualified_name(function);
  fact.simple = simple_name(function);
  fact.at = *at;
  fact.damaged = true;
  auto id = fact.id;
  facts.functions.try_emplace(std::move(id), std::move(fact));
}

/// Reading an invalid declaration may fail where nobody foresaw it; that ends the function, not the unit.
void extract_guarded(const clang::FunctionDecl& function, bool damaged, UnitContext& unit, Facts& facts) {
  if (!damaged) {
    extract_function(function, unit, facts);
    return;
  }
  llvm::CrashRecoveryContext recovery;
  if (!recovery.RunSafely([&] { extract_function(function, unit, facts); })) leave_out(function, unit, facts);
  const auto found = facts.functions.find(symbol_of(function));
  if (found != facts.functions.end()) found->second.damaged = true;
}

}  // namespace

void restrict_to_own(clang::ASTContext& context, const SourceScope& scope) {
  std::vector<clang::Decl*> own;
  for (auto* declaration : context.getTranslationUnitDecl()->decls())
    if (scope.place(declaration->getLocation(), context.getSourceManager())) own.push_back(declaration);
  context.setTraversalScope(own);
}

Facts extract_unit(clang::ASTContext& context, const SourceScope& scope, const UnitProblems& problems,
                   const std::set<const clang::FunctionDecl*>& spoilt) {
  UnitContext unit{context, scope, {}, {}};
  Facts facts;
  Collector collector(unit, facts);
  collector.TraverseAST(context);
  for (const auto* function : collector.functions()) {
    const bool damaged = spoilt.contains(function->getCanonicalDecl()) || is_damaged(*function, problems);
    extract_guarded(*function, damaged, unit, facts);
  }
  for (const auto* pattern : collector.left_out()) leave_out(*pattern, unit, facts);
  for (const auto* record : collector.classes())
    if (has_unreadable_part(*record) || problems.touches(*record))
      if (const auto found = facts.classes.find(symbol_of(*record)); found != facts.classes.end()) found->second.damaged = true;
  return facts;
}

}  // namespace assay::checks
