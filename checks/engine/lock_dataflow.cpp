#include "checks/engine/lock_dataflow.hpp"

#include <deque>

#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

/// The expression behind explicit casts and functional notation as well.
const clang::Expr* uncast(const clang::Expr* expression) {
  while (expression != nullptr) {
    expression = stripped(expression);
    const auto* cast = llvm::dyn_cast<clang::ExplicitCastExpr>(expression);
    if (cast == nullptr) return expression;
    expression = cast->getSubExpr();
  }
  return nullptr;
}

const clang::VarDecl* variable_of(const clang::Expr* expression) {
  const auto* reference = llvm::dyn_cast_or_null<clang::DeclRefExpr>(uncast(expression));
  return reference == nullptr ? nullptr : llvm::dyn_cast<clang::VarDecl>(reference->getDecl());
}

enum class Taking { none, held, unsure };

/// How std's lock objects take their mutex ([thread.lock.unique.cons] and siblings).
Taking taking_of(const clang::CXXConstructExpr& construction, const clang::Expr*& mutex) {
  auto result = Taking::none;
  for (const auto* argument : construction.arguments()) {
    const auto* record = record_of(argument->getType());
    if (is_std(record, "defer_lock_t")) return Taking::none;
    if (is_std(record, "adopt_lock_t")) {
      if (result == Taking::none) result = Taking::held;
    } else if (is_std(record, "try_to_lock_t") || is_std(record, "duration") || is_std(record, "time_point")) {
      result = Taking::unsure;
    } else if (mutex == nullptr) {
      mutex = argument;
      if (result == Taking::none) result = Taking::held;
    }
  }
  return result;
}

bool is_pthread_lock(llvm::StringRef name) {
  return name == "pthread_mutex_lock" || name == "pthread_rwlock_rdlock" ||
         name == "pthread_rwlock_wrlock" || name == "pthread_spin_lock" || name == "mtx_lock";
}

bool is_pthread_unlock(llvm::StringRef name) {
  return name == "pthread_mutex_unlock" || name == "pthread_rwlock_unlock" ||
         name == "pthread_spin_unlock" || name == "mtx_unlock";
}

const clang::Expr* pointee(const clang::Expr* pointer) {
  const auto* expression = uncast(pointer);
  if (const auto* unary = llvm::dyn_cast_or_null<clang::UnaryOperator>(expression))
    if (unary->getOpcode() == clang::UO_AddrOf) return unary->getSubExpr();
  return expression;
}

/// Calls and changes are asked about.
bool is_recorded(const clang::Stmt& statement) {
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&statement)) return binary->isAssignmentOp();
  if (const auto* unary = llvm::dyn_cast<clang::UnaryOperator>(&statement)) return unary->isIncrementDecrementOp();
  return llvm::isa<clang::CallExpr>(statement) || llvm::isa<clang::CXXConstructExpr>(statement) ||
         llvm::isa<clang::InitListExpr>(statement);
}

}  // namespace

LockDataflow::LockDataflow(const clang::CFG& graph, const clang::ASTContext& context,
                           const SourceScope& scope, Values& values, LockShapes& shapes)
    : graph_(graph), context_(context), scope_(scope), values_(values), shapes_(shapes) {
  solve();
}

LocksAt LockDataflow::at(const clang::Stmt& statement) const {
  const auto found = at_.find(&statement);
  return found == at_.end() ? LocksAt{} : found->second;
}

std::vector<HeldLock> LockDataflow::at_end(unsigned block) const {
  const auto found = at_end_.find(block);
  return found == at_end_.end() ? std::vector<HeldLock>{} : found->second;
}

LockDataflow::State LockDataflow::join(const State& a, const State& b) {
  State result = a;
  for (auto& [key, held] : result.held) {
    const auto other = b.held.find(key);
    held.lock.always = held.lock.always && other != b.held.end() && other->second.lock.always;
  }
  for (const auto& [key, held] : b.held) {
    if (a.held.contains(key)) continue;
    auto& added = result.held[key] = held;
    added.lock.always = false;
  }
  result.released.insert(b.released.begin(), b.released.end());
  return result;
}

void LockDataflow::solve() {
  std::map<unsigned, State> entry;
  std::deque<const clang::CFGBlock*> open{&graph_.getEntry()};
  entry[graph_.getEntry().getBlockID()] = {};
  while (!open.empty()) {
    const auto* block = open.front();
    open.pop_front();
    const auto out = after(*block, entry[block->getBlockID()], false);
    for (const auto& next : block->succs()) {
      const clang::CFGBlock* to = next.getReachableBlock();
      if (to == nullptr) continue;
      const auto known = entry.find(to->getBlockID());
      auto joined = known == entry.end() ? out : join(known->second, out);
      if (known != entry.end() && joined == known->second) continue;
      entry[to->getBlockID()] = std::move(joined);
      open.push_back(to);
    }
  }
  for (const auto* block : graph_)
    if (const auto known = entry.find(block->getBlockID()); known != entry.end())
      after(*block, known->second, true);
}

