#include "checks/engine/classes.hpp"

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/clocks.hpp"
#include "checks/engine/literals.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

Method describe_method(const clang::CXXMethodDecl& method, UnitContext& unit) {
  Method fact;
  fact.id = symbol_of(method);
  fact.name = simple_name(method);
  fact.access = access_of(method);
  fact.result = unit.types.of(method.getReturnType());
  for (const auto* parameter : method.parameters()) fact.parameters.push_back(describe_parameter(*parameter, unit));
  fact.is_const = method.isConst();
  fact.is_static = method.isStatic();
  fact.is_virtual = method.isVirtual();
  fact.is_pure = method.isPureVirtual();
  fact.is_constructor = llvm::isa<clang::CXXConstructorDecl>(method);
  fact.is_implicit = method.isImplicit();
  return fact;
}

void add_members(const clang::CXXRecordDecl& record, UnitContext& unit, Facts& facts, Class& fact) {
  for (const auto* member : record.decls()) {
    const auto* value = llvm::dyn_cast<clang::ValueDecl>(member);
    const bool is_field = llvm::isa<clang::FieldDecl>(member) || llvm::isa<clang::VarDecl>(member);
    if (value != nullptr && is_field && !value->getDeclName().isEmpty()) {
      auto id = symbol_of(*value);
      facts.storages.try_emplace(id, describe_storage(*value, unit));
      fact.fields.push_back(std::move(id));
      fact.damaged = fact.damaged || value->isInvalidDecl();
    }
    if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(member))
      fact.methods.push_back(describe_method(*method, unit));
    else if (const auto* function = llvm::dyn_cast<clang::FunctionTemplateDecl>(member))
      if (const auto* pattern = llvm::dyn_cast<clang::CXXMethodDecl>(function->getTemplatedDecl()))
        fact.methods.push_back(describe_method(*pattern, unit));
  }
}

}  // namespace

Access access_of(const clang::Decl& member) {
  switch (member.getAccess()) {
    case clang::AS_private: return Access::private_access;
    case clang::AS_protected: return Access::protected_access;
    default: return Access::public_access;
  }
}

Parameter describe_parameter(const clang::ParmVarDecl& parameter, UnitContext& unit) {
  Parameter fact;
  fact.name = parameter.getNameAsString();
  fact.type = unit.types.of(parameter.getType());
  if (const auto clock = clock_of_type(parameter.getType())) {
    fact.clock = clock->kind;
    fact.clock_name = clock->name;
  }
  if (unit.shapes.guard_shape(parameter.getType().getNonReferenceType()) != GuardShape::none)
    fact.guard = symbol_of(parameter);
  return fact;
}

/// The functions that a table of them names.
static void add_functions(const clang::Stmt* initial, Value& value) {
  if (initial == nullptr) return;
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(initial))
    if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(reference->getDecl()))
      append(value, {Source{SourceKind::function, symbol_of(*function), 0, false}});
  for (const auto* child : initial->children()) add_functions(child, value);
}

namespace {

/// Longer tables are data, and no settings.
constexpr std::size_t max_table = 512;
constexpr unsigned max_nesting = 12;

/// A table of texts and what belongs to them: `{{"key", "value"}, …}`. The literals of one row
/// have numbers that follow each other, an even one for its text.
void read_table(const clang::Stmt& part, const clang::ASTContext& context, Value& result, unsigned depth) {
  if (depth > max_nesting || result.size() >= max_table || llvm::isa<clang::LambdaExpr>(part)) return;
  const auto* expression = llvm::dyn_cast<clang::Expr>(&part);
  std::vector<const clang::Expr*> row;
  if (const auto* list = llvm::dyn_cast_or_null<clang::InitListExpr>(expression)) row.assign(list->inits().begin(), list->inits().end());
  if (const auto* made = llvm::dyn_cast_or_null<clang::CXXConstructExpr>(expression)) row.assign(made->arguments().begin(), made->arguments().end());
  if (row.size() >= 2 && row[0] != nullptr && row[1] != nullptr) {
    const auto key = literal_within(row[0], context);
    // Rows of one text each are a list of texts.
    const bool is_text = key && text_of(*key) && !llvm::isa<clang::CXXDefaultArgExpr>(row[1]) && !(row.size() > 3);
    if (is_text) {
      const auto number = static_cast<unsigned>(literals_of(result).size());
      result.push_back(Source{SourceKind::literal, *key, number, false});
      result.push_back(Source{SourceKind::literal, literal_within(row[1], context).value_or("?"), number + 1, false});
      return;
    }
  }
  for (const auto* child : part.children())
    if (child != nullptr) read_table(*child, context, result, depth + 1);
}

}  // namespace

