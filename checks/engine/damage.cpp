#include "checks/engine/damage.hpp"

#include <algorithm>

namespace assay::checks {
namespace {

class Search : public clang::RecursiveASTVisitor<Search> {
 public:
  bool VisitExpr(clang::Expr* expression) { return keep_on(expression->containsErrors()); }
  bool VisitVarDecl(clang::VarDecl* variable) { return keep_on(variable->isInvalidDecl()); }
  [[nodiscard]] bool found() const { return found_; }

 private:
  bool keep_on(bool found) {
    found_ = found_ || found;
    return !found_;
  }
  bool found_ = false;
};

}  // namespace

bool has_unreadable_part(const clang::FunctionDecl& function) {
  if (function.isInvalidDecl()) return true;
  // A default argument that could not be read spoils the parameter for Clang, not the function for us.
  if (std::ranges::any_of(function.parameters(), [](const auto* parameter) {
        return parameter->isInvalidDecl() && !parameter->hasDefaultArg();
      }))
    return true;
  Search search;
  if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(&function))
    for (const auto* initialiser : constructor->inits())
      if (initialiser->getInit() != nullptr) search.TraverseStmt(initialiser->getInit());
  search.TraverseStmt(function.getBody());
  return search.found();
}

bool has_unreadable_part(const clang::CXXRecordDecl& record) {
  if (record.isInvalidDecl()) return true;
  return std::ranges::any_of(record.fields(), [](const auto* field) { return field->isInvalidDecl(); });
}

}  // namespace assay::checks
