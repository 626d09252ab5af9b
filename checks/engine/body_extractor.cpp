#include "checks/engine/body_extractor.hpp"

#include "checks/engine/clocks.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {

Function BodyExtractor::run(Place at) {
  result_.id = symbol_of(declaration_);
  result_.name = display_name(declaration_);
  result_.at = std::move(at);
  describe();
  find_guards();
  for_each_statement([this](const clang::Stmt& statement, unsigned) { number(statement); });
  for_each_statement([this](const clang::Stmt& statement, unsigned block) { assign(statement, block); });
  LockDataflow locks(graph_, unit_.context, unit_.scope, values_, unit_.shapes);
  locks_ = &locks;
  fill_conditions();
  add_captured_parameters();
  for (const auto* block : graph_) read(*block);
  result_.unlocks.assign(locks.unlocks().begin(), locks.unlocks().end());
  add_storages();
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

void BodyExtractor::describe() {
  result_.is_constructor = llvm::isa<clang::CXXConstructorDecl>(declaration_);
  for (const auto* parameter : declaration_.parameters()) {
    auto& fact = result_.parameters.emplace_back();
    if (const auto clock = clock_of_type(parameter->getType())) {
      fact.clock = clock->kind;
      fact.clock_name = clock->name;
    }
    if (unit_.shapes.guard_shape(parameter->getType().getNonReferenceType()) != GuardShape::none)
      fact.guard = symbol_of(*parameter);
  }
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&declaration_))
    for (const auto* overridden : method->overridden_methods())
      result_.overrides.push_back(symbol_of(*overridden));
}

void BodyExtractor::add_captured_parameters() {
  guards_.clear();
  for (const auto* parameter : declaration_.parameters()) {
    if (!unit_.captured.contains(parameter)) continue;
    const Source source{SourceKind::parameter, "", parameter->getFunctionScopeIndex(), false};
    const auto id = symbol_of(*parameter);
    facts_.storages.try_emplace(id, Storage{parameter->getNameAsString(), result_.at, {}, "", true});
    write(id, {source}, false, true, parameter->getLocation());
  }
}

void BodyExtractor::add_storages() {
  for (const auto& [id, declaration] : values_.met()) {
    const auto clock = clock_of_type(declaration->getType());
    const auto at = unit_.scope.place(declaration->getLocation(), unit_.context.getSourceManager());
    Storage storage{declaration->getNameAsString(), at.value_or(Place{}), {}, "", is_shared_local(*declaration)};
    if (clock) {
      storage.clock = clock->kind;
      storage.clock_name = clock->name;
    }
    facts_.storages.try_emplace(id, std::move(storage));
  }
}

void BodyExtractor::assign(const clang::Stmt& statement, unsigned block) {
  if (const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(&statement)) {
    for (const auto* declaration : declarations->decls())
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration))
        values_.assign(*variable, {variable->getInit(), {}});
    return;
  }
  for (const auto& mutation : mutations_of(statement))
    if (const auto* local = values_.local_root(mutation.target))
      for (const auto* value : mutation.values) values_.assign(*local, {value, block_guards_[block]});
}

}  // namespace assay::checks
