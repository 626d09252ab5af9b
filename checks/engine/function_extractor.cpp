#include "checks/engine/function_extractor.hpp"

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/clocks.hpp"
#include "checks/engine/control_dependence.hpp"
#include "checks/engine/lock_dataflow.hpp"
#include "checks/engine/storage_writes.hpp"
#include "checks/engine/symbols.hpp"
#include "checks/engine/values.hpp"

namespace assay::checks {
namespace {

/// A written function has some hundreds of blocks; the dataflow is quadratic at worst.
constexpr unsigned max_blocks = 5'000;

bool is_number(clang::QualType type) {
  return type->isArithmeticType() && !type->isEnumeralType() && !type->isBooleanType();
}

const clang::Expr* truth_of_number(const clang::Stmt& statement) {
  const auto* cast = llvm::dyn_cast<clang::ImplicitCastExpr>(&statement);
  if (cast == nullptr) return nullptr;
  const bool number = cast->getCastKind() == clang::CK_IntegralToBoolean ||
                      cast->getCastKind() == clang::CK_FloatingToBoolean;
  return number && is_number(stripped(cast)->getType()) ? cast : nullptr;
}

/// A variable of a running function that its lambdas work on as well; what a lambda was
/// given to keep is state.
bool is_shared_local(const clang::ValueDecl& declaration) {
  const auto* variable = llvm::dyn_cast<clang::VarDecl>(&declaration);
  return variable != nullptr && variable->isLocalVarDeclOrParm() && !variable->isStaticLocal() &&
         !variable->isInitCapture();
}

bool is_comparison_call(const clang::CXXOperatorCallExpr& call) {
  return call.isComparisonOp() && call.getNumArgs() == 2;
}

/// Numbers each expression of a body by the full expression that it is part of, and finds
/// the calls whose result nobody looks at. Lambdas' bodies are functions of their own.
class FullExpressions {
 public:
  explicit FullExpressions(const clang::Stmt* body) { visit(body, 0, false); }
  [[nodiscard]] unsigned statement_of(const clang::Stmt& expression) const {
    const auto found = statements_.find(&expression);
    return found == statements_.end() ? 0 : found->second;
  }
  [[nodiscard]] bool is_discarded(const clang::Stmt& call) const { return discarded_.contains(&call); }

 private:
  void visit(const clang::Stmt* statement, unsigned number, bool discards) {
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
    const bool block = llvm::isa<clang::CompoundStmt>(statement) || llvm::isa<clang::SwitchCase>(statement);
    const auto* branch = llvm::dyn_cast<clang::IfStmt>(statement);
    for (const auto* child : statement->children())
      visit(child, expression == nullptr ? 0 : number,
            block || (branch != nullptr && child != branch->getCond()));
  }

  static const clang::Expr* discarded_call(const clang::Expr* expression) {
    expression = stripped(expression);
    while (const auto* cast = llvm::dyn_cast<clang::ExplicitCastExpr>(expression))
      expression = stripped(cast->getSubExpr());
    return expression;
  }

  std::map<const clang::Stmt*, unsigned> statements_;
  std::set<const clang::Stmt*> discarded_;
  unsigned count_ = 0;
};

std::unique_ptr<clang::CFG> build_graph(const clang::FunctionDecl& function, clang::ASTContext& context) {
  clang::CFG::BuildOptions options;
  options.PruneTriviallyFalseEdges = false;
  options.AddEHEdges = true;
  options.AddInitializers = true;
  options.AddImplicitDtors = true;
  options.setAllAlwaysAdd();
  return clang::CFG::buildCFG(&function, function.getBody(), &context, options);
}

/// Extracts one function.
class Extractor {
 public:
  Extractor(const clang::FunctionDecl& function, const clang::CFG& graph, UnitContext& unit, Facts& facts)
      : declaration_(function), graph_(graph), unit_(unit), facts_(facts),
        values_(function, unit.captured), expressions_(function.getBody()) {}

  Function run(Place at) {
    result_.id = symbol_of(declaration_);
    result_.name = display_name(declaration_);
    result_.at = std::move(at);
    describe();
    find_guards();
    for_each_statement([this](const clang::Stmt& statement, unsigned) { number(statement); });
    for_each_statement([this](const clang::Stmt& statement, unsigned block) { assign(statement, block); });
    LockDataflow locks(graph_, unit_.context, unit_.scope, values_, unit_.shapes);
    locks_ = &locks;
    fill_conditions();
    add_captured_parameters();
    for (const auto* block : graph_) {
      guards_ = &block_guards_[block->getBlockID()];
      in_try_ = may_be_caught(*block);
      for (const auto& element : *block) read(element);
    }
    result_.unlocks.assign(locks.unlocks().begin(), locks.unlocks().end());
    add_storages();
    return std::move(result_);
  }

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

