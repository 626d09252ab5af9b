#include "checks/engine/implicit_constructors.hpp"

#include "checks/engine/clang_headers.hpp"

#include <clang/Sema/Sema.h>

namespace assay::checks {
namespace {

class Classes : public clang::RecursiveASTVisitor<Classes> {
 public:
  bool shouldVisitTemplateInstantiations() const { return true; }
  bool VisitCXXRecordDecl(clang::CXXRecordDecl* record) {
    if (record->isThisDeclarationADefinition() && !record->isDependentContext() && !record->isLambda() &&
        !record->isInvalidDecl() && record->hasInClassInitializer())
      found.push_back(record);
    return true;
  }
  std::vector<clang::CXXRecordDecl*> found;
};

}  // namespace

void define_implicit_constructors(clang::Sema& sema) {
  Classes classes;
  classes.TraverseAST(sema.getASTContext());
  for (auto* record : classes.found) {
    sema.ForceDeclarationOfImplicitMembers(record);
    for (auto* constructor : record->ctors())
      if (constructor->isDefaultConstructor() && constructor->isDefaulted() && !constructor->isDeleted() &&
          !constructor->doesThisDeclarationHaveABody() && !constructor->isInvalidDecl())
        sema.DefineImplicitDefaultConstructor(record->getLocation(), constructor);
  }
}

}  // namespace assay::checks
