#include "checks/engine/values.hpp"

#include <algorithm>
#include <utility>

#include "checks/engine/literals.hpp"
#include "checks/engine/symbols.hpp"
#include "checks/engine/types.hpp"

namespace assay::checks {
namespace {

/// Deeper expressions are generated, not written; what they hold is not followed.
constexpr unsigned max_depth = 400;

/// Literals, operations and locals of one expression; those of more are dropped.
constexpr int max_details = 200;

Value single(SourceKind kind, unsigned index) { return {Source{kind, "", index, false}}; }

bool is_value_access(const clang::MemberExpr& member) {
  return !member.isArrow() && !member.getBase()->getType()->isReferenceType();
}

const clang::Expr* accessed_object(const clang::CallExpr& call) {
  if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call))
    return member->getImplicitObjectArgument();
  return call.getNumArgs() > 0 ? call.getArg(0) : nullptr;
}

bool is_access(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  return callee != nullptr && is_accessor(*callee);
}

}  // namespace

namespace {

bool is_table(clang::QualType type) {
  if (type->isArrayType()) return !type->getArrayElementTypeNoTypeQual()->isAnyCharacterType();
  const auto* record = record_of(type);
  return is_std(record, "array") || is_std(record, "initializer_list");
}

}  // namespace

bool is_accessor(const clang::FunctionDecl& function) {
  if (!is_std(&function)) return false;
  switch (function.getOverloadedOperator()) {
    case clang::OO_Subscript:
    case clang::OO_Star:
    case clang::OO_Arrow: return true;
    default: break;
  }
  if (!function.getDeclName().isIdentifier()) return false;
  static const std::set<llvm::StringRef> names{
      "at",    "back",    "begin", "cbegin",  "cend",        "data",        "end",  "find",
      "first", "forward", "front", "get",     "get_if",      "lower_bound", "move", "rbegin",
      "ref",   "cref",    "rend",  "equal_range", "upper_bound", "value",   "addressof", "as_const",
      "visit", "next",    "prev"};
  return names.contains(function.getName());
}

bool Values::is_storage(const clang::VarDecl& variable) const {
  return !variable.isLocalVarDeclOrParm() || variable.isStaticLocal() ||
         captured_.contains(&variable) || variable.getDeclContext() != &function_;
}

std::string Values::storage_id(const clang::ValueDecl& declaration) {
  auto id = symbol_of(declaration);
  met_.emplace(id, &declaration);
  return id;
}

Value Values::of(const clang::Expr* expression) {
  if (expression == nullptr) return {};
  if (const auto known = known_.find(expression); known != known_.end()) return known->second;
  if (depth_ > max_depth) {
    cut_ = true;
    return {};
  }
  const bool cut_before = std::exchange(cut_, false);
  ++depth_;
  auto result = of_any(stripped(expression));
  --depth_;
  // A number taken as a truth value is a comparison that only an implicit conversion shows.
  if (const auto compare = compares_.find(expression); compare != compares_.end())
    append(result, single(SourceKind::compare, compare->second));
  add_details(*stripped(expression), result);
  normalise(result);
  if (!cut_) known_[expression] = result;
  cut_ = cut_ || cut_before;
  return result;
}

void Values::add_details(const clang::Expr& expression, Value& value) {
  // A generated sum of thousands of terms would hold as many details at each of its levels.
  if (std::ranges::count_if(value, [](const Source& source) { return is_detail(source.kind); }) > max_details)
    std::erase_if(value, [](const Source& source) { return is_detail(source.kind); });
  if (const auto operation = operations_.find(&expression); operation != operations_.end())
    value.push_back(Source{SourceKind::operation, "", operation->second, false});
  // A class that is asked for is a constant that another object's class is compared with.
  if (const auto* cast = llvm::dyn_cast<clang::CXXDynamicCastExpr>(&expression)) {
    if (const auto* record = cast->getType()->isPointerType() ? record_of(cast->getType()->getPointeeType()) : record_of(cast->getType()))
      value.push_back(Source{SourceKind::literal, "#dynamic_cast<" + qualified_name(*record) + ">", 0, false});
  } else if (const auto* type = llvm::dyn_cast<clang::CXXTypeidExpr>(&expression); type != nullptr && type->isTypeOperand()) {
    if (const auto* record = record_of(type->getTypeOperandSourceInfo()->getType()))
      value.push_back(Source{SourceKind::literal, "#typeid<" + qualified_name(*record) + ">", 0, false});
  }
  // Only what is made of constants can be one.
  const bool varies = std::ranges::any_of(value, [](const Source& source) {
    return source.kind == SourceKind::local || (!is_detail(source.kind) && source.kind != SourceKind::result);
  });
  if (varies && !llvm::isa<clang::DeclRefExpr>(expression)) return;
  if (const auto literal = literal_of(&expression, function_.getASTContext()))
    value.push_back(Source{SourceKind::literal, *literal, 0, false});
  else if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(&expression))
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl()))
      for (auto& element : elements_of_constant(*variable))
        value.push_back(Source{SourceKind::literal, std::move(element), 0, false});
}

unsigned Values::local_number(const clang::VarDecl& local) {
  const auto [entry, is_new] = local_numbers_.emplace(&local, local_order_.size());
  if (is_new) local_order_.push_back(&local);
  return entry->second;
}

