#pragma once

#include <map>
#include <set>

namespace clang {
class Stmt;
}  // namespace clang

namespace assay::checks {

/// Numbers each expression of a body by the full expression that it is part of, and finds
/// the calls whose result nobody looks at. Lambdas' bodies are functions of their own.
class FullExpressions {
 public:
  explicit FullExpressions(const clang::Stmt* body) { visit(body, 0, false); }

  /// Adds an expression beside the body: a constructor's initialiser.
  void add(const clang::Stmt& initialiser) { visit(&initialiser, 0, false); }

  /// 0 for what is in no full expression of the body.
  [[nodiscard]] unsigned statement_of(const clang::Stmt& expression) const {
    const auto found = statements_.find(&expression);
    return found == statements_.end() ? 0 : found->second;
  }
  [[nodiscard]] bool is_discarded(const clang::Stmt& call) const { return discarded_.contains(&call); }

 private:
  void visit(const clang::Stmt* statement, unsigned number, bool discards);

  std::map<const clang::Stmt*, unsigned> statements_;
  std::set<const clang::Stmt*> discarded_;
  unsigned count_ = 0;
};

}  // namespace assay::checks
