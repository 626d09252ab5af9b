#pragma once

#include <optional>
#include <set>

#include "checks/engine/facts.hpp"
#include "checks/engine/lock_shapes.hpp"
#include "checks/engine/source_scope.hpp"
#include "checks/engine/types.hpp"

namespace clang {
class ASTContext;
class FunctionDecl;
class ValueDecl;
class VarDecl;
}  // namespace clang

namespace assay::checks {

/// What the extraction of every function of a unit shares.
struct UnitContext {
  clang::ASTContext& context;
  const SourceScope& scope;
  std::set<const clang::VarDecl*> captured;  ///< local variables that some lambda captures
  LockShapes shapes;
  Types types{context, shapes};
};

/// Reads a function's body once, through its control flow graph. Sets `facts.incomplete`
/// where the graph cannot be built or is larger than any written function's.
void extract_function(const clang::FunctionDecl& function, UnitContext& unit, Facts& facts);

}  // namespace assay::checks
