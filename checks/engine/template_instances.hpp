// Templates that nobody instantiates. A header-only library is nothing but such, and what
// is not instantiated has no meaning that could be read: it is instantiated here, with its
// default arguments or with types that stand in for any other.
#pragma once

#include <set>

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/source_scope.hpp"
#include "checks/engine/token_chains.hpp"
#include "checks/engine/unit_problems.hpp"

namespace clang {
class Sema;
}

namespace assay::checks {

/// Gives every own template, and every member of one, an instance. Returned are the
/// functions whose instance could not be made as a whole.
[[nodiscard]] std::set<const clang::FunctionDecl*> instantiate_templates(clang::Sema& sema, const SourceScope& scope,
                                                                         const OwnTokens& tokens, UnitProblems& problems);

}  // namespace assay::checks
