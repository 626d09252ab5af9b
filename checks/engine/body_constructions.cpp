#include "checks/engine/body_extractor.hpp"

#include "checks/engine/symbols.hpp"

namespace assay::checks {

void BodyExtractor::construct(const clang::CXXConstructorDecl& constructor,
                          llvm::ArrayRef<const clang::Expr*> arguments, const clang::Expr& at) {
  const unsigned index = static_cast<unsigned>(result_.calls.size());
  step(StepKind::call, index);
  auto& fact = result_.calls.emplace_back();
  fact.at = place(at.getExprLoc());
  fact.kind = CallKind::construction;
  fact.statement = expressions_.statement_of(at);
  name_callee(constructor, fact);
  fact.of_std = is_std(constructor.getParent());
  fact.type = unit_.types.of(unit_.context.getRecordType(constructor.getParent()));
  if (const auto field = initialised_field_.find(&at); field != initialised_field_.end()) fact.into_storage = field->second;
  if (const auto variable = initialised_.find(&at); variable != initialised_.end()) {
    if (values_.is_storage(*variable->second)) fact.into_storage = symbol_of(*variable->second);
    else fact.into_local = values_.local_number(*variable->second);
  }
  fact.runs_in_place = false;
  fact.returns_void = true;
  fact.guards = guards_;
  const auto locks = locks_->at(at);
  fact.held = locks.held;
  fact.released = locks.released;
  read_arguments(arguments, fact);
  read_pairs(arguments, {}, index, at.getExprLoc());
}

void BodyExtractor::read_construction(const clang::CXXConstructExpr& construction) {
  const auto& constructor = *construction.getConstructor();
  if (constructor.isCopyOrMoveConstructor()) return;
  std::vector<const clang::Expr*> arguments(construction.arguments().begin(), construction.arguments().end());
  if (is_own(*constructor.getParent())) {
    leave_condition(construction, result_.calls.size());
    return construct(constructor, arguments, construction);
  }
  // Texts are made everywhere and do nothing; what else is made may run what it is given, as
  // a thread does, or be a library's client.
  const auto* parent = constructor.getParent();
  if (is_std(parent, "basic_string") || is_std(parent, "basic_string_view") || is_std(parent, "allocator") ||
      is_std(parent, "initializer_list"))
    return;
  construct(constructor, arguments, construction);
}

/// `make_unique<T>(…)` and `emplace<T>(…)` construct a T of the submission's.
void BodyExtractor::read_made_object(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  const auto* templates = callee == nullptr ? nullptr : callee->getTemplateSpecializationArgs();
  if (templates == nullptr || templates->size() == 0 || is_own(*callee)) return;
  if (templates->get(0).getKind() != clang::TemplateArgument::Type) return;
  const auto* record = record_of(templates->get(0).getAsType());
  if (record == nullptr || !record->hasDefinition() || record->isLambda() || !is_own(*record)) return;
  std::vector<const clang::Expr*> arguments(call.arguments().begin(), call.arguments().end());
  if (record->isAggregate()) return fill_fields(*record, arguments, call);
  for (const auto* constructor : record->ctors())
    if (!constructor->isCopyOrMoveConstructor() && constructor->getNumParams() >= arguments.size() &&
        constructor->getMinRequiredArguments() <= arguments.size())
      construct(*constructor, arguments, call);
}

void BodyExtractor::read_aggregate(const clang::InitListExpr& list) {
  if (list.getNumInits() == 2 && list.isSemanticForm()) read_pairs(list.inits(), {}, std::nullopt, list.getExprLoc());
  const auto* record = record_of(list.getType());
  if (record == nullptr || !record->hasDefinition()) return;
  // What is asked of a library says its fields as well; C's structures are filled by macros.
  if (!is_own(*record) && (is_std(record) || !record->getDeclContext()->isNamespace() || record->isLambda())) return;
  const auto& semantic = list.isSemanticForm() || list.getSemanticForm() == nullptr ? list : *list.getSemanticForm();
  std::vector<const clang::Expr*> values(semantic.inits().begin(), semantic.inits().end());
  fill_fields(*record, values, list);
}

void BodyExtractor::fill_fields(const clang::CXXRecordDecl& record, llvm::ArrayRef<const clang::Expr*> values,
                            const clang::Expr& at) {
  auto value = values.begin();
  for (unsigned i = 0; i < record.getNumBases() && value != values.end(); ++i) ++value;
  for (const auto* field : record.fields()) {
    if (value == values.end()) return;
    const auto* part = *value++;
    if (part == nullptr || llvm::isa<clang::ImplicitValueInitExpr>(part)) continue;
    write(symbol_of(*field), values_.of(part), false, true, at.getExprLoc());
    result_.writes.back().held = locks_->at(at).held;
  }
}

}  // namespace assay::checks