  void describe();
  void find_guards();
  void fill_conditions();
  void add_captured_parameters();
  void add_storages();
  [[nodiscard]] static bool may_be_caught(const clang::CFGBlock& block);

  void number(const clang::Stmt& statement);
  void assign(const clang::Stmt& statement, unsigned block);

  void read(const clang::CFGElement& element);
  void read_statement(const clang::Stmt& statement);
  void read_declaration(const clang::VarDecl& variable);
  void read_compare(const clang::Stmt& statement);
  void read_call(const clang::CallExpr& call);
  void read_callee(const clang::CallExpr& call, Call& fact);
  void read_arguments(llvm::ArrayRef<const clang::Expr*> arguments, Call& fact);
  void read_construction(const clang::CXXConstructExpr& construction);
  void read_made_object(const clang::CallExpr& call);
  void read_aggregate(const clang::InitListExpr& list);
  void construct(const clang::CXXConstructorDecl& constructor, llvm::ArrayRef<const clang::Expr*> arguments,
                 const clang::Expr& at);
  void fill_fields(const clang::CXXRecordDecl& record, llvm::ArrayRef<const clang::Expr*> values,
                   const clang::Expr& at);
  void write(const std::string& storage, Value value, bool accumulates, bool initialises,
             clang::SourceLocation at);
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
  const Guards* guards_ = nullptr;
  bool in_try_ = false;
};

void Extractor::describe() {
  result_.is_constructor = llvm::isa<clang::CXXConstructorDecl>(declaration_);
  for (const auto* parameter : declaration_.parameters()) {
    auto& fact = result_.parameters.emplace_back();
    if (const auto clock = clock_of_type(parameter->getType())) {
      fact.clock = clock->kind;
      fact.clock_name = clock->name;
    }
    if (unit_.shapes.guard_shape(parameter->getType().getNonReferenceType()) != GuardShape::none)
      fact.guard = symbol_of(*parameter);
  }
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&declaration_))
    for (const auto* overridden : method->overridden_methods())
      result_.overrides.push_back(symbol_of(*overridden));
}

void Extractor::find_guards() {
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
}

bool Extractor::may_be_caught(const clang::CFGBlock& block) {
  if (block.getTerminatorStmt() != nullptr || block.succ_size() < 2) return false;
  const auto* to = (block.succ_begin() + 1)->getReachableBlock();
  return to != nullptr && to != &block.getParent()->getExit();
}

void Extractor::fill_conditions() {
  for (const auto* block : graph_) {
    const auto index = condition_of_block_.find(block->getBlockID());
    if (index == condition_of_block_.end()) continue;
    auto& condition = result_.conditions[index->second];
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

void Extractor::add_captured_parameters() {
  static const Guards none;
  guards_ = &none;
  for (const auto* parameter : declaration_.parameters()) {
    if (!unit_.captured.contains(parameter)) continue;
    const Source source{SourceKind::parameter, "", parameter->getFunctionScopeIndex(), false};
    const auto id = symbol_of(*parameter);
    facts_.storages.try_emplace(id, Storage{parameter->getNameAsString(), result_.at, {}, "", true});
    write(id, {source}, false, true, parameter->getLocation());
  }
}

void Extractor::add_storages() {
  for (const auto& [id, declaration] : values_.met()) {
    const auto clock = clock_of_type(declaration->getType());
    const auto at = unit_.scope.place(declaration->getLocation(), unit_.context.getSourceManager());
    Storage storage{declaration->getNameAsString(), at.value_or(Place{}), {}, "", is_shared_local(*declaration)};
    if (clock) {
      storage.clock = clock->kind;
      storage.clock_name = clock->name;
    }
    facts_.storages.try_emplace(id, std::move(storage));
  }
}

void Extractor::number(const clang::Stmt& statement) {
  const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&statement);
  const auto* overloaded = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement);
  const auto* truth = truth_of_number(statement);
  const bool compares = (binary != nullptr && binary->isComparisonOp()) ||
                        (overloaded != nullptr && is_comparison_call(*overloaded)) || truth != nullptr;
  if (compares && compare_index_.emplace(&statement, result_.compares.size()).second) {
    values_.number_compare(*llvm::cast<clang::Expr>(&statement), result_.compares.size());
    result_.compares.emplace_back();
  }
  const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement);
  if (call == nullptr || (overloaded != nullptr && is_comparison_call(*overloaded))) return;
  if (!call_index_.emplace(call, result_.calls.size()).second) return;
  values_.number_call(*call, result_.calls.size());
  result_.calls.emplace_back();
}

