#include "checks/engine/body_extractor.hpp"

#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

/// Guard clauses are few; a generated function of thousands of calls is not worth more.
constexpr std::size_t max_leavable_calls = 200;

}  // namespace

void BodyExtractor::find_guards() {
  FlowGraph flow;
  flow.entry = graph_.getEntry().getBlockID();
  flow.exit = graph_.getExit().getBlockID();
  flow.successors.resize(graph_.getNumBlockIDs());
  for (const auto* block : graph_) {
    auto& next = flow.successors[block->getBlockID()];
    // A call that may throw has two successors and no terminator. That it leaves the
    // function is true of nearly every call and decides nothing here.
    const bool splits = block->getTerminatorStmt() == nullptr;
    for (const auto& successor : block->succs()) {
      const clang::CFGBlock* to = successor.getReachableBlock();
      if (to == nullptr) to = successor.getPossiblyUnreachableBlock();
      const bool leaves = to != nullptr && splits && !next.empty() && to == &graph_.getExit();
      next.push_back(to == nullptr || leaves ? FlowGraph::none : to->getBlockID());
    }
  }
  const auto dependences = control_dependences(flow);
  for (unsigned block = 0; block < dependences.size(); ++block)
    for (const auto& [branch, edge] : dependences[block]) {
      const auto [entry, is_new] = condition_of_block_.emplace(branch, result_.conditions.size());
      if (is_new) result_.conditions.emplace_back();
      block_guards_[block].push_back({entry->second, edge});
    }
  add_remaining_conditions();
  find_leavable_calls(flow);
}

/// Branches on which nothing depends are conditions too: a loop with an empty body has one.
void BodyExtractor::add_remaining_conditions() {
  for (const auto* block : graph_) {
    if (block->getTerminatorStmt() == nullptr || block->succ_size() < 2) continue;
    const auto [entry, is_new] = condition_of_block_.emplace(block->getBlockID(), result_.conditions.size());
    if (is_new) result_.conditions.emplace_back();
  }
}

/// A guard clause may throw in a function of its own, as in `breaker.require_closed();`.
/// What comes after such a call depends on what decides about the throw.
void BodyExtractor::find_leavable_calls(const FlowGraph& flow) {
  std::map<unsigned, Guards> of_block;
  std::vector<unsigned> blocks;
  for (const auto* block : graph_)
    for (const auto& element : *block) {
      const auto statement = element.getAs<clang::CFGStmt>();
      if (!statement || leave_condition_.size() >= max_leavable_calls) continue;
      if (!may_be_left(*statement->getStmt(), *block)) continue;
      const unsigned condition = result_.conditions.size();
      if (!leave_condition_.emplace(statement->getStmt(), condition).second) continue;
      result_.conditions.emplace_back();
      of_block[block->getBlockID()].push_back({condition, 0});
      blocks.push_back(block->getBlockID());
    }
  const auto before = nodes_before(flow, blocks);
  for (unsigned block = 0; block < before.size(); ++block) {
    const std::set<unsigned> distinct(before[block].begin(), before[block].end());
    for (const unsigned earlier : distinct)
      block_guards_[block].insert(block_guards_[block].end(), of_block[earlier].begin(), of_block[earlier].end());
  }
}

/// A call of a function of the submission's whose exception leaves this function too.
bool BodyExtractor::may_be_left(const clang::Stmt& statement, const clang::CFGBlock& block) const {
  const clang::FunctionDecl* callee = nullptr;
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement)) {
    if (!may_be_caught(block)) callee = call->getDirectCallee();
  } else if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) {
    if (construction->getConstructor()->isUserProvided()) callee = construction->getConstructor();
  }
  if (callee == nullptr || !is_own(*callee)) return false;
  const auto* type = callee->getType()->getAs<clang::FunctionProtoType>();
  return type == nullptr || clang::isUnresolvedExceptionSpec(type->getExceptionSpecType()) || !type->isNothrow();
}

void BodyExtractor::leave_condition(const clang::Stmt& statement, unsigned call) {
  const auto known = leave_condition_.find(&statement);
  if (known == leave_condition_.end()) return;
  result_.conditions[known->second] = {result_.calls.size() > call ? result_.calls[call].at : result_.at,
                                       {Source{SourceKind::leaving, "", call, false}}, ConditionKind::leaving, {}};
}

bool BodyExtractor::may_be_caught(const clang::CFGBlock& block) {
  if (block.getTerminatorStmt() != nullptr || block.succ_size() < 2) return false;
  const auto* to = (block.succ_begin() + 1)->getReachableBlock();
  return to != nullptr && to != &block.getParent()->getExit();
}

void BodyExtractor::fill_conditions() {
  for (const auto* block : graph_) {
    const auto index = condition_of_block_.find(block->getBlockID());
    if (index == condition_of_block_.end()) continue;
    auto& condition = result_.conditions[index->second];
    fill_labels(*block, condition);
    const clang::Stmt* decides = block->getLastCondition();
    if (decides == nullptr) decides = block->getTerminatorCondition();
    if (block->getTerminatorStmt() == nullptr && !block->empty())
      if (const auto last = block->back().getAs<clang::CFGStmt>()) decides = last->getStmt();
    const auto* expression = llvm::dyn_cast_or_null<clang::Expr>(decides);
    if (expression == nullptr) continue;
    condition.at = place(expression->getExprLoc());
    condition.value = values_.of(expression);
    const auto call = call_index_.find(stripped(expression));
    if (block->getTerminatorStmt() == nullptr && call != call_index_.end())
      append(condition.value, {Source{SourceKind::exception, "", call->second, false}});
  }
}

}  // namespace assay::checks
