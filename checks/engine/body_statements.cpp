#include "checks/engine/body_extractor.hpp"

#include <algorithm>

#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

bool is_number(clang::QualType type) {
  return type->isArithmeticType() && !type->isEnumeralType() && !type->isBooleanType();
}

const clang::Expr* truth_of_number(const clang::Stmt& statement) {
  const auto* cast = llvm::dyn_cast<clang::ImplicitCastExpr>(&statement);
  if (cast == nullptr) return nullptr;
  const bool number = cast->getCastKind() == clang::CK_IntegralToBoolean ||
                      cast->getCastKind() == clang::CK_FloatingToBoolean;
  return number && is_number(stripped(cast)->getType()) ? cast : nullptr;
}

bool is_comparison_call(const clang::CXXOperatorCallExpr& call) {
  return call.isComparisonOp() && call.getNumArgs() == 2;
}

}  // namespace

void BodyExtractor::number(const clang::Stmt& statement) {
  const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&statement);
  const auto* overloaded = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement);
  const auto* truth = truth_of_number(statement);
  const bool compares = (binary != nullptr && binary->isComparisonOp()) ||
                        (overloaded != nullptr && is_comparison_call(*overloaded)) || truth != nullptr;
  if (compares && compare_index_.emplace(&statement, result_.compares.size()).second) {
    values_.number_compare(*llvm::cast<clang::Expr>(&statement), result_.compares.size());
    result_.compares.emplace_back();
  }
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement);
  if (call == nullptr || (overloaded != nullptr && is_comparison_call(*overloaded))) return;
  if (!call_index_.emplace(call, result_.calls.size()).second) return;
  values_.number_call(*call, result_.calls.size());
  result_.calls.emplace_back();
}

void BodyExtractor::read(const clang::CFGBlock& block) {
  guards_ = block_guards_[block.getBlockID()];
  in_try_ = may_be_caught(block);
  for (const auto& element : block) {
    read(element);
    const auto statement = element.getAs<clang::CFGStmt>();
    if (!statement) continue;
    if (const auto* thrown = llvm::dyn_cast<clang::CXXThrowExpr>(statement->getStmt())) {
      const bool leaves = std::ranges::any_of(
          block.succs(), [&](const auto& next) { return next.getReachableBlock() == &graph_.getExit(); });
      if (leaves) result_.throws.push_back({place(thrown->getThrowLoc()), guards_});
    }
    if (const auto left = leave_condition_.find(statement->getStmt()); left != leave_condition_.end())
      guards_.push_back({left->second, 0});
  }
}

void BodyExtractor::read(const clang::CFGElement& element) {
  if (const auto statement = element.getAs<clang::CFGStmt>()) return read_statement(*statement->getStmt());
  if (const auto initialiser = element.getAs<clang::CFGInitializer>()) {
    const auto* entry = initialiser->getInitializer();
    if (entry->getAnyMember() != nullptr)
      write(symbol_of(*entry->getAnyMember()), values_.of(entry->getInit()), false, true,
            entry->isWritten() ? entry->getSourceLocation() : declaration_.getLocation());
    return;
  }
  const auto end = element.getAs<clang::CFGAutomaticObjDtor>();
  if (!end || end->getVarDecl() == nullptr) return;
  const auto* record = record_of(end->getVarDecl()->getType());
  const auto* destructor = record == nullptr ? nullptr : record->getDestructor();
  if (destructor == nullptr || !is_own(*destructor)) return;
  auto& fact = result_.calls.emplace_back();
  fact.at = place(end->getVarDecl()->getLocation());
  fact.kind = CallKind::destruction;
  fact.callee = symbol_of(*destructor);
  fact.returns_void = true;
  fact.guards = guards_;
}

void BodyExtractor::read_statement(const clang::Stmt& statement) {
  if (compare_index_.contains(&statement)) read_compare(statement);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement)) {
    if (call_index_.contains(call)) read_call(*call);
  } else if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) {
    read_construction(*construction);
  } else if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(&statement)) {
    read_aggregate(*list);
  } else if (const auto* leave = llvm::dyn_cast<clang::ReturnStmt>(&statement)) {
    result_.returns.push_back({place(leave->getReturnLoc()), values_.of(leave->getRetValue()), guards_});
  } else if (const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(&statement)) {
    for (const auto* declaration : declarations->decls())
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) read_declaration(*variable);
  } else if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(&statement)) {
    for (const auto& capture : lambda->captures())
      if (capture.capturesVariable())
        if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(capture.getCapturedVar());
            variable != nullptr && variable->isInitCapture())
          read_declaration(*variable);
  }
  read_mutations(statement);
}

/// Whether an lvalue, or a pointer that is handed on, is what the caller gave by reference.
bool BodyExtractor::is_output(const clang::Expr& target) const {
  const auto* parameter = llvm::dyn_cast_or_null<clang::ParmVarDecl>(values_.local_root(&target));
  if (parameter == nullptr) return false;
  const auto type = parameter->getType();
  if (type->isLValueReferenceType()) return true;
  const bool itself = target.isGLValue() && llvm::isa<clang::DeclRefExpr>(stripped(&target));
  return type->isPointerType() && !itself;
}

void BodyExtractor::read_mutations(const clang::Stmt& statement) {
  for (const auto& mutation : mutations_of(statement)) {
    Value value;
    for (const auto* part : mutation.values) append(value, values_.of(part));
    if (is_output(*mutation.target)) result_.outputs.push_back({place(statement.getBeginLoc()), value, guards_});
    for (const auto& storage : values_.storages(mutation.target))
      write(storage, value, mutation.accumulates, false, statement.getBeginLoc());
  }
}

void BodyExtractor::read_declaration(const clang::VarDecl& variable) {
  if (!values_.is_storage(variable) && !variable.isInitCapture()) return;
  if (variable.getInit() == nullptr) return;
  const auto id = symbol_of(variable);
  facts_.storages.try_emplace(
      id, Storage{variable.getNameAsString(), place(variable.getLocation()), {}, "", is_shared_local(variable)});
  write(id, values_.of(variable.getInit()), false, true, variable.getLocation());
}

void BodyExtractor::write(const std::string& storage, Value value, bool accumulates, bool initialises,
                      clang::SourceLocation at) {
  const bool from_itself = std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == SourceKind::storage && source.symbol == storage && !source.control;
  });
  result_.writes.push_back(
      {place(at), storage, std::move(value), accumulates || from_itself, initialises && !from_itself, guards_});
}

void BodyExtractor::read_compare(const clang::Stmt& statement) {
  auto& fact = result_.compares[compare_index_[&statement]];
  fact.statement = expressions_.statement_of(statement);
  fact.guards = guards_;
  fact.at = place(llvm::cast<clang::Expr>(&statement)->getExprLoc());
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&statement)) {
    fact.left = values_.of(binary->getLHS());
    fact.right = values_.of(binary->getRHS());
    fact.arithmetic = is_number(stripped(binary->getLHS())->getType()) &&
                      is_number(stripped(binary->getRHS())->getType());
  } else if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement)) {
    fact.left = values_.of(call->getArg(0));
    fact.right = values_.of(call->getArg(1));
  } else if (const auto* cast = llvm::dyn_cast<clang::ImplicitCastExpr>(&statement)) {
    fact.left = values_.of(cast->getSubExpr());
    fact.arithmetic = true;
  }
}

}  // namespace assay::checks
