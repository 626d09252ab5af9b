#pragma once

#include "checks/engine/clang_headers.hpp"

namespace assay::checks {

/// Whether Clang could not make out a part of a function: its signature, an expression or a
/// declaration in its body.
[[nodiscard]] bool has_unreadable_part(const clang::FunctionDecl& function);

/// Whether a base or a field of a class could not be made out.
[[nodiscard]] bool has_unreadable_part(const clang::CXXRecordDecl& record);

}  // namespace assay::checks
