#include "checks/engine/storage_writes.hpp"

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/symbols.hpp"
#include "checks/engine/values.hpp"

namespace assay::checks {
namespace {

using clang::OverloadedOperatorKind;

bool is_assignment(OverloadedOperatorKind kind) {
  switch (kind) {
    case clang::OO_Equal:
    case clang::OO_PlusEqual:
    case clang::OO_MinusEqual:
    case clang::OO_StarEqual:
    case clang::OO_SlashEqual:
    case clang::OO_PercentEqual:
    case clang::OO_AmpEqual:
    case clang::OO_PipeEqual:
    case clang::OO_CaretEqual:
    case clang::OO_LessLessEqual:
    case clang::OO_GreaterGreaterEqual:
    case clang::OO_PlusPlus:
    case clang::OO_MinusMinus: return true;
    default: return false;
  }
}

/// Locks, threads and waiting are no state of the algorithm.
bool is_synchronisation(const clang::CXXRecordDecl* record) {
  for (const char* name :
       {"mutex", "timed_mutex", "recursive_mutex", "recursive_timed_mutex", "shared_mutex",
        "shared_timed_mutex", "condition_variable", "condition_variable_any", "unique_lock",
        "shared_lock", "lock_guard", "scoped_lock", "thread", "jthread", "counting_semaphore",
        "latch", "barrier", "once_flag"})
    if (is_std(record, name)) return true;
  return false;
}

bool replaces(const clang::FunctionDecl& function) {
  if (!function.getDeclName().isIdentifier()) return true;
  static const std::set<llvm::StringRef> names{"clear", "reset", "store",  "exchange",
                                               "assign", "swap", "atomic_store", "fill"};
  return names.contains(function.getName());
}

/// `ring[i]`: the other elements stay, as in a window of the last outcomes.
bool is_numbered_element(const clang::Expr& target) {
  const auto* expression = stripped(&target);
  if (llvm::isa<clang::ArraySubscriptExpr>(expression)) return true;
  const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression);
  return call != nullptr && call->getOperator() == clang::OO_Subscript && call->getNumArgs() == 2 &&
         call->getArg(1)->getType()->isIntegerType();
}

bool may_write_through(clang::QualType parameter) {
  if (parameter->isLValueReferenceType() || parameter->isPointerType())
    return !parameter->getPointeeType().isConstQualified() && !parameter->getPointeeType()->isFunctionType();
  return false;
}

/// A forwarding reference of a template hands on what it is given, and changes nothing.
bool is_forwarded(const clang::FunctionDecl& function, unsigned parameter) {
  const auto* primary = function.getPrimaryTemplate();
  if (primary == nullptr) return false;
  const auto* pattern = primary->getTemplatedDecl();
  if (pattern->getNumParams() == 0) return false;
  auto type = pattern->getParamDecl(std::min(parameter, pattern->getNumParams() - 1))->getType();
  if (const auto* pack = type->getAs<clang::PackExpansionType>()) type = pack->getPattern();
  const auto* reference = type->getAs<clang::RValueReferenceType>();
  return reference != nullptr && reference->getPointeeType()->isTemplateTypeParmType();
}

std::vector<const clang::Expr*> arguments(const clang::CallExpr& call, unsigned from) {
  std::vector<const clang::Expr*> result;
  for (unsigned i = from; i < call.getNumArgs(); ++i) result.push_back(call.getArg(i));
  return result;
}

void add_member_change(const clang::CXXMemberCallExpr& call, std::vector<Mutation>& result) {
  const auto* method = call.getMethodDecl();
  const auto* object = call.getImplicitObjectArgument();
  if (method == nullptr || object == nullptr || method->isConst() || method->isStatic()) return;
  if (!is_std(method->getParent()) || is_accessor(*method) || is_synchronisation(method->getParent()))
    return;
  result.push_back({object, arguments(call, 0), !replaces(*method)});
}

void add_argument_changes(const clang::CallExpr& call, const IsOwn& is_own, std::vector<Mutation>& result) {
  const auto* callee = call.getDirectCallee();
  if (callee == nullptr || is_accessor(*callee)) return;
  const bool of_std = is_std(callee);
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
  const bool fills_what_it_is_given = is_own(*callee) && (method == nullptr || !method->isVirtual());
  const unsigned shift = llvm::isa<clang::CXXOperatorCallExpr>(call) && method != nullptr ? 1 : 0;
  for (unsigned i = 0; i < callee->getNumParams() && i + shift < call.getNumArgs(); ++i) {
    if (!may_write_through(callee->getParamDecl(i)->getType()) || is_forwarded(*callee, i)) continue;
    const auto* argument = call.getArg(i + shift);
    // An object lent by pointer is judged as one lent by reference; but the address of plain
    // data, as of a timespec, is given to be filled.
    const auto type = argument->getType();
    const bool by_pointer = type->isPointerType();
    const auto* record = record_of(by_pointer ? type->getPointeeType() : type);
    if (is_synchronisation(record)) continue;
    const bool plain_data = record != nullptr && record->hasDefinition() && record->isPOD();
    if (record != nullptr && !of_std && !is_std(record) && !(by_pointer && plain_data)) {
      // Of another's classes only plain data are filled by a function of the submission's;
      // an interface that it is handed stays the same.
      if (is_own(*record) || !plain_data || !fills_what_it_is_given) continue;
    }
    std::vector<const clang::Expr*> values = arguments(call, shift);
    values.push_back(&call);
    result.push_back({argument, std::move(values), !of_std || !replaces(*callee)});
  }
}

/// C's atomic_store and its like are expressions of their own.
void add_atomic_change(const clang::AtomicExpr& atomic, std::vector<Mutation>& result) {
  switch (atomic.getOp()) {
    case clang::AtomicExpr::AO__c11_atomic_store:
    case clang::AtomicExpr::AO__c11_atomic_exchange:
    case clang::AtomicExpr::AO__atomic_store_n:
    case clang::AtomicExpr::AO__atomic_exchange_n:
      return result.push_back({atomic.getPtr(), {atomic.getVal1()}, false});
    case clang::AtomicExpr::AO__c11_atomic_fetch_add:
    case clang::AtomicExpr::AO__c11_atomic_fetch_sub:
    case clang::AtomicExpr::AO__atomic_fetch_add:
    case clang::AtomicExpr::AO__atomic_add_fetch:
      return result.push_back({atomic.getPtr(), {atomic.getVal1()}, true});
    case clang::AtomicExpr::AO__c11_atomic_compare_exchange_strong:
    case clang::AtomicExpr::AO__c11_atomic_compare_exchange_weak:
      return result.push_back({atomic.getPtr(), {atomic.getVal2()}, false});
    default: return;
  }
}

}  // namespace

std::vector<Mutation> mutations(const clang::Stmt& statement, const IsOwn& is_own) {
  std::vector<Mutation> result;
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&statement)) {
    if (binary->isAssignmentOp())
      result.push_back({binary->getLHS(), {binary->getRHS()},
                        binary->isCompoundAssignmentOp() || is_numbered_element(*binary->getLHS())});
  } else if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&statement)) {
    if (unary->isIncrementDecrementOp()) result.push_back({unary->getSubExpr(), {}, true});
  } else if (const auto* overloaded = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement);
             overloaded != nullptr && is_assignment(overloaded->getOperator())) {
    result.push_back({overloaded->getArg(0), arguments(*overloaded, 1),
                      overloaded->getOperator() != clang::OO_Equal || is_numbered_element(*overloaded->getArg(0))});
  } else if (const auto* atomic = llvm::dyn_cast<clang::AtomicExpr>(&statement)) {
    add_atomic_change(*atomic, result);
  } else if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement)) {
    if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(call))
      add_member_change(*member, result);
    add_argument_changes(*call, is_own, result);
  }
  return result;
}

}  // namespace assay::checks
