#pragma once

#include <string>

namespace clang {
class CXXRecordDecl;
class Decl;
class Expr;
class NamedDecl;
class QualType;
}  // namespace clang

namespace assay::checks {

/// The name of a declaration across translation units: its USR, and for what has none
/// of its own (lambdas, what is local to a function) the place as well.
[[nodiscard]] std::string symbol_of(const clang::Decl& declaration);

/// For people: "Breaker::allow", "a lambda".
[[nodiscard]] std::string display_name(const clang::NamedDecl& declaration);

/// The class behind a type, through references, pointers' pointees left alone.
[[nodiscard]] const clang::CXXRecordDecl* record_of(clang::QualType type);

/// Whether a declaration is in std or a namespace within it, and of this name.
[[nodiscard]] bool is_std(const clang::NamedDecl* declaration);
[[nodiscard]] bool is_std(const clang::NamedDecl* declaration, const char* name);

/// The expression without what only spells it: parentheses, implicit conversions,
/// temporaries and clean-ups.
[[nodiscard]] const clang::Expr* stripped(const clang::Expr* expression);

/// Whether it is one of the declarations that stand in for those that were not given.
[[nodiscard]] bool is_stand_in(const clang::Decl* declaration);

/// Whether it is the class that stands in for any type at all.
[[nodiscard]] bool is_any_stand_in(const clang::CXXRecordDecl& record);

}  // namespace assay::checks
