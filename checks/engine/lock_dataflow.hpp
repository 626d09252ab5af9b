// Which locks are held at each call of a function, by dataflow over its control flow
// graph.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/facts.hpp"
#include "checks/engine/lock_shapes.hpp"
#include "checks/engine/source_scope.hpp"
#include "checks/engine/values.hpp"

namespace assay::checks {

struct LocksAt {
  std::vector<HeldLock> held;
  std::vector<std::string> released;  ///< a caller's locks that are let go of
};

/// Answers for one function.
class LockDataflow {
 public:
  LockDataflow(const clang::CFG& graph, const clang::ASTContext& context, const SourceScope& scope,
               Values& values, LockShapes& shapes);

  /// What is held just before a call or a change begins.
  [[nodiscard]] LocksAt at(const clang::Stmt& statement) const;

  /// What is held where a block ends, and so where its condition is met.
  [[nodiscard]] std::vector<HeldLock> at_end(unsigned block) const;

  /// The mutexes and lock objects that are let go of somewhere without having been taken.
  [[nodiscard]] const std::set<std::string>& unlocks() const { return unlocks_; }

  /// The lock object that an argument hands on by reference, or empty.
  [[nodiscard]] std::string guard_argument(const clang::Expr& argument) const;

 private:
  struct Held {
    HeldLock lock;
    const clang::VarDecl* variable = nullptr;
    bool operator==(const Held& other) const { return lock.always == other.lock.always; }
  };
  struct State {
    std::map<std::string, Held> held;  ///< by guard object, or by mutex where there is none
    std::set<std::string> released;
    bool operator==(const State&) const = default;
  };

  void solve();
  static State join(const State& a, const State& b);
  State after(const clang::CFGBlock& block, State state, bool record);
  void step(const clang::Stmt& statement, State& state);
  void lend(const clang::CXXConstructExpr& construction, State& state);
  void declare(const clang::VarDecl& variable, State& state);
  void acquire_by(const clang::VarDecl& guard, const clang::Expr* initialiser, State& state);
  void call_on_guard(const clang::VarDecl& guard, llvm::StringRef method, const clang::Expr& call,
                     State& state);
  void call_on_mutex(const clang::Expr& mutex, llvm::StringRef method, const clang::Expr& call,
                     State& state);
  void call_function(const clang::CallExpr& call, State& state);
  void release(const std::string& key, State& state);
  void hold(const std::string& guard, const std::string& mutex, clang::SourceLocation at, bool always,
            const clang::VarDecl* variable, State& state);
  [[nodiscard]] const clang::VarDecl* guard_variable(const clang::Expr* expression) const;
  std::string mutex_key(const clang::Expr& mutex);

  const clang::CFG& graph_;
  const clang::ASTContext& context_;
  const SourceScope& scope_;
  Values& values_;
  LockShapes& shapes_;
  std::map<const clang::Stmt*, LocksAt> at_;
  std::map<unsigned, std::vector<HeldLock>> at_end_;
  std::set<std::string> unlocks_;
};

}  // namespace assay::checks
