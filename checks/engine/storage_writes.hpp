#pragma once

#include <functional>
#include <vector>

namespace clang {
class Decl;
class Expr;
class Stmt;
class FunctionDecl;
}  // namespace clang

namespace assay::checks {

/// What a statement changes.
struct Mutation {
  const clang::Expr* target = nullptr;       ///< an lvalue
  std::vector<const clang::Expr*> values;    ///< what goes into it
  bool accumulates = false;                  ///< what was there goes on to matter
};

/// Whether a declaration is the submission's own. A class of its own is changed through its
/// fields, where those changes are seen.
using IsOwn = std::function<bool(const clang::Decl&)>;

/// The changes that one element of a control flow graph makes by itself: assignments,
/// increments, changing members of std (`push_back`, `store`), and what is handed to a
/// function by a reference that may be written through.
[[nodiscard]] std::vector<Mutation> mutations(const clang::Stmt& statement, const IsOwn& is_own);

}  // namespace assay::checks