void Extractor::assign(const clang::Stmt& statement, unsigned block) {
  if (const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(&statement)) {
    for (const auto* declaration : declarations->decls())
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration))
        values_.assign(*variable, {variable->getInit(), {}});
    return;
  }
  for (const auto& mutation : mutations(statement))
    if (const auto* local = values_.local_root(mutation.target))
      for (const auto* value : mutation.values) values_.assign(*local, {value, block_guards_[block]});
}

void Extractor::read(const clang::CFGElement& element) {
  if (const auto statement = element.getAs<clang::CFGStmt>()) return read_statement(*statement->getStmt());
  if (const auto initialiser = element.getAs<clang::CFGInitializer>()) {
    const auto* entry = initialiser->getInitializer();
    if (entry->getAnyMember() != nullptr)
      write(symbol_of(*entry->getAnyMember()), values_.of(entry->getInit()), false, true,
            entry->isWritten() ? entry->getSourceLocation() : declaration_.getLocation());
    return;
  }
  const auto end = element.getAs<clang::CFGAutomaticObjDtor>();
  if (!end || end->getVarDecl() == nullptr) return;
  const auto* record = record_of(end->getVarDecl()->getType());
  const auto* destructor = record == nullptr ? nullptr : record->getDestructor();
  if (destructor == nullptr || !is_own(*destructor)) return;
  auto& fact = result_.calls.emplace_back();
  fact.at = place(end->getVarDecl()->getLocation());
  fact.kind = CallKind::destruction;
  fact.callee = symbol_of(*destructor);
  fact.returns_void = true;
  fact.guards = *guards_;
}

void Extractor::read_statement(const clang::Stmt& statement) {
  if (compare_index_.contains(&statement)) read_compare(statement);
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&statement)) {
    if (call_index_.contains(call)) read_call(*call);
  } else if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(&statement)) {
    read_construction(*construction);
  } else if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(&statement)) {
    read_aggregate(*list);
  } else if (const auto* leave = llvm::dyn_cast<clang::ReturnStmt>(&statement)) {
    result_.returns.push_back({place(leave->getReturnLoc()), values_.of(leave->getRetValue()), *guards_});
  } else if (const auto* declarations = llvm::dyn_cast<clang::DeclStmt>(&statement)) {
    for (const auto* declaration : declarations->decls())
      if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(declaration)) read_declaration(*variable);
  } else if (const auto* lambda = llvm::dyn_cast<clang::LambdaExpr>(&statement)) {
    for (const auto& capture : lambda->captures())
      if (capture.capturesVariable())
        if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(capture.getCapturedVar());
            variable != nullptr && variable->isInitCapture())
          read_declaration(*variable);
  }
  for (const auto& mutation : mutations(statement)) {
    Value value;
    for (const auto* part : mutation.values) append(value, values_.of(part));
    for (const auto& storage : values_.storages(mutation.target))
      write(storage, value, mutation.accumulates, false, statement.getBeginLoc());
  }
}

void Extractor::read_declaration(const clang::VarDecl& variable) {
  if (!values_.is_storage(variable) && !variable.isInitCapture()) return;
  if (variable.getInit() == nullptr) return;
  const auto id = symbol_of(variable);
  facts_.storages.try_emplace(
      id, Storage{variable.getNameAsString(), place(variable.getLocation()), {}, "", is_shared_local(variable)});
  write(id, values_.of(variable.getInit()), false, true, variable.getLocation());
}

void Extractor::write(const std::string& storage, Value value, bool accumulates, bool initialises,
                      clang::SourceLocation at) {
  const bool from_itself = std::ranges::any_of(value, [&](const Source& source) {
    return source.kind == SourceKind::storage && source.symbol == storage && !source.control;
  });
  result_.writes.push_back(
      {place(at), storage, std::move(value), accumulates || from_itself, initialises, *guards_});
}

