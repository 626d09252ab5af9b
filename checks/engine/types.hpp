// Clang's types as the facts hold them.
#pragma once

#include <map>
#include <string>

#include "checks/engine/facts.hpp"

namespace clang {
class ASTContext;
class CXXRecordDecl;
class NamedDecl;
class QualType;
}  // namespace clang

namespace assay::checks {

class LockShapes;

/// Qualified name without inline and unnamed namespaces and without template arguments:
/// "std::chrono::steady_clock::now".
[[nodiscard]] std::string qualified_name(const clang::NamedDecl& declaration);

/// The last part of the qualified name: "now", "operator[]", the class's name for a constructor.
[[nodiscard]] std::string simple_name(const clang::NamedDecl& declaration);

/// Describes types, each once.
class Types {
 public:
  Types(const clang::ASTContext& context, LockShapes& shapes) : context_(context), shapes_(shapes) {}

  [[nodiscard]] Type of(clang::QualType type);

 private:
  void describe_number(clang::QualType type, Type& fact) const;
  void describe_class(const clang::CXXRecordDecl& record, Type& fact, unsigned depth);
  std::string name_of(clang::QualType type, unsigned depth);
  Type describe(clang::QualType type, unsigned depth);

  const clang::ASTContext& context_;
  LockShapes& shapes_;
  std::map<const void*, Type> known_;
};

}  // namespace assay::checks