Storage describe_storage(const clang::ValueDecl& declaration, UnitContext& unit) {
  Storage fact;
  fact.name = declaration.getNameAsString();
  fact.at = unit.scope.place(declaration.getLocation(), unit.context.getSourceManager()).value_or(Place{});
  if (const auto clock = clock_of_type(declaration.getType())) {
    fact.clock = clock->kind;
    fact.clock_name = clock->name;
  }
  fact.type = unit.types.of(declaration.getType());
  fact.access = access_of(declaration);
  if (const auto* record = llvm::dyn_cast<clang::RecordDecl>(declaration.getDeclContext())) {
    fact.owner = symbol_of(*record);
    fact.is_field = true;
  }
  const clang::Expr* initial = nullptr;
  if (const auto* field = llvm::dyn_cast<clang::FieldDecl>(&declaration)) {
    fact.is_mutable = field->isMutable();
    initial = field->hasInClassInitializer() ? field->getInClassInitializer() : nullptr;
  } else if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration)) {
    fact.is_static = variable->hasGlobalStorage();
    fact.shared_local = variable->isLocalVarDeclOrParm() && !variable->isStaticLocal() && !variable->isInitCapture();
    initial = variable->getInit();
  }
  if (fact.is_static && !fact.shared_local) add_functions(initial, fact.initial);
  if (const auto literal = literal_within(initial, unit.context))
    append(fact.initial, {Source{SourceKind::literal, *literal, 0, false}});
  else if (initial != nullptr && !initial->isValueDependent())
    read_table(*initial, unit.context, fact.initial, 0);
  return fact;
}

void extract_class(const clang::CXXRecordDecl& record, UnitContext& unit, Facts& facts) {
  const auto at = unit.scope.place(record.getLocation(), unit.context.getSourceManager());
  if (!at) return;
  Class fact;
  fact.name = record.getNameAsString();
  fact.qualified = qualified_name(record);
  fact.at = *at;
  fact.is_lambda = record.isLambda();
  fact.is_abstract = record.isAbstract();
  fact.is_aggregate = record.isAggregate();
  fact.damaged = record.isInvalidDecl();
  for (const auto& base : record.bases()) {
    const auto type = unit.types.of(base.getType());
    fact.bases.push_back(type.record);
    fact.base_names.push_back(type.class_name.empty() ? type.name : type.class_name);
  }
  add_members(record, unit, facts, fact);
  facts.classes.try_emplace(symbol_of(record), std::move(fact));
}

void extract_enumeration(const clang::EnumDecl& enumeration, UnitContext& unit, Facts& facts) {
  const auto at = unit.scope.place(enumeration.getLocation(), unit.context.getSourceManager());
  if (!at) return;
  Class fact;
  fact.name = enumeration.getNameAsString();
  fact.qualified = qualified_name(enumeration);
  fact.at = *at;
  fact.is_enum = true;
  for (const auto* constant : enumeration.enumerators()) fact.enumerators.push_back(constant->getNameAsString());
  facts.classes.try_emplace(symbol_of(enumeration), std::move(fact));
}

}  // namespace assay::checks
