#include "checks/engine/types.hpp"

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/clocks.hpp"
#include "checks/engine/lock_shapes.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

/// Nesting of template arguments that is looked into: a map of vectors of shared pointers to pairs.
constexpr unsigned max_depth = 5;

bool is_callable_class(const clang::CXXRecordDecl& record) {
  if (record.isLambda()) return true;
  static const std::set<llvm::StringRef> names{"function",     "move_only_function", "copyable_function",
                                               "function_ref", "packaged_task",      "Function",
                                               "FunctionRef",  "AnyInvocable"};
  return record.getDeclName().isIdentifier() && llvm::isa<clang::ClassTemplateSpecializationDecl>(record) &&
         names.contains(record.getName());
}

template <typename Action>
void for_each_type_argument(const clang::TemplateArgument& argument, const Action& action) {
  if (argument.getKind() == clang::TemplateArgument::Type) action(argument.getAsType());
  if (argument.getKind() == clang::TemplateArgument::Pack)
    for (const auto& element : argument.pack_elements()) for_each_type_argument(element, action);
}

const clang::TemplateArgumentList* arguments_of(const clang::CXXRecordDecl& record) {
  const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(&record);
  return instance == nullptr ? nullptr : &instance->getTemplateArgs();
}

}  // namespace

std::string simple_name(const clang::NamedDecl& declaration) {
  if (llvm::isa<clang::CXXConstructorDecl>(declaration) || llvm::isa<clang::CXXDestructorDecl>(declaration)) {
    const auto& record = *llvm::cast<clang::CXXMethodDecl>(declaration).getParent();
    return (llvm::isa<clang::CXXDestructorDecl>(declaration) ? "~" : "") + record.getNameAsString();
  }
  return declaration.getNameAsString();
}

std::string qualified_name(const clang::NamedDecl& declaration) {
  std::string result = simple_name(declaration);
  for (const auto* outer = declaration.getDeclContext(); outer != nullptr; outer = outer->getParent()) {
    if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(outer))
      if (space->isInline() || space->isAnonymousNamespace()) continue;
    const auto* named = llvm::dyn_cast<clang::NamedDecl>(outer);
    if (named == nullptr || llvm::isa<clang::FunctionDecl>(named) || named->getNameAsString().empty()) continue;
    result = named->getNameAsString() + "::" + result;
  }
  return result;
}

void Types::describe_number(clang::QualType type, Type& fact) const {
  fact.is_enum = type->isEnumeralType();
  fact.is_bool = type->isBooleanType();
  fact.is_number = type->isArithmeticType() && !fact.is_enum && !fact.is_bool;
  fact.is_floating = type->isFloatingType();
  fact.is_signed = type->isSignedIntegerType() || fact.is_floating;
  if (fact.is_number && !type->isIncompleteType()) fact.bits = static_cast<unsigned>(context_.getTypeSize(type));
}

std::string Types::name_of(clang::QualType type, unsigned depth) {
  if (depth > max_depth) return "…";
  const auto inner = describe(type, depth);
  return (inner.is_const ? "const " : "") + inner.name + (inner.is_pointer ? "*" : "") + (inner.is_reference ? "&" : "");
}

void Types::describe_class(const clang::CXXRecordDecl& record, Type& fact, unsigned depth) {
  fact.record = symbol_of(record);
  fact.class_name = qualified_name(record);
  fact.name = fact.class_name;
  fact.is_unknown = is_stand_in(&record);
  fact.is_callable = is_callable_class(record) || is_any_stand_in(record);
  fact.is_mutex = shapes_.is_mutex(&record);
  fact.is_atomic = is_std(&record, "atomic") || is_std(&record, "atomic_flag") || is_std(&record, "atomic_ref");
  const auto* arguments = arguments_of(record);
  if (arguments == nullptr || depth > max_depth) return;
  std::string names;
  const auto add = [&](clang::QualType argument) {
    names += (names.empty() ? "" : ", ") + name_of(argument, depth + 1);
    const auto inner = describe(argument, depth + 1);
    if (!inner.record.empty()) {
      fact.arguments.push_back(inner.record);
      fact.argument_names.push_back(inner.class_name);
    }
    fact.arguments.insert(fact.arguments.end(), inner.arguments.begin(), inner.arguments.end());
    fact.argument_names.insert(fact.argument_names.end(), inner.argument_names.begin(), inner.argument_names.end());
  };
  for (const auto& argument : arguments->asArray()) for_each_type_argument(argument, add);
  fact.name += "<" + names + ">";
}

Type Types::describe(clang::QualType type, unsigned depth) {
  Type fact;
  if (type.isNull()) return fact;
  type = type.getCanonicalType();
  fact.is_reference = type->isReferenceType();
  type = type.getNonReferenceType();
  fact.is_const = type.isConstQualified();
  while (type->isPointerType() && !type->isFunctionPointerType()) {
    fact.is_pointer = true;
    type = type->getPointeeType();
    fact.is_const = type.isConstQualified();
  }
  if (type->isFunctionPointerType() || type->isMemberFunctionPointerType() || type->isFunctionType()) {
    fact.is_callable = true;
    fact.name = "function";
    return fact;
  }
  if (const auto* array = type->getAsArrayTypeUnsafe()) {
    auto element = describe(array->getElementType(), depth + 1);
    element.is_pointer = true;
    return element;
  }
  type = type.getUnqualifiedType();
  fact.is_guard = shapes_.guard_shape(type) != GuardShape::none;
  fact.is_time = is_time_or_duration(type);
  if (const auto* record = record_of(type)) {
    describe_class(*record, fact, depth);
    return fact;
  }
  // A structure of C has no class of C++.
  if (const auto* structure = type->getAs<clang::RecordType>()) {
    fact.record = symbol_of(*structure->getDecl());
    fact.class_name = fact.name = qualified_name(*structure->getDecl());
    return fact;
  }
  describe_number(type, fact);
  if (const auto* enumeration = type->getAs<clang::EnumType>()) {
    fact.record = symbol_of(*enumeration->getDecl());
    fact.class_name = fact.name = qualified_name(*enumeration->getDecl());
    fact.is_unknown = is_stand_in(enumeration->getDecl());
    return fact;
  }
  fact.name = type.getAsString(context_.getPrintingPolicy());
  return fact;
}

Type Types::of(clang::QualType type) {
  if (type.isNull()) return {};
  const auto [entry, is_new] = known_.emplace(type.getCanonicalType().getAsOpaquePtr(), Type{});
  if (is_new) {
    auto described = describe(type, 0);
    return known_[type.getCanonicalType().getAsOpaquePtr()] = std::move(described);
  }
  return entry->second;
}

}  // namespace assay::checks