void Extractor::read_compare(const clang::Stmt& statement) {
  auto& fact = result_.compares[compare_index_[&statement]];
  fact.statement = expressions_.statement_of(statement);
  fact.guards = *guards_;
  fact.at = place(llvm::cast<clang::Expr>(&statement)->getExprLoc());
  if (const auto* binary = llvm::dyn_cast<clang::BinaryOperator>(&statement)) {
    fact.left = values_.of(binary->getLHS());
    fact.right = values_.of(binary->getRHS());
    fact.arithmetic = is_number(stripped(binary->getLHS())->getType()) &&
                      is_number(stripped(binary->getRHS())->getType());
  } else if (const auto* call = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&statement)) {
    fact.left = values_.of(call->getArg(0));
    fact.right = values_.of(call->getArg(1));
  } else if (const auto* cast = llvm::dyn_cast<clang::ImplicitCastExpr>(&statement)) {
    fact.left = values_.of(cast->getSubExpr());
    fact.arithmetic = true;
  }
}

void Extractor::read_call(const clang::CallExpr& call) {
  auto& fact = result_.calls[call_index_[&call]];
  fact.at = place(call.getExprLoc());
  fact.guards = *guards_;
  fact.in_try = in_try_;
  const auto type = call.getCallReturnType(unit_.context);
  fact.returns_void = type->isVoidType();
  fact.returns_number = type->isArithmeticType();
  fact.returns_time = is_time_or_duration(type);
  fact.result_used = !fact.returns_void && !expressions_.is_discarded(call);
  auto clock = clock_of_call(call, unit_.context);
  if (!clock) clock = clock_of_type(type);
  if (clock) {
    fact.clock = clock->kind;
    fact.clock_name = clock->name;
  }
  const auto locks = locks_->at(call);
  fact.held = locks.held;
  fact.released = locks.released;
  read_callee(call, fact);
  read_made_object(call);
}

void Extractor::read_callee(const clang::CallExpr& call, Call& fact) {
  const auto* callee = call.getDirectCallee();
  std::vector<const clang::Expr*> arguments(call.arguments().begin(), call.arguments().end());
  const clang::Expr* object = nullptr;
  bool qualified = false;
  if (const auto* member = llvm::dyn_cast<clang::CXXMemberCallExpr>(&call)) {
    object = member->getImplicitObjectArgument();
    const auto* path = llvm::dyn_cast<clang::MemberExpr>(stripped(call.getCallee()));
    qualified = path != nullptr && path->hasQualifier();
  } else if (const auto* overloaded = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
             overloaded != nullptr && llvm::isa_and_nonnull<clang::CXXMethodDecl>(callee)) {
    object = arguments.front();
    arguments.erase(arguments.begin());
  }
  if (object != nullptr) {
    fact.receiver = values_.of(object);
    fact.forwards_time = is_time_or_duration(object->getType());
  }
  const auto* overloaded = llvm::dyn_cast<clang::CXXOperatorCallExpr>(&call);
  const bool stored_callable = overloaded != nullptr && overloaded->getOperator() == clang::OO_Call && is_std(callee);
  if (callee == nullptr || stored_callable) {
    fact.kind = CallKind::indirect;
    fact.callable = stored_callable ? fact.receiver : values_.of(call.getCallee());
    fact.name = "the callable";
  } else {
    const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(callee);
    fact.callee = symbol_of(*callee);
    fact.name = display_name(*callee);
    if (method != nullptr && method->isVirtual() && !qualified) fact.kind = CallKind::virtual_dispatch;
    fact.pure = callee->isPureVirtual();
    fact.of_std = is_std(callee);
    static const std::set<llvm::StringRef> later{"async", "make_shared", "make_unique", "bind", "bind_front",
                                                 "forward", "move", "ref", "cref", "make_tuple", "make_pair"};
    fact.runs_in_place = fact.of_std && method == nullptr &&
                         callee->getDeclName().isIdentifier() && !later.contains(callee->getName());
  }
  read_arguments(arguments, fact);
}

void Extractor::read_arguments(llvm::ArrayRef<const clang::Expr*> arguments, Call& fact) {
  for (const auto* argument : arguments) {
    fact.arguments.push_back(values_.of(argument));
    fact.guard_arguments.push_back(locks_->guard_argument(*argument));
    const bool time = is_time_or_duration(argument->getType());
    fact.takes_only_time = fact.takes_only_time && time;
    fact.forwards_time = fact.forwards_time || clock_of_type(argument->getType()).has_value();
    const auto* record = record_of(argument->getType());
    if (record == nullptr || !record->hasDefinition() || is_std(record)) continue;
    const auto add_operators = [&](const clang::CXXRecordDecl& callable) {
      for (const auto* method : callable.methods())
        if (method->getOverloadedOperator() == clang::OO_Call) fact.runs.push_back(symbol_of(*method));
    };
    add_operators(*record);
    for (const auto& base : record->bases())
      if (const auto* inherited = record_of(base.getType())) add_operators(*inherited);
  }
}

