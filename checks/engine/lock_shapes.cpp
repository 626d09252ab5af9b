#include "checks/engine/lock_shapes.hpp"

#include <algorithm>

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

bool is_library(const clang::CXXRecordDecl& record) {
  if (is_std(&record)) return true;
  const clang::DeclContext* outer = record.getDeclContext();
  while (outer != nullptr && outer->getParent() != nullptr && !outer->getParent()->isTranslationUnit())
    outer = outer->getParent();
  const auto* space = llvm::dyn_cast_or_null<clang::NamespaceDecl>(outer);
  return space != nullptr && space->getName() == "boost";
}

bool is_named(const clang::NamedDecl& declaration, std::initializer_list<llvm::StringRef> names) {
  if (!declaration.getDeclName().isIdentifier()) return false;
  return std::ranges::find(names, declaration.getName()) != names.end();
}

bool is_standard_guard(const clang::CXXRecordDecl& record) {
  return is_library(record) && is_named(record, {"lock_guard", "scoped_lock", "unique_lock", "shared_lock"});
}

bool may_be_empty(const clang::CXXRecordDecl& record) {
  return is_named(record, {"unique_lock", "shared_lock"});
}

const clang::CXXMethodDecl* method_named(const clang::CXXRecordDecl& record, llvm::StringRef name) {
  for (const auto* method : record.methods())
    if (method->getDeclName().isIdentifier() && method->getName() == name) return method;
  return nullptr;
}

/// Looks for a call in a body, nested lambdas included.
template <typename Predicate>
bool has_call(const clang::Stmt* statement, const Predicate& wanted) {
  if (statement == nullptr) return false;
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(statement); call && wanted(*call)) return true;
  for (const auto* child : statement->children())
    if (has_call(child, wanted)) return true;
  return false;
}

const clang::Stmt* body_of(const clang::FunctionDecl* function) {
  const clang::FunctionDecl* definition = nullptr;
  return function == nullptr ? nullptr : function->getBody(definition);
}

bool spins(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  if (callee == nullptr || !is_std(callee)) return false;
  return is_named(*callee, {"test_and_set", "exchange", "compare_exchange_weak", "compare_exchange_strong"});
}

}  // namespace

bool LockShapes::is_mutex(const clang::CXXRecordDecl* record) {
  if (record == nullptr || !record->hasDefinition()) return false;
  record = record->getDefinition();
  if (is_library(*record))
    return method_named(*record, "lock") != nullptr && method_named(*record, "unlock") != nullptr &&
           !is_standard_guard(*record);
  const auto [entry, is_new] = mutexes_.emplace(record, false);
  if (!is_new) return entry->second;
  for (const auto& base : record->bases())
    if (is_mutex(record_of(base.getType()))) return mutexes_[record] = true;
  if (method_named(*record, "unlock") == nullptr) return false;
  const bool locks = has_call(body_of(method_named(*record, "lock")), [&](const clang::CallExpr& call) {
    if (spins(call)) return true;
    const auto* callee = call.getDirectCallee();
    if (callee == nullptr) return false;
    if (is_named(*callee, {"pthread_mutex_lock", "pthread_spin_lock"})) return true;
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
    return method != nullptr && is_named(*method, {"lock"}) && is_mutex(method->getParent());
  });
  return mutexes_[record] = locks;
}

GuardShape LockShapes::guard_shape(clang::QualType type) {
  if (type.isNull() || type->isReferenceType() || type->isPointerType()) return GuardShape::none;
  const auto* record = record_of(type);
  if (record == nullptr || !record->hasDefinition()) return GuardShape::none;
  record = record->getDefinition();
  const auto [entry, is_new] = guards_.emplace(record, GuardShape::none);
  if (is_new) entry->second = classify(*record);
  return guards_[record];
}

/// `std::optional<std::unique_lock<…>>`: a lock object that may be there.
bool LockShapes::may_hold_guard(const clang::CXXRecordDecl& record) {
  const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
  if (instance == nullptr || !is_std(&record) || !is_named(record, {"optional", "unique_ptr"})) return false;
  const auto& held = instance->getTemplateArgs().get(0);
  return held.getKind() == clang::TemplateArgument::Type && guard_shape(held.getAsType()) != GuardShape::none;
}

GuardShape LockShapes::classify(const clang::CXXRecordDecl& record) {
  if (is_standard_guard(record)) return GuardShape::standard;
  if (may_hold_guard(record)) return GuardShape::own_unsure;
  if (is_library(record) || record.isLambda()) return GuardShape::none;
  auto result = GuardShape::none;
  const auto consider = [&](clang::QualType part) {
    const auto* inner = record_of(part);
    const auto shape = guard_shape(part);
    if (shape == GuardShape::own_unsure || (shape == GuardShape::standard && may_be_empty(*inner)))
      result = result == GuardShape::own ? result : GuardShape::own_unsure;
    else if (shape != GuardShape::none)
      result = GuardShape::own;
  };
  for (const auto* field : record.fields()) consider(field->getType());
  for (const auto& base : record.bases()) consider(base.getType());
  if (result != GuardShape::none) return result;

  const auto calls = [&](const clang::Stmt* body, std::initializer_list<llvm::StringRef> methods,
                         std::initializer_list<llvm::StringRef> functions) {
    return has_call(body, [&](const clang::CallExpr& call) {
      const auto* callee = call.getDirectCallee();
      if (callee == nullptr) return false;
      if (is_named(*callee, functions)) return true;
      const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
      return method != nullptr && is_named(*method, methods) && is_mutex(method->getParent());
    });
  };
  const bool unlocks = calls(body_of(record.getDestructor()), {"unlock", "unlock_shared"},
                             {"pthread_mutex_unlock", "pthread_rwlock_unlock", "pthread_spin_unlock"});
  if (!unlocks) return GuardShape::none;
  for (const auto* constructor : record.ctors())
    if (calls(body_of(constructor), {"lock", "lock_shared"},
              {"pthread_mutex_lock", "pthread_rwlock_rdlock", "pthread_rwlock_wrlock", "pthread_spin_lock"}))
      return GuardShape::own;
  return GuardShape::none;
}

}  // namespace assay::checks
