#include "checks/engine/body_extractor.hpp"

#include <algorithm>

#include "checks/engine/classes.hpp"
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

std::optional<OperationKind> kind_of(clang::BinaryOperatorKind kind) {
  switch (kind) {
    case clang::BO_Add: case clang::BO_AddAssign: return OperationKind::add;
    case clang::BO_Sub: case clang::BO_SubAssign: return OperationKind::subtract;
    case clang::BO_Mul: case clang::BO_MulAssign: return OperationKind::multiply;
    case clang::BO_Div: case clang::BO_DivAssign: return OperationKind::divide;
    case clang::BO_Rem: case clang::BO_RemAssign: return OperationKind::modulo;
    case clang::BO_Shl: case clang::BO_ShlAssign: return OperationKind::shift_left;
    case clang::BO_Shr: case clang::BO_ShrAssign: return OperationKind::shift_right;
    case clang::BO_And: case clang::BO_AndAssign: return OperationKind::bit_and;
    case clang::BO_Or: case clang::BO_OrAssign: return OperationKind::bit_or;
    case clang::BO_Xor: case clang::BO_XorAssign: return OperationKind::bit_xor;
    default: return std::nullopt;
  }
}

std::optional<OperationKind> kind_of(clang::UnaryOperatorKind kind) {
  switch (kind) {
    case clang::UO_PreInc: case clang::UO_PostInc: return OperationKind::add;
    case clang::UO_PreDec: case clang::UO_PostDec: return OperationKind::subtract;
    case clang::UO_Minus: return OperationKind::negate;
    case clang::UO_LNot: return OperationKind::logical_not;
    default: return std::nullopt;
  }
}

/// Of the operators of a class: std::chrono's durations, a submission's own numbers. Streams
/// shift as well, and are no arithmetic.
std::optional<OperationKind> kind_of(const clang::CXXOperatorCallExpr& call) {
  const bool both = call.getNumArgs() == 2;
  switch (call.getOperator()) {
    case clang::OO_Plus: case clang::OO_PlusEqual: case clang::OO_PlusPlus: return OperationKind::add;
    case clang::OO_Minus: return both ? OperationKind::subtract : OperationKind::negate;
    case clang::OO_MinusEqual: case clang::OO_MinusMinus: return OperationKind::subtract;
    case clang::OO_Star: return both ? std::optional(OperationKind::multiply) : std::nullopt;
    case clang::OO_StarEqual: return OperationKind::multiply;
    case clang::OO_Slash: case clang::OO_SlashEqual: return OperationKind::divide;
    case clang::OO_Percent: case clang::OO_PercentEqual: return OperationKind::modulo;
    default: return std::nullopt;
  }
}

std::optional<OperationKind> operation_kind(const clang::Stmt& statement) {
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&statement)) return kind_of(binary->getOpcode());
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&statement)) return kind_of(unary->getOpcode());
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement)) return kind_of(*call);
  return std::nullopt;
}

CompareKind compare_kind(clang::BinaryOperatorKind kind) {
  switch (kind) {
    case clang::BO_EQ: return CompareKind::equal;
    case clang::BO_NE: return CompareKind::not_equal;
    case clang::BO_LT: return CompareKind::less;
    case clang::BO_LE: return CompareKind::less_equal;
    case clang::BO_GT: return CompareKind::greater;
    case clang::BO_GE: return CompareKind::greater_equal;
    default: return CompareKind::three_way;
  }
}

