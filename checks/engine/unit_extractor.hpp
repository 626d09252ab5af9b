#pragma once

#include "checks/engine/facts.hpp"
#include "checks/engine/source_scope.hpp"

namespace clang {
class ASTContext;
}

namespace assay::checks {

/// The facts of one translation unit: of every function with a body, lambda and instance
/// of a template that is written in the submission's own files. Nothing else is traversed.
[[nodiscard]] Facts extract_unit(clang::ASTContext& context, const SourceScope& scope);

}  // namespace assay::checks
