// Reads a function's body into facts; internal to the engine's extraction.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/control_dependence.hpp"
#include "checks/engine/facts.hpp"
#include "checks/engine/full_expressions.hpp"
#include "checks/engine/function_extractor.hpp"
#include "checks/engine/lock_dataflow.hpp"
#include "checks/engine/storage_writes.hpp"
#include "checks/engine/values.hpp"

namespace assay::checks {

/// Reads one function into facts. Each group of members has a file of its own.
class BodyExtractor {
 public:
  BodyExtractor(const clang::FunctionDecl& function, const clang::CFG& graph, UnitContext& unit, Facts& facts)
      : declaration_(function), graph_(graph), unit_(unit), facts_(facts),
        values_(function, unit.captured), expressions_(function.getBody()) {}

  /// Reads the whole body; `at` is where the function stands.
  Function run(Place at);

 private:
  template <typename Action>
  void for_each_statement(const Action& action) {
    for (const auto* block : graph_)
      for (const auto& element : *block)
        if (const auto statement = element.getAs<clang::CFGStmt>())
          action(*statement->getStmt(), block->getBlockID());
  }

  Place place(clang::SourceLocation location) const {
    return unit_.scope.place(location, unit_.context.getSourceManager()).value_or(result_.at);
  }

  void find_initialisers();
  void describe();
  void find_guards();
  void find_leavable_calls(const FlowGraph& flow);
  void fill_conditions();
  void add_remaining_conditions();
  void fill_labels(const clang::CFGBlock& block, Condition& condition);
  void make_blocks();
  void add_handler(const clang::CFGBlock& block);
  void add_locals();
  void step(StepKind kind, std::size_t index);
  void add_captured_parameters();
  void add_storages();
  [[nodiscard]] static bool may_be_caught(const clang::CFGBlock& block);
  [[nodiscard]] bool may_be_left(const clang::Stmt& statement, const clang::CFGBlock& block) const;
  void leave_condition(const clang::Stmt& statement, unsigned call);

  void number(const clang::Stmt& statement);
  void assign(const clang::Stmt& statement, unsigned block);

  void read(const clang::CFGBlock& block);
  void read(const clang::CFGElement& element);
  void read_statement(const clang::Stmt& statement);
  void read_mutations(const clang::Stmt& statement);
  void read_declaration(const clang::VarDecl& variable);
  void read_compare(const clang::Stmt& statement);
  void read_call(const clang::CallExpr& call);
  void read_callee(const clang::CallExpr& call, Call& fact);
  void name_callee(const clang::FunctionDecl& callee, Call& fact);
  void read_operation(const clang::Stmt& statement);
  void read_raise(const clang::CXXThrowExpr& raise, const clang::CFGBlock& block);
  void read_allocation(const clang::CXXNewExpr& allocation);
  void read_deallocation(const clang::CXXDeleteExpr& deallocation);
  void read_pairs(llvm::ArrayRef<const clang::Expr*> arguments, const Value& object, std::optional<unsigned> call,
                  clang::SourceLocation at);
  void read_element_setting(const Mutation& mutation, clang::SourceLocation at);
  std::string key_text(const clang::Expr& expression);
  void write_local(const clang::VarDecl& local, Value value, bool accumulates, bool initialises, clang::SourceLocation at);
  void read_arguments(llvm::ArrayRef<const clang::Expr*> arguments, Call& fact);
  void name_unresolved(const clang::Expr& callee, Call& fact);
  void read_construction(const clang::CXXConstructExpr& construction);
  void read_made_object(const clang::CallExpr& call);
  void read_aggregate(const clang::InitListExpr& list);
  void construct(const clang::CXXConstructorDecl& constructor, llvm::ArrayRef<const clang::Expr*> arguments,
                 const clang::Expr& at);
  void fill_fields(const clang::CXXRecordDecl& record, llvm::ArrayRef<const clang::Expr*> values,
                   const clang::Expr& at);
  void write(const std::string& storage, Value value, bool accumulates, bool initialises,
             clang::SourceLocation at);
  [[nodiscard]] static bool is_shared_local(const clang::ValueDecl& declaration);
  [[nodiscard]] std::vector<Mutation> mutations_of(const clang::Stmt& statement) const;
  [[nodiscard]] bool is_output(const clang::Expr& target) const;
  [[nodiscard]] bool is_own(const clang::Decl& declaration) const {
    return unit_.scope.place(declaration.getLocation(), unit_.context.getSourceManager()).has_value();
  }

  const clang::FunctionDecl& declaration_;
  const clang::CFG& graph_;
  UnitContext& unit_;
  Facts& facts_;
  Values values_;
  FullExpressions expressions_;
  LockDataflow* locks_ = nullptr;
  Function result_;
  std::map<unsigned, Guards> block_guards_;
  std::map<unsigned, unsigned> condition_of_block_;
  std::map<const clang::Stmt*, unsigned> call_index_;
  std::map<const clang::Stmt*, unsigned> compare_index_;
  std::map<const clang::Stmt*, unsigned> operation_index_;
  std::map<const clang::Expr*, const clang::VarDecl*> initialised_;  ///< variables by their initialisers
  std::map<const clang::Expr*, std::string> initialised_field_;      ///< fields by theirs, in a constructor
  Block* block_ = nullptr;                                           ///< that is read
  std::map<const clang::Stmt*, unsigned> leave_condition_;  ///< of a call that a throw may leave
  Guards guards_;                                           ///< of the element that is read
  bool in_try_ = false;
};

}  // namespace assay::checks
