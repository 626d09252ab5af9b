#pragma once

#include "checks/engine/facts.hpp"
#include "checks/engine/source_scope.hpp"
#include "checks/engine/unit_problems.hpp"

namespace clang {
class ASTContext;
}

namespace assay::checks {

/// Has Clang traverse the submission's own declarations only.
void restrict_to_own(clang::ASTContext& context, const SourceScope& scope);

/// The facts of one translation unit: of every function with a body, lambda and instance
/// of a template that is written in the submission's own files. Nothing else is traversed.
/// A function that could not be read whole is there, and damaged;
/// so are the `spoilt` ones.
[[nodiscard]] Facts extract_unit(clang::ASTContext& context, const SourceScope& scope, const UnitProblems& problems,
                                 const std::set<const clang::FunctionDecl*>& spoilt);

}  // namespace assay::checks
