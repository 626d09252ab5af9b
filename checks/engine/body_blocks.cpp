#include "checks/engine/body_extractor.hpp"

#include "checks/engine/literals.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

ConditionKind kind_of(const clang::Stmt* terminator) {
  if (terminator == nullptr) return ConditionKind::branch;
  switch (terminator->getStmtClass()) {
    case clang::Stmt::WhileStmtClass:
    case clang::Stmt::DoStmtClass:
    case clang::Stmt::ForStmtClass:
    case clang::Stmt::CXXForRangeStmtClass: return ConditionKind::loop;
    case clang::Stmt::SwitchStmtClass: return ConditionKind::choice;
    case clang::Stmt::CXXTryStmtClass: return ConditionKind::handling;
    default: return ConditionKind::branch;
  }
}

bool has_throw(const clang::Stmt* statement) {
  if (statement == nullptr || llvm::isa<clang::LambdaExpr>(statement)) return false;
  if (llvm::isa<clang::CXXThrowExpr>(statement)) return true;
  for (const auto* child : statement->children())
    if (has_throw(child)) return true;
  return false;
}

/// A block ends with a throw, or with a call that may throw: those have two successors and
/// no terminator, the second for the exception.
bool is_exceptional(const clang::CFGBlock& block, unsigned successor) {
  if (block.getTerminatorStmt() != nullptr) return false;
  if (block.succ_size() > 1) return successor > 0;
  for (const auto& element : block)
    if (const auto statement = element.getAs<clang::CFGStmt>())
      if (llvm::isa<clang::CXXThrowExpr>(statement->getStmt())) return true;
  return false;
}

}  // namespace

void BodyExtractor::fill_labels(const clang::CFGBlock& block, Condition& condition) {
  condition.kind = kind_of(block.getTerminatorStmt());
  if (condition.kind != ConditionKind::choice) return;
  for (const auto& successor : block.succs()) {
    auto& label = condition.labels.emplace_back();
    const clang::CFGBlock* to = successor.getReachableBlock();
    if (to == nullptr) to = successor.getPossiblyUnreachableBlock();
    const auto* stands = to == nullptr ? nullptr : to->getLabel();
    if (llvm::isa_and_nonnull<clang::DefaultStmt>(stands)) label = "default";
    if (const auto* of_case = llvm::dyn_cast_or_null<clang::CaseStmt>(stands))
      label = literal_within(of_case->getLHS(), unit_.context).value_or("?");
  }
  // The last way is the default's, also where it leads to what comes after the switch.
  if (!condition.labels.empty() && condition.labels.back() != "default") condition.labels.back().clear();
}

void BodyExtractor::make_blocks() {
  result_.blocks.resize(graph_.getNumBlockIDs());
  result_.entry = graph_.getEntry().getBlockID();
  result_.exit = graph_.getExit().getBlockID();
  for (const auto* block : graph_) {
    auto& fact = result_.blocks[block->getBlockID()];
    const auto condition = condition_of_block_.find(block->getBlockID());
    if (condition != condition_of_block_.end()) fact.condition = condition->second;
    for (const auto& successor : block->succs()) {
      const clang::CFGBlock* to = successor.getReachableBlock();
      if (to == nullptr) to = successor.getPossiblyUnreachableBlock();
      auto& edge = fact.successors.emplace_back();
      if (to != nullptr) edge = Edge{to->getBlockID(), is_exceptional(*block, static_cast<unsigned>(fact.successors.size() - 1))};
    }
    add_handler(*block);
  }
}

void BodyExtractor::add_handler(const clang::CFGBlock& block) {
  const auto* label = llvm::dyn_cast_or_null<clang::CXXCatchStmt>(block.getLabel());
  if (label == nullptr) return;
  auto& fact = result_.handlers.emplace_back();
  fact.at = place(label->getCatchLoc());
  fact.block = block.getBlockID();
  fact.catches_all = label->getExceptionDecl() == nullptr;
  if (!fact.catches_all) {
    const auto type = unit_.types.of(label->getCaughtType());
    fact.type = type.class_name.empty() ? type.name : type.class_name;
  }
  const auto* body = llvm::dyn_cast_or_null<clang::CompoundStmt>(label->getHandlerBlock());
  fact.is_empty = body != nullptr && body->body_empty();
  fact.rethrows = has_throw(body);
}

void BodyExtractor::step(StepKind kind, std::size_t index) {
  if (block_ != nullptr) block_->steps.push_back({kind, static_cast<unsigned>(index)});
}

}  // namespace assay::checks
