#include "checks/engine/body_extractor.hpp"

#include "checks/engine/clocks.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {

void BodyExtractor::read_call(const clang::CallExpr& call) {
  auto& fact = result_.calls[call_index_[&call]];
  fact.at = place(call.getExprLoc());
  fact.guards = guards_;
  fact.in_try = in_try_;
  const auto type = call.getCallReturnType(unit_.context);
  fact.returns_void = type->isVoidType();
  fact.returns_number = type->isArithmeticType();
  fact.returns_time = is_time_or_duration(type);
  fact.result_used = !fact.returns_void && !expressions_.is_discarded(call);
  fact.type = unit_.types.of(type);
  fact.statement = expressions_.statement_of(call);
  step(StepKind::call, call_index_[&call]);
  auto clock = clock_of_call(call, unit_.context);
  if (!clock) clock = clock_of_type(type);
  if (clock) {
    fact.clock = clock->kind;
    fact.clock_name = clock->name;
  }
  const auto locks = locks_->at(call);
  fact.held = locks.held;
  fact.released = locks.released;
  read_callee(call, fact);
  leave_condition(call, call_index_[&call]);
  read_made_object(call);
}

void BodyExtractor::read_callee(const clang::CallExpr& call, Call& fact) {
  const auto* callee = call.getDirectCallee();
  std::vector<const clang::Expr*> arguments(call.arguments().begin(), call.arguments().end());
  const clang::Expr* object = nullptr;
  bool qualified = false;
  if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
    object = member->getImplicitObjectArgument();
    const auto* path = llvm::dyn_cast<clang::MemberExpr>(stripped(call.getCallee()));
    qualified = path != nullptr && path->hasQualifier();
  } else if (const auto* overloaded = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
             overloaded != nullptr && llvm::isa_and_nonnull<clang::CXXMethodDecl>(callee)) {
    object = arguments.front();
    arguments.erase(arguments.begin());
  }
  if (object != nullptr) {
    fact.receiver = values_.of(object);
    // All unknown classes share a base that has their members: the object's own class is meant.
    const auto* record = record_of(object->getType()->isPointerType() ? object->getType()->getPointeeType() : object->getType());
    const bool shared = record != nullptr && is_any_stand_in(*record);
    fact.receiver_type = unit_.types.of(shared ? stripped(object)->getType() : object->getType());
    fact.forwards_time = is_time_or_duration(object->getType());
  }
  const auto* overloaded = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool stored_callable = overloaded != nullptr && overloaded->getOperator() == clang::OO_Call &&
                               (is_std(callee) || is_stand_in(callee));
  if (callee == nullptr || stored_callable) {
    fact.kind = CallKind::indirect;
    fact.callable = stored_callable ? fact.receiver : values_.of(call.getCallee());
    fact.name = "the callable";
  } else {
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
    name_callee(*callee, fact);
    if (method != nullptr && method->isVirtual() && !qualified) fact.kind = CallKind::virtual_dispatch;
    fact.pure = callee->isPureVirtual();
    fact.of_std = is_std(callee);
    fact.gives_access = is_accessor(*callee);
    static const std::set<llvm::StringRef> later{"async", "make_shared", "make_unique", "bind", "bind_front",
                                                 "forward", "move", "ref", "cref", "make_tuple", "make_pair"};
    fact.runs_in_place = fact.of_std && method == nullptr &&
                         callee->getDeclName().isIdentifier() && !later.contains(callee->getName());
  }
  if (callee == nullptr) fact.unresolved = llvm::isa<clang::OverloadExpr>(stripped(call.getCallee())) || call.isTypeDependent();
  if (fact.unresolved) name_unresolved(*stripped(call.getCallee()), fact);
  read_arguments(arguments, fact);
  read_pairs(arguments, fact.receiver, call_index_[&call], call.getExprLoc());
}

void BodyExtractor::name_callee(const clang::FunctionDecl& callee, Call& fact) {
  fact.callee = symbol_of(callee);
  fact.name = display_name(callee);
  fact.qualified = qualified_name(callee);
  fact.simple = simple_name(callee);
  fact.unresolved = is_stand_in(&callee);
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&callee);
  if (method == nullptr) return;
  // All unknown classes share their members: it is the object that tells which is meant.
  const bool shared = is_any_stand_in(*method->getParent()) && !fact.receiver_type.class_name.empty();
  fact.record = shared ? fact.receiver_type.class_name : qualified_name(*method->getParent());
  if (shared) fact.qualified = fact.record + "::" + fact.simple;
  fact.is_const = method->isConst();
}

/// What is called with arguments of an unknown type is known by its name all the same.
void BodyExtractor::name_unresolved(const clang::Expr& callee, Call& fact) {
  const clang::Expr* base = nullptr;
  if (const auto* overloaded = llvm::dyn_cast<clang::OverloadExpr>(&callee)) {
    fact.simple = overloaded->getName().getAsString();
    if (overloaded->decls_begin() != overloaded->decls_end()) {
      fact.qualified = qualified_name(**overloaded->decls_begin());
      fact.of_std = is_std(*overloaded->decls_begin());
    }
    const auto* member = llvm::dyn_cast<clang::UnresolvedMemberExpr>(&callee);
    if (member != nullptr && !member->isImplicitAccess()) base = member->getBase();
  } else if (const auto* member = llvm::dyn_cast<clang::CXXDependentScopeMemberExpr>(&callee)) {
    fact.simple = member->getMember().getAsString();
    if (!member->isImplicitAccess()) base = member->getBase();
  } else if (const auto* scoped = llvm::dyn_cast<clang::DependentScopeDeclRefExpr>(&callee)) {
    fact.simple = scoped->getDeclName().getAsString();
  }
  if (fact.simple.empty()) return;
  if (fact.qualified.empty()) fact.qualified = fact.simple;
  fact.name = fact.simple;
  fact.kind = CallKind::direct;
  fact.callable.clear();
  if (base != nullptr) fact.receiver = values_.of(base);
}

void BodyExtractor::read_arguments(llvm::ArrayRef<const clang::Expr*> arguments, Call& fact) {
  for (const auto* argument : arguments) {
    fact.arguments.push_back(values_.of(argument));
    fact.argument_types.push_back(unit_.types.of(argument->getType()));
    fact.guard_arguments.push_back(locks_->guard_argument(*argument));
    const bool time = is_time_or_duration(argument->getType());
    fact.takes_only_time = fact.takes_only_time && time;
    fact.forwards_time = fact.forwards_time || clock_of_type(argument->getType()).has_value();
    const auto* record = record_of(argument->getType());
    if (record == nullptr || !record->hasDefinition() || is_std(record)) continue;
    const auto add_operators = [&](const clang::CXXRecordDecl& callable) {
      for (const auto* method : callable.methods())
        if (method->getOverloadedOperator() == clang::OO_Call) fact.runs.push_back(symbol_of(*method));
      // Of a generic lambda, whichever instances there are.
      for (const auto* member : callable.decls())
        if (const auto* generic = llvm::dyn_cast<clang::FunctionTemplateDecl>(member);
            generic != nullptr && generic->getTemplatedDecl()->getOverloadedOperator() == clang::OO_Call)
          for (const auto* instance : generic->specializations()) fact.runs.push_back(symbol_of(*instance));
    };
    add_operators(*record);
    for (const auto& base : record->bases())
      if (const auto* inherited = record_of(base.getType())) add_operators(*inherited);
  }
}

}  // namespace assay::checks
