// Where the values of a function's expressions come from.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/facts.hpp"

namespace assay::checks {

/// What a local variable is given somewhere in its function.
struct LocalAssignment {
  const clang::Expr* value = nullptr;
  Guards guards;  ///< empty for a declaration's own initialiser
};

/// Answers for the expressions of one function. The extractor first tells it the calls,
/// comparisons and assignments that it met.
class Values {
 public:
  Values(const clang::FunctionDecl& function, const std::set<const clang::VarDecl*>& captured)
      : function_(function), captured_(captured) {}

  void number_call(const clang::Expr& call, unsigned index) { calls_[&call] = index; }
  void number_compare(const clang::Expr& compare, unsigned index) { compares_[&compare] = index; }
  void number_operation(const clang::Expr& operation, unsigned index) { operations_[&operation] = index; }
  void assign(const clang::VarDecl& local, LocalAssignment assignment) {
    locals_[&local].push_back(std::move(assignment));
  }

  [[nodiscard]] Value of(const clang::Expr* expression);

  /// The storages that an lvalue designates, the innermost first.
  [[nodiscard]] std::vector<std::string> storages(const clang::Expr* lvalue);

  /// The plain local variable that an lvalue is or is a part of.
  [[nodiscard]] const clang::VarDecl* local_root(const clang::Expr* lvalue) const;

  /// Whether the variable outlives the calls of its function, or is shared with a lambda.
  [[nodiscard]] bool is_storage(const clang::VarDecl& variable) const;

  /// The number of a plain local variable or parameter.
  [[nodiscard]] unsigned local_number(const clang::VarDecl& local);

  /// The plain local variables that were met, by number.
  [[nodiscard]] const std::vector<const clang::VarDecl*>& locals() const { return local_order_; }

  /// Every storage that was met.
  [[nodiscard]] const std::map<std::string, const clang::ValueDecl*>& met() const { return met_; }

 private:
  Value of_any(const clang::Expr* expression);
  void add_details(const clang::Expr& expression, Value& value);
  Value of_variable(const clang::VarDecl& variable);
  Value of_reference(const clang::DeclRefExpr& reference);
  Value of_member(const clang::MemberExpr& member);
  Value of_call(const clang::CallExpr& call);
  Value of_children(const clang::Expr& expression);
  std::string storage_id(const clang::ValueDecl& declaration);

  const clang::FunctionDecl& function_;
  const std::set<const clang::VarDecl*>& captured_;
  std::map<const clang::Expr*, unsigned> calls_;
  std::map<const clang::Expr*, unsigned> compares_;
  std::map<const clang::Expr*, unsigned> operations_;
  std::map<const clang::VarDecl*, unsigned> local_numbers_;
  std::vector<const clang::VarDecl*> local_order_;
  std::map<const clang::VarDecl*, std::vector<LocalAssignment>> locals_;
  std::map<const clang::VarDecl*, Value> known_locals_;
  std::map<const clang::Expr*, Value> known_;  ///< so that a long sum is not read again for each of its terms
  bool cut_ = false;                           ///< something below was too deep, or closed a cycle
  std::set<const clang::VarDecl*> open_locals_;
  std::map<std::string, const clang::ValueDecl*> met_;
  unsigned depth_ = 0;
};

/// Whether a library's function only gives access to what it is given: `operator[]`,
/// `find`, `begin`, `get`. Writing to a storage goes through it, calling it is no write.
[[nodiscard]] bool is_accessor(const clang::FunctionDecl& function);

}  // namespace assay::checks