CompareKind compare_kind(clang::OverloadedOperatorKind kind) {
  switch (kind) {
    case clang::OO_EqualEqual: return CompareKind::equal;
    case clang::OO_ExclaimEqual: return CompareKind::not_equal;
    case clang::OO_Less: return CompareKind::less;
    case clang::OO_LessEqual: return CompareKind::less_equal;
    case clang::OO_Greater: return CompareKind::greater;
    case clang::OO_GreaterEqual: return CompareKind::greater_equal;
    default: return CompareKind::three_way;
  }
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
  if (operation_kind(statement) && operation_index_.emplace(&statement, result_.operations.size()).second) {
    values_.number_operation(*llvm::cast<clang::Expr>(&statement), result_.operations.size());
    result_.operations.emplace_back();
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
  block_ = &result_.blocks[block.getBlockID()];
  block_->held = locks_->at_end(block.getBlockID());
  for (const auto& element : block) {
    read(element);
    const auto statement = element.getAs<clang::CFGStmt>();
    if (!statement) continue;
    if (const auto* thrown = llvm::dyn_cast<clang::CXXThrowExpr>(statement->getStmt())) read_raise(*thrown, block);
    if (const auto left = leave_condition_.find(statement->getStmt()); left != leave_condition_.end())
      guards_.push_back({left->second, 0});
  }
  block_ = nullptr;
}

void BodyExtractor::read(const clang::CFGElement& element) {
  if (const auto statement = element.getAs<clang::CFGStmt>()) return read_statement(*statement->getStmt());
  if (const auto initialiser = element.getAs<clang::CFGInitializer>()) {
    const auto* entry = initialiser->getInitializer();
    if (entry->getAnyMember() == nullptr) return;
    write(symbol_of(*entry->getAnyMember()), values_.of(entry->getInit()), false, true,
          entry->isWritten() ? entry->getSourceLocation() : declaration_.getLocation());
    if (entry->getInit() != nullptr) result_.writes.back().statement = expressions_.statement_of(*entry->getInit());
    return;
  }
  const auto end = element.getAs<clang::CFGAutomaticObjDtor>();
  if (!end || end->getVarDecl() == nullptr) return;
  const auto* record = record_of(end->getVarDecl()->getType());
  const auto* destructor = record == nullptr ? nullptr : record->getDestructor();
  if (destructor == nullptr || !is_own(*destructor)) return;
  step(StepKind::call, result_.calls.size());
  auto& fact = result_.calls.emplace_back();
  fact.at = place(end->getVarDecl()->getLocation());
  fact.kind = CallKind::destruction;
  fact.callee = symbol_of(*destructor);
  fact.qualified = qualified_name(*destructor);
  fact.simple = simple_name(*destructor);
  fact.returns_void = true;
  fact.guards = guards_;
}

void BodyExtractor::read_statement(const clang::Stmt& statement) {
  if (compare_index_.contains(&statement)) read_compare(statement);
  if (operation_index_.contains(&statement)) read_operation(statement);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement)) {
    if (call_index_.contains(call)) read_call(*call);
  } else if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) {
    read_construction(*construction);
  } else if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(&statement)) {
    read_aggregate(*list);
  } else if (const auto* allocation = llvm::dyn_cast<clang::CXXNewExpr>(&statement)) {
    read_allocation(*allocation);
  } else if (const auto* deallocation = llvm::dyn_cast<clang::CXXDeleteExpr>(&statement)) {
    read_deallocation(*deallocation);
  } else if (const auto* leave = llvm::dyn_cast<clang::ReturnStmt>(&statement)) {
    step(StepKind::leave, result_.returns.size());
    result_.returns.push_back({place(leave->getReturnLoc()), values_.of(leave->getRetValue()), guards_});
    if (leave->getRetValue() != nullptr) result_.returns.back().statement = expressions_.statement_of(*leave->getRetValue());
  } else if (const auto* given = llvm::dyn_cast<clang::CoreturnStmt>(&statement)) {
    step(StepKind::leave, result_.returns.size());
    result_.returns.push_back({place(given->getKeywordLoc()), values_.of(given->getOperand()), guards_});
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
    if (const auto operation = operation_index_.find(&statement); operation != operation_index_.end())
      append(value, {Source{SourceKind::operation, "", operation->second, false}});
    if (is_output(*mutation.target)) result_.outputs.push_back({place(statement.getBeginLoc()), value, guards_});
    const auto target = values_.of(mutation.target);
    for (const auto& storage : values_.storages(mutation.target)) {
      write(storage, value, mutation.accumulates, false, statement.getBeginLoc());
      result_.writes.back().held = locks_->at(statement).held;
      result_.writes.back().target = target;
      result_.writes.back().statement = expressions_.statement_of(statement);
    }
    if (const auto* local = values_.local_root(mutation.target)) {
      const bool whole = llvm::isa<clang::DeclRefExpr>(stripped(mutation.target));
      write_local(*local, value, mutation.accumulates || !whole, false, statement.getBeginLoc());
      result_.local_writes.back().target = target;
      result_.local_writes.back().statement = expressions_.statement_of(statement);
    }
    read_element_setting(mutation, statement.getBeginLoc());
  }
}

