#include "checks/engine/full_expressions.hpp"

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

const clang::Expr* discarded_call(const clang::Expr* expression) {
  expression = stripped(expression);
  while (const auto* cast = llvm::dyn_cast<clang::ExplicitCastExpr>(expression))
    expression = stripped(cast->getSubExpr());
  return expression;
}

}  // namespace

void FullExpressions::visit(const clang::Stmt* statement, unsigned number, bool discards) {
  if (statement == nullptr) return;
  const auto* expression = llvm::dyn_cast<clang::Expr>(statement);
  if (expression != nullptr) {
    if (number == 0) {
      number = ++count_;
      if (discards) discarded_.insert(discarded_call(expression));
    }
    statements_[statement] = number;
  }
  if (llvm::isa<clang::LambdaExpr>(statement)) return;
  if (const auto* standard = llvm::dyn_cast<clang::CXXDefaultInitExpr>(statement)) return visit(standard->getExpr(), number, false);
  const bool block = llvm::isa<clang::CompoundStmt>(statement) || llvm::isa<clang::SwitchCase>(statement);
  const auto* branch = llvm::dyn_cast<clang::IfStmt>(statement);
  for (const auto* child : statement->children())
    visit(child, expression == nullptr ? 0 : number,
          block || (branch != nullptr && child != branch->getCond()));
}

}  // namespace assay::checks
