// Reads classes, enumerations and their fields into facts.
#pragma once

#include "checks/engine/function_extractor.hpp"

namespace clang {
class CXXRecordDecl;
class EnumDecl;
class FunctionDecl;
class ParmVarDecl;
}  // namespace clang

namespace assay::checks {

/// Adds a class that is written in the submission, and a storage for each of its fields.
void extract_class(const clang::CXXRecordDecl& record, UnitContext& unit, Facts& facts);
void extract_enumeration(const clang::EnumDecl& enumeration, UnitContext& unit, Facts& facts);

/// What is known of a field or variable that outlives a call.
[[nodiscard]] Storage describe_storage(const clang::ValueDecl& declaration, UnitContext& unit);

[[nodiscard]] Parameter describe_parameter(const clang::ParmVarDecl& parameter, UnitContext& unit);

/// Where a member is named from.
[[nodiscard]] Access access_of(const clang::Decl& member);

}  // namespace assay::checks
