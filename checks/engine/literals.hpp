// Constants as the facts spell them, see Literal.
#pragma once

#include <optional>
#include <vector>
#include <string>

#include "checks/engine/facts.hpp"

namespace clang {
class ASTContext;
class Expr;
class VarDecl;
}  // namespace clang

namespace assay::checks {

/// The expression itself as a literal: a string, a number, a truth value, an enumerator, a
/// constant expression of these.
[[nodiscard]] std::optional<Literal> literal_of(const clang::Expr* expression, const clang::ASTContext& context);

/// The same, also where the literal is converted: `std::string("x")`, `milliseconds(5)`, `{5}`.
[[nodiscard]] std::optional<Literal> literal_within(const clang::Expr* expression, const clang::ASTContext& context);

/// What a constant variable holds: by its name where it is a number, its text where it is a string.
[[nodiscard]] std::optional<Literal> literal_of_constant(const clang::VarDecl& variable);

/// The numbers of a constant table, as in `constexpr int waits[] = {1, 2, 5}`.
[[nodiscard]] std::vector<Literal> elements_of_constant(const clang::VarDecl& variable);

}  // namespace assay::checks
