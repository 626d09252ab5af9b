#include "checks/engine/function_extractor.hpp"

#include "checks/engine/body_extractor.hpp"
#include "checks/engine/symbols.hpp"

namespace assay::checks {
namespace {

/// A written function has some hundreds of blocks; the dataflow is quadratic at worst.
constexpr unsigned max_blocks = 5'000;

std::unique_ptr<clang::CFG> build_graph(const clang::FunctionDecl& function, clang::ASTContext& context) {
  clang::CFG::BuildOptions options;
  options.PruneTriviallyFalseEdges = false;
  options.AddEHEdges = true;
  options.AddInitializers = true;
  options.AddImplicitDtors = true;
  options.AddCXXDefaultInitExprInCtors = true;
  options.AddCXXDefaultInitExprInAggregates = true;
  options.setAllAlwaysAdd();
  return clang::CFG::buildCFG(&function, function.getBody(), &context, options);
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
  auto fact = BodyExtractor(function, *graph, unit, facts).run(*at);
  auto id = fact.id;
  facts.functions.try_emplace(std::move(id), std::move(fact));
}

}  // namespace assay::checks