void Extractor::construct(const clang::CXXConstructorDecl& constructor,
                          llvm::ArrayRef<const clang::Expr*> arguments, const clang::Expr& at) {
  auto& fact = result_.calls.emplace_back();
  fact.at = place(at.getExprLoc());
  fact.kind = CallKind::construction;
  fact.callee = symbol_of(constructor);
  fact.name = display_name(constructor);
  fact.runs_in_place = false;
  fact.returns_void = true;
  fact.guards = *guards_;
  const auto locks = locks_->at(at);
  fact.held = locks.held;
  fact.released = locks.released;
  read_arguments(arguments, fact);
}

void Extractor::read_construction(const clang::CXXConstructExpr& construction) {
  const auto& constructor = *construction.getConstructor();
  if (constructor.isCopyOrMoveConstructor()) return;
  std::vector<const clang::Expr*> arguments(construction.arguments().begin(), construction.arguments().end());
  if (is_own(*constructor.getParent())) return construct(constructor, arguments, construction);
  // std::thread and its like run what they are given.
  if (is_std(constructor.getParent(), "thread") || is_std(constructor.getParent(), "jthread"))
    construct(constructor, arguments, construction);
}

/// `make_unique<T>(…)` and `emplace<T>(…)` construct a T of the submission's.
void Extractor::read_made_object(const clang::CallExpr& call) {
  const auto* callee = call.getDirectCallee();
  const auto* templates = callee == nullptr ? nullptr : callee->getTemplateSpecializationArgs();
  if (templates == nullptr || templates->size() == 0 || is_own(*callee)) return;
  if (templates->get(0).getKind() != clang::TemplateArgument::Type) return;
  const auto* record = record_of(templates->get(0).getAsType());
  if (record == nullptr || !record->hasDefinition() || record->isLambda() || !is_own(*record)) return;
  std::vector<const clang::Expr*> arguments(call.arguments().begin(), call.arguments().end());
  if (record->isAggregate()) return fill_fields(*record, arguments, call);
  for (const auto* constructor : record->ctors())
    if (!constructor->isCopyOrMoveConstructor() && constructor->getNumParams() >= arguments.size() &&
        constructor->getMinRequiredArguments() <= arguments.size())
      construct(*constructor, arguments, call);
}

void Extractor::read_aggregate(const clang::InitListExpr& list) {
  const auto* record = record_of(list.getType());
  if (record == nullptr || !is_own(*record) || !record->hasDefinition()) return;
  const auto& semantic = list.isSemanticForm() || list.getSemanticForm() == nullptr ? list : *list.getSemanticForm();
  std::vector<const clang::Expr*> values(semantic.inits().begin(), semantic.inits().end());
  fill_fields(*record, values, list);
}

void Extractor::fill_fields(const clang::CXXRecordDecl& record, llvm::ArrayRef<const clang::Expr*> values,
                            const clang::Expr& at) {
  auto value = values.begin();
  for (unsigned i = 0; i < record.getNumBases() && value != values.end(); ++i) ++value;
  for (const auto* field : record.fields()) {
    if (value == values.end()) return;
    const auto* part = *value++;
    if (part == nullptr || llvm::isa<clang::ImplicitValueInitExpr>(part) || llvm::isa<clang::CXXDefaultInitExpr>(part))
      continue;
    write(symbol_of(*field), values_.of(part), false, true, at.getExprLoc());
  }
}

}  // namespace

void extract_function(const clang::FunctionDecl& function, UnitContext& unit, Facts& facts) {
  const auto at = unit.scope.place(function.getLocation(), unit.context.getSourceManager());
  if (!at) return;
  const auto graph = build_graph(function, unit.context);
  if (graph == nullptr || graph->getNumBlockIDs() > max_blocks) {
    facts.incomplete = true;
    return;
  }
  auto fact = Extractor(function, *graph, unit, facts).run(*at);
  auto id = fact.id;
  facts.functions.try_emplace(std::move(id), std::move(fact));
}

}  // namespace assay::checks
