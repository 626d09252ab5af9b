#include "checks/engine/body_extractor.hpp"

#include <algorithm>

#include "checks/engine/literals.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

/// The element that an assignment writes: `conf["key"]`, `conf.at("key")`.
struct Element {
  const clang::Expr* container = nullptr;
  const clang::Expr* key = nullptr;
};

std::optional<Element> element_of(const clang::Expr& target) {
  const auto* expression = stripped(&target);
  if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(expression);
      call != nullptr && call->getOperator() == clang::OO_Subscript && call->getNumArgs() == 2)
    return Element{call->getArg(0), call->getArg(1)};
  if (const auto* call = llvm::dyn_cast<clang::CXXMemberCallExpr>(expression);
      call != nullptr && call->getNumArgs() == 1 && call->getImplicitObjectArgument() != nullptr)
    return Element{call->getImplicitObjectArgument(), call->getArg(0)};
  return std::nullopt;
}

}  // namespace

void BodyExtractor::read_raise(const clang::CXXThrowExpr& raise, const clang::CFGBlock& block) {
  auto fact = Raise{place(raise.getThrowLoc()), {}, {}, false, guards_};
  if (const auto* thrown = raise.getSubExpr()) {
    fact.type = unit_.types.of(thrown->getType());
    fact.value = values_.of(thrown);
  }
  fact.leaves = std::ranges::any_of(
      block.succs(), [&](const auto& next) { return next.getReachableBlock() == &graph_.getExit(); });
  if (fact.leaves) result_.throws.push_back({fact.at, guards_});
  step(StepKind::raise, result_.raises.size());
  result_.raises.push_back(std::move(fact));
}

void BodyExtractor::read_allocation(const clang::CXXNewExpr& allocation) {
  step(StepKind::call, result_.calls.size());
  auto& fact = result_.calls.emplace_back();
  fact.at = place(allocation.getExprLoc());
  fact.kind = CallKind::allocation;
  fact.statement = expressions_.statement_of(allocation);
  fact.name = fact.qualified = fact.simple = "new";
  fact.type = unit_.types.of(allocation.getAllocatedType());
  fact.runs_in_place = false;
  fact.guards = guards_;
  for (const auto* argument : allocation.placement_arguments()) fact.arguments.push_back(values_.of(argument));
  if (const auto variable = initialised_.find(&allocation); variable != initialised_.end() && !values_.is_storage(*variable->second))
    fact.into_local = values_.local_number(*variable->second);
}

void BodyExtractor::read_deallocation(const clang::CXXDeleteExpr& deallocation) {
  step(StepKind::call, result_.calls.size());
  auto& fact = result_.calls.emplace_back();
  fact.at = place(deallocation.getExprLoc());
  fact.kind = CallKind::deallocation;
  fact.statement = expressions_.statement_of(deallocation);
  fact.name = fact.qualified = fact.simple = "delete";
  fact.type = unit_.types.of(deallocation.getDestroyedType());
  fact.returns_void = true;
  fact.guards = guards_;
  fact.receiver = values_.of(deallocation.getArgument());
}

std::string BodyExtractor::key_text(const clang::Expr& expression) {
  const auto literal = literal_within(&expression, unit_.context);
  return literal ? text_of(*literal).value_or("") : "";
}

/// `set("key", value)`, `{"key", value}`: a text and what comes after it.
void BodyExtractor::read_pairs(llvm::ArrayRef<const clang::Expr*> arguments, const Value& object, std::optional<unsigned> call,
                               clang::SourceLocation at) {
  for (std::size_t i = 0; i + 1 < arguments.size(); ++i) {
    if (arguments[i] == nullptr || arguments[i + 1] == nullptr || llvm::isa<clang::CXXDefaultArgExpr>(arguments[i + 1])) continue;
    auto key = key_text(*arguments[i]);
    if (key.empty()) continue;
    Value configured = object;
    for (std::size_t before = 0; before < i; ++before) append(configured, values_.of(arguments[before]));
    step(StepKind::setting, result_.settings.size());
    result_.settings.push_back({place(at), std::move(key), values_.of(arguments[i + 1]), std::move(configured), call, guards_});
  }
}

void BodyExtractor::read_element_setting(const Mutation& mutation, clang::SourceLocation at) {
  const auto element = element_of(*mutation.target);
  if (!element) return;
  auto key = key_text(*element->key);
  if (key.empty()) return;
  Value value;
  for (const auto* part : mutation.values) append(value, values_.of(part));
  step(StepKind::setting, result_.settings.size());
  result_.settings.push_back({place(at), std::move(key), std::move(value), values_.of(element->container), std::nullopt, guards_});
}

void BodyExtractor::write_local(const clang::VarDecl& local, Value value, bool accumulates, bool initialises,
                                clang::SourceLocation at) {
  const unsigned number = values_.local_number(local);
  const bool from_itself = !initialises && std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == SourceKind::local && source.index == number && !source.control;
  });
  step(StepKind::local_write, result_.local_writes.size());
  result_.local_writes.push_back({place(at), number, std::move(value), accumulates || from_itself, initialises, guards_});
}

}  // namespace assay::checks