LockDataflow::State LockDataflow::after(const clang::CFGBlock& block, State state, bool record) {
  for (const auto& element : block) {
    if (const auto statement = element.getAs<clang::CFGStmt>()) {
      if (record && is_recorded(*statement->getStmt()) && !(state.held.empty() && state.released.empty())) {
        auto& here = at_[statement->getStmt()];
        for (const auto& [key, held] : state.held) here.held.push_back(held.lock);
        here.released.assign(state.released.begin(), state.released.end());
      }
      step(*statement->getStmt(), state);
    } else if (const auto end = element.getAs<clang::CFGAutomaticObjDtor>()) {
      if (end->getVarDecl() != nullptr) state.held.erase(symbol_of(*end->getVarDecl()));
    }
  }
  if (record)
    for (const auto& [key, held] : state.held) at_end_[block.getBlockID()].push_back(held.lock);
  // Where a try block is left by an exception, the guards in it are gone.
  if (const auto* attempt = llvm::dyn_cast_or_null<clang::CXXTryStmt>(block.getTerminatorStmt())) {
    const auto& sources = context_.getSourceManager();
    const auto range = attempt->getTryBlock()->getSourceRange();
    std::erase_if(state.held, [&](const auto& entry) {
      const auto* variable = entry.second.variable;
      return variable != nullptr && sources.isPointWithin(variable->getLocation(), range.getBegin(), range.getEnd());
    });
  }
  return state;
}

void LockDataflow::step(const clang::Stmt& statement, State& state) {
  if (const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(&statement)) {
    for (const auto* declaration : declarations->decls())
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) declare(*variable, state);
    return;
  }
  if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) return lend(*construction, state);
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement);
  if (call == nullptr) return;
  if (const auto* assignment = llvm::dyn_cast<clang::CXXOperatorCallExpr>(call);
      assignment != nullptr && assignment->getOperator() == clang::OO_Equal) {
    if (const auto* guard = guard_variable(assignment->getArg(0))) acquire_by(*guard, assignment->getArg(1), state);
    return;
  }
  const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(call);
  if (member == nullptr || member->getMethodDecl() == nullptr) return call_function(*call, state);
  const auto* method = member->getMethodDecl();
  const auto* object = member->getImplicitObjectArgument();
  const auto name = method->getDeclName().isIdentifier() ? method->getName() : llvm::StringRef{};
  if (const auto* guard = guard_variable(object))
    call_on_guard(*guard, name, *call, state);
  else if (shapes_.is_mutex(method->getParent()) || shapes_.is_mutex(record_of(object->getType())))
    call_on_mutex(*object, name, *call, state);
  call_function(*call, state);
}

/// An object that is given a lock may let go of it for as long as it lives.
void LockDataflow::lend(const clang::CXXConstructExpr& construction, State& state) {
  if (is_std(construction.getConstructor()->getParent())) return;
  for (const auto* argument : construction.arguments()) {
    const auto* guard = guard_variable(pointee(argument));
    const auto key = guard != nullptr ? symbol_of(*guard) : std::string();
    const bool mutex = shapes_.is_mutex(record_of(argument->getType()));
    const auto locked = mutex ? mutex_key(*argument) : std::string();
    for (auto& [name, held] : state.held)
      if ((!key.empty() && name == key) || (!locked.empty() && held.lock.mutex == locked)) held.lock.always = false;
  }
}

void LockDataflow::declare(const clang::VarDecl& variable, State& state) {
  switch (shapes_.guard_shape(variable.getType())) {
    case GuardShape::none: return;
    case GuardShape::standard: return acquire_by(variable, variable.getInit(), state);
    case GuardShape::own:
      return hold(symbol_of(variable), "", variable.getLocation(), true, &variable, state);
    case GuardShape::own_unsure:
      return hold(symbol_of(variable), "", variable.getLocation(), false, &variable, state);
  }
}