Value Values::of_any(const clang::Expr* expression) {
  if (const auto compare = compares_.find(expression); compare != compares_.end()) {
    auto result = of_children(*expression);
    append(result, single(SourceKind::compare, compare->second));
    return result;
  }
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression))
    return of_reference(*reference);
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(expression)) return of_member(*member);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(expression)) return of_call(*call);
  if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(expression))
    return {Source{SourceKind::function, symbol_of(*lambda->getCallOperator()), 0, false}};
  if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(expression)) {
    auto result = as_control(of(choice->getCond()));
    append(result, of(choice->getTrueExpr()));
    append(result, of(choice->getFalseExpr()));
    return result;
  }
  if (const auto* standard = llvm::dyn_cast<clang::CXXDefaultInitExpr>(expression))
    return of(standard->getExpr());
  if (const auto* standard = llvm::dyn_cast<clang::CXXDefaultArgExpr>(expression)) return of(standard->getExpr());
  return of_children(*expression);
}

Value Values::of_children(const clang::Expr& expression) {
  Value result;
  for (const auto* child : expression.children())
    if (const auto* operand = llvm::dyn_cast_or_null<clang::Expr>(child)) append(result, of(operand));
  return result;
}

Value Values::of_reference(const clang::DeclRefExpr& reference) {
  const auto* declaration = reference.getDecl();
  if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(declaration)) {
    auto result = of(binding->getBinding());
    if (const auto* whole = llvm::dyn_cast_or_null<clang::VarDecl>(binding->getDecomposedDecl()))
      append(result, of_variable(*whole));
    return result;
  }
  if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(declaration))
    return {Source{SourceKind::function, symbol_of(*function), 0, false}};
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration))
    return of_variable(*variable);
  return {};
}

Value Values::of_variable(const clang::VarDecl& variable) {
  // A constant is its literal; a table is looked up where it stands.
  if (variable.isConstexpr() && !is_table(variable.getType())) return {};
  if (is_storage(variable)) return {Source{SourceKind::storage, storage_id(variable), 0, false}};
  if (const auto known = known_locals_.find(&variable); known != known_locals_.end())
    return known->second;
  Value result = single(SourceKind::local, local_number(variable));
  if (!open_locals_.insert(&variable).second) {
    cut_ = true;
    return result;
  }
  if (const auto* parameter = llvm::dyn_cast<clang::ParmVarDecl>(&variable))
    append(result, single(SourceKind::parameter, parameter->getFunctionScopeIndex()));
  for (const auto& assignment : locals_[&variable]) {
    append(result, of(assignment.value));
    for (const auto& guard : assignment.guards)
      append(result, {Source{SourceKind::condition, "", guard.condition, true}});
  }
  open_locals_.erase(&variable);
  // A value that was cut short by a cycle holds for the variable that closed the cycle only.
  if (open_locals_.empty()) known_locals_[&variable] = result;
  return result;
}

Value Values::of_member(const clang::MemberExpr& member) {
  const auto* declaration = member.getMemberDecl();
  if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration))
    return of_variable(*variable);
  Value result;
  if (!llvm::isa<clang::CXXThisExpr>(stripped(member.getBase()))) append(result, of(member.getBase()));
  if (llvm::isa<clang::FieldDecl>(declaration))
    append(result, {Source{SourceKind::storage, storage_id(*declaration), 0, false}});
  return result;
}

Value Values::of_call(const clang::CallExpr& call) {
  if (const auto number = calls_.find(&call); number != calls_.end())
    return single(SourceKind::result, number->second);
  Value result = of(call.getCallee());
  for (const auto* argument : call.arguments()) append(result, of(argument));
  return result;
}

std::vector<std::string> Values::storages(const clang::Expr* lvalue) {
  if (lvalue == nullptr || depth_ > max_depth) return {};
  const auto* expression = stripped(lvalue);
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression)) {
    const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
    if (const auto* binding = llvm::dyn_cast<clang::BindingDecl>(reference->getDecl()))
      return storages(binding->getBinding());
    if (variable == nullptr) return {};
    if (is_storage(*variable)) return {storage_id(*variable)};
    const auto type = variable->getType();
    if (!type->isReferenceType() && !type->isPointerType()) return {};
    ++depth_;
    auto result = storages(variable->getInit());
    --depth_;
    return result;
  }
  if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(expression)) {
    if (!llvm::isa<clang::FieldDecl>(member->getMemberDecl())) return {};
    std::vector<std::string> result{storage_id(*member->getMemberDecl())};
    if (is_value_access(*member)) std::ranges::copy(storages(member->getBase()), std::back_inserter(result));
    return result;
  }
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(expression))
    return is_access(*call) ? storages(accessed_object(*call)) : std::vector<std::string>{};
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(expression))
    return storages(unary->getSubExpr());
  if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(expression))
    return storages(element->getBase());
  if (const auto* choice = llvm::dyn_cast<clang::ConditionalOperator>(expression)) {
    auto result = storages(choice->getTrueExpr());
    std::ranges::copy(storages(choice->getFalseExpr()), std::back_inserter(result));
    return result;
  }
  return {};
}

const clang::VarDecl* Values::local_root(const clang::Expr* lvalue) const {
  for (unsigned steps = 0; lvalue != nullptr && steps < max_depth; ++steps) {
    lvalue = stripped(lvalue);
    if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(lvalue)) {
      const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
      return variable != nullptr && !is_storage(*variable) ? variable : nullptr;
    }
    if (const auto* member = llvm::dyn_cast<clang::MemberExpr>(lvalue))
      lvalue = member->getBase();
    else if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(lvalue))
      lvalue = unary->getSubExpr();
    else if (const auto* element = llvm::dyn_cast<clang::ArraySubscriptExpr>(lvalue))
      lvalue = element->getBase();
    else if (const auto* call = llvm::dyn_cast<clang::CallExpr>(lvalue); call && is_access(*call))
      lvalue = accessed_object(*call);
    else
      return nullptr;
  }
  return nullptr;
}

}  // namespace assay::checks