void BodyExtractor::read_declaration(const clang::VarDecl& variable) {
  if (variable.getInit() == nullptr) return;
  if (!values_.is_storage(variable) && !variable.isInitCapture()) {
    write_local(variable, values_.of(variable.getInit()), false, true, variable.getLocation());
    result_.local_writes.back().statement = expressions_.statement_of(*variable.getInit());
    return;
  }
  const auto id = symbol_of(variable);
  facts_.storages.try_emplace(id, describe_storage(variable, unit_));
  write(id, values_.of(variable.getInit()), false, true, variable.getLocation());
  result_.writes.back().statement = expressions_.statement_of(*variable.getInit());
}

void BodyExtractor::write(const std::string& storage, Value value, bool accumulates, bool initialises,
                      clang::SourceLocation at) {
  const bool from_itself = std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == SourceKind::storage && source.symbol == storage && !source.control;
  });
  step(StepKind::write, result_.writes.size());
  result_.writes.push_back(
      {place(at), storage, std::move(value), accumulates || from_itself, initialises && !from_itself, guards_});
}

void BodyExtractor::read_compare(const clang::Stmt& statement) {
  auto& fact = result_.compares[compare_index_[&statement]];
  fact.statement = expressions_.statement_of(statement);
  fact.guards = guards_;
  fact.at = place(llvm::cast<clang::Expr>(&statement)->getExprLoc());
  step(StepKind::compare, compare_index_[&statement]);
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&statement)) {
    fact.kind = compare_kind(binary->getOpcode());
    fact.left = values_.of(binary->getLHS());
    fact.right = values_.of(binary->getRHS());
    fact.arithmetic = is_number(stripped(binary->getLHS())->getType()) &&
                      is_number(stripped(binary->getRHS())->getType());
  } else if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement)) {
    fact.kind = compare_kind(call->getOperator());
    fact.left = values_.of(call->getArg(0));
    fact.right = values_.of(call->getArg(1));
  } else if (const auto* cast = llvm::dyn_cast<clang::ImplicitCastExpr>(&statement)) {
    fact.kind = CompareKind::truth;
    fact.left = values_.of(cast->getSubExpr());
    fact.arithmetic = true;
  }
}

void BodyExtractor::read_operation(const clang::Stmt& statement) {
  const unsigned index = operation_index_[&statement];
  auto& fact = result_.operations[index];
  const auto& expression = *llvm::cast<clang::Expr>(&statement);
  fact.at = place(expression.getExprLoc());
  fact.kind = *operation_kind(statement);
  fact.type = unit_.types.of(expression.getType());
  fact.statement = expressions_.statement_of(statement);
  fact.guards = guards_;
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&statement)) {
    fact.left = values_.of(binary->getLHS());
    fact.right = values_.of(binary->getRHS());
    fact.assigns = binary->isCompoundAssignmentOp();
  } else if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&statement)) {
    fact.left = values_.of(unary->getSubExpr());
    fact.assigns = unary->isIncrementDecrementOp();
    if (fact.assigns) fact.right = {Source{SourceKind::literal, "1", 0, false}};
  } else if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement)) {
    fact.left = values_.of(call->getArg(0));
    fact.assigns = call->isAssignmentOp() || call->getOperator() == clang::OO_PlusPlus || call->getOperator() == clang::OO_MinusMinus;
    if (call->getNumArgs() == 2) fact.right = values_.of(call->getArg(1));
  }
  step(StepKind::operation, index);
}

}  // namespace assay::checks
