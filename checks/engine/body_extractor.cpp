#include "checks/engine/body_extractor.hpp"

#include "checks/engine/classes.hpp"
#include "checks/engine/clocks.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {

Function BodyExtractor::run(Place at) {
  result_.id = symbol_of(declaration_);
  result_.name = display_name(declaration_);
  result_.at = std::move(at);
  find_initialisers();
  describe();
  find_guards();
  for_each_statement([this](const clang::Stmt& statement, unsigned) { number(statement); });
  for_each_statement([this](const clang::Stmt& statement, unsigned block) { assign(statement, block); });
  LockDataflow locks(graph_, unit_.context, unit_.scope, values_, unit_.shapes);
  locks_ = &locks;
  fill_conditions();
  make_blocks();
  add_captured_parameters();
  for (const auto* block : graph_) read(*block);
  result_.unlocks.assign(locks.unlocks().begin(), locks.unlocks().end());
  add_storages();
  add_locals();
  return std::move(result_);
}

/// A variable of a running function that its lambdas work on as well; what a lambda was
/// given to keep is state.
bool BodyExtractor::is_shared_local(const clang::ValueDecl& declaration) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  return variable != nullptr && variable->isLocalVarDeclOrParm() && !variable->isStaticLocal() &&
         !variable->isInitCapture();
}

std::vector<Mutation> BodyExtractor::mutations_of(const clang::Stmt& statement) const {
  return mutations(statement, [this](const clang::Decl& declaration) { return is_own(declaration); });
}

void BodyExtractor::find_initialisers() {
  const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&declaration_);
  if (constructor == nullptr) return;
  for (const auto* entry : constructor->inits()) {
    if (entry->getInit() == nullptr) continue;
    expressions_.add(*entry->getInit());
    if (entry->getAnyMember() != nullptr) initialised_field_[stripped(entry->getInit())] = symbol_of(*entry->getAnyMember());
  }
}

void BodyExtractor::describe() {
  result_.is_constructor = llvm::isa<clang::CXXConstructorDecl>(declaration_);
  result_.is_destructor = llvm::isa<clang::CXXDestructorDecl>(declaration_);
  result_.qualified = qualified_name(declaration_);
  result_.simple = simple_name(declaration_);
  result_.result = unit_.types.of(declaration_.getReturnType());
  result_.access = access_of(declaration_);
  result_.is_coroutine = llvm::isa_and_nonnull<clang::CoroutineBodyStmt>(declaration_.getBody());
  result_.from_template = declaration_.isTemplateInstantiation();
  for (const auto* parameter : declaration_.parameters()) {
    result_.parameters.push_back(describe_parameter(*parameter, unit_));
    if (!values_.is_storage(*parameter)) (void)values_.local_number(*parameter);
  }
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&declaration_);
  if (method == nullptr) return;
  for (const auto* overridden : method->overridden_methods()) result_.overrides.push_back(symbol_of(*overridden));
  result_.is_lambda = method->getParent()->isLambda();
  result_.is_const = method->isConst();
  result_.is_static = method->isStatic();
  result_.is_virtual = method->isVirtual();
  if (!result_.is_lambda) result_.record = symbol_of(*method->getParent());
  if (result_.is_lambda)
    if (const auto* outer = llvm::dyn_cast_or_null<clang::FunctionDecl>(method->getParent()->getParentFunctionOrMethod()))
      result_.enclosing = symbol_of(*outer);
}

void BodyExtractor::add_captured_parameters() {
  guards_.clear();
  for (const auto* parameter : declaration_.parameters()) {
    if (!unit_.captured.contains(parameter)) continue;
    const Source source{SourceKind::parameter, "", parameter->getFunctionScopeIndex(), false};
    const auto id = symbol_of(*parameter);
    facts_.storages.try_emplace(id, describe_storage(*parameter, unit_));
    write(id, {source}, false, true, parameter->getLocation());
  }
}

void BodyExtractor::add_storages() {
  for (const auto& [id, declaration] : values_.met()) facts_.storages.try_emplace(id, describe_storage(*declaration, unit_));
}

void BodyExtractor::add_locals() {
  for (const auto* local : values_.locals()) {
    const auto type = local->getType();
    result_.locals.push_back({local->getNameAsString(), place(local->getLocation()), unit_.types.of(type),
                              llvm::isa<clang::ParmVarDecl>(local), local->isConstexpr() || type.isConstQualified()});
  }
}

void BodyExtractor::assign(const clang::Stmt& statement, unsigned block) {
  if (const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(&statement)) {
    for (const auto* declaration : declarations->decls())
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) {
        values_.assign(*variable, {variable->getInit(), {}});
        if (variable->getInit() != nullptr) initialised_[stripped(variable->getInit())] = variable;
      }
    return;
  }
  for (const auto& mutation : mutations_of(statement))
    if (const auto* local = values_.local_root(mutation.target))
      for (const auto* value : mutation.values) values_.assign(*local, {value, block_guards_[block]});
}

}  // namespace assay::checks