void LockDataflow::acquire_by(const clang::VarDecl& guard, const clang::Expr* initialiser, State& state) {
  const auto key = symbol_of(guard);
  state.held.erase(key);
  const auto* construction = llvm::dyn_cast_or_null<clang::CXXConstructExpr>(uncast(initialiser));
  const auto where = initialiser != nullptr ? initialiser->getExprLoc() : guard.getLocation();
  if (construction == nullptr || construction->getConstructor()->isCopyOrMoveConstructor()) {
    if (initialiser != nullptr) hold(key, "", where, false, &guard, state);
    return;
  }
  const clang::Expr* mutex = nullptr;
  const auto taking = taking_of(*construction, mutex);
  if (taking == Taking::none) return;
  // From here on the guard stands for a mutex that was taken by hand and is adopted.
  for (const auto* argument : construction->arguments()) state.held.erase(mutex_key(*argument));
  hold(key, mutex == nullptr ? "" : mutex_key(*mutex), where, taking == Taking::held, &guard, state);
}

void LockDataflow::call_on_guard(const clang::VarDecl& guard, llvm::StringRef method,
                                 const clang::Expr& call, State& state) {
  const auto key = symbol_of(guard);
  if (method == "lock") {
    hold(key, "", call.getExprLoc(), true, &guard, state);
  } else if (method == "unlock" || method == "release" || method == "reset") {
    release(key, state);
  } else if (method.starts_with("try_lock")) {
    hold(key, "", call.getExprLoc(), false, &guard, state);
  } else if (method == "swap") {
    if (const auto held = state.held.find(key); held != state.held.end()) held->second.lock.always = false;
  }
}

void LockDataflow::call_on_mutex(const clang::Expr& mutex, llvm::StringRef method,
                                 const clang::Expr& call, State& state) {
  const auto key = mutex_key(mutex);
  if (method == "lock" || method == "lock_shared")
    hold("", key, call.getExprLoc(), true, nullptr, state);
  else if (method.starts_with("try_lock"))
    hold("", key, call.getExprLoc(), false, nullptr, state);
  else if (method == "unlock" || method == "unlock_shared")
    release(key, state);
}

void LockDataflow::call_function(const clang::CallExpr& call, State& state) {
  const auto* callee = call.getDirectCallee();
  const bool of_std = callee != nullptr && is_std(callee);
  const auto name = callee != nullptr && callee->getDeclName().isIdentifier() ? callee->getName() : llvm::StringRef{};
  if (is_pthread_lock(name) && call.getNumArgs() > 0)
    return hold("", mutex_key(*pointee(call.getArg(0))), call.getExprLoc(), true, nullptr, state);
  if (is_pthread_unlock(name) && call.getNumArgs() > 0)
    return release(mutex_key(*pointee(call.getArg(0))), state);
  for (const auto* argument : call.arguments()) {
    if (of_std && name == "lock" && shapes_.is_mutex(record_of(argument->getType())))
      hold("", mutex_key(*argument), call.getExprLoc(), true, nullptr, state);
    const auto* guard = guard_variable(pointee(argument));
    if (guard == nullptr) continue;
    const auto held = state.held.find(symbol_of(*guard));
    if (of_std && name == "lock")
      hold(symbol_of(*guard), "", call.getExprLoc(), true, guard, state);
    else if (held != state.held.end() && of_std && name == "move")
      state.held.erase(held);
    else if (held != state.held.end() && !of_std)
      held->second.lock.always = false;
  }
}

void LockDataflow::release(const std::string& key, State& state) {
  if (state.held.erase(key) > 0) return;
  // A mutex may be let go of by hand that a guard with adopt_lock, or a caller, had taken.
  for (auto& [guard, held] : state.held)
    if (held.lock.mutex == key) held.lock.always = false;
  state.released.insert(key);
  unlocks_.insert(key);
}

void LockDataflow::hold(const std::string& guard, const std::string& mutex, clang::SourceLocation at,
                        bool always, const clang::VarDecl* variable, State& state) {
  const auto key = guard.empty() ? mutex : guard;
  if (key.empty()) return;
  const auto place = scope_.place(at, context_.getSourceManager());
  state.held[key] = {HeldLock{guard, mutex, place.value_or(Place{}), always}, variable};
  state.released.erase(key);
}

const clang::VarDecl* LockDataflow::guard_variable(const clang::Expr* expression) const {
  const auto* variable = variable_of(expression);
  if (variable == nullptr) return nullptr;
  const auto shape = shapes_.guard_shape(variable->getType().getNonReferenceType());
  return shape == GuardShape::none ? nullptr : variable;
}

std::string LockDataflow::guard_argument(const clang::Expr& argument) const {
  const auto* guard = guard_variable(pointee(&argument));
  return guard == nullptr ? "" : symbol_of(*guard);
}

std::string LockDataflow::mutex_key(const clang::Expr& mutex) {
  const auto storages = values_.storages(&mutex);
  if (!storages.empty()) return storages.front();
  const auto* local = values_.local_root(&mutex);
  return local == nullptr ? "" : symbol_of(*local);
}

}  // namespace assay::checks
