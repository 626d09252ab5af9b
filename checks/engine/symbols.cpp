#include "checks/engine/symbols.hpp"

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/stand_in_prelude.hpp"

namespace assay::checks {
namespace {

bool needs_place(const clang::Decl& declaration) {
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&declaration))
    if (method->getParent()->isLambda()) return true;
  return declaration.getParentFunctionOrMethod() != nullptr;
}

}  // namespace

std::string symbol_of(const clang::Decl& declaration) {
  llvm::SmallString<128> usr;
  const bool has_none = clang::index::generateUSRForDecl(&declaration, usr);
  std::string result = usr.str().str();
  if (!has_none && !needs_place(declaration)) return result;
  const auto& sources = declaration.getASTContext().getSourceManager();
  const auto at = sources.getFileLoc(declaration.getLocation());
  result += "@" + sources.getFilename(at).str() + ":" + std::to_string(sources.getFileOffset(at));
  for (const auto* outer = declaration.getParentFunctionOrMethod(); outer != nullptr;
       outer = outer->getParent()) {
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(outer);
    if (function == nullptr) continue;
    llvm::SmallString<128> outer_usr;
    clang::index::generateUSRForDecl(function, outer_usr);
    result += "@" + outer_usr.str().str();
  }
  return result;
}

std::string display_name(const clang::NamedDecl& declaration) {
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(&declaration)) {
    if (method->getParent()->isLambda()) return "a lambda";
    return method->getParent()->getNameAsString() + "::" + method->getNameAsString();
  }
  return declaration.getNameAsString();
}

const clang::CXXRecordDecl* record_of(clang::QualType type) {
  if (type.isNull()) return nullptr;
  return type.getNonReferenceType().getCanonicalType()->getAsCXXRecordDecl();
}

bool is_std(const clang::NamedDecl* declaration) {
  if (declaration == nullptr) return false;
  for (const auto* outer = declaration->getDeclContext(); outer != nullptr; outer = outer->getParent())
    if (outer->isStdNamespace()) return true;
  return false;
}

bool is_std(const clang::NamedDecl* declaration, const char* name) {
  return is_std(declaration) && declaration->getDeclName().isIdentifier() &&
         declaration->getName() == name;
}

const clang::Expr* stripped(const clang::Expr* expression) {
  for (const clang::Expr* before = nullptr; expression != before;) {
    before = expression;
    expression = expression->IgnoreParenImpCasts();
    if (const auto* cleanups = llvm::dyn_cast<clang::ExprWithCleanups>(expression))
      expression = cleanups->getSubExpr();
    else if (const auto* kept = llvm::dyn_cast<clang::MaterializeTemporaryExpr>(expression))
      expression = kept->getSubExpr();
    else if (const auto* bound = llvm::dyn_cast<clang::CXXBindTemporaryExpr>(expression))
      expression = bound->getSubExpr();
  }
  return expression;
}

bool is_stand_in(const clang::Decl* declaration) {
  if (declaration == nullptr) return false;
  const auto& sources = declaration->getASTContext().getSourceManager();
  return sources.getFilename(sources.getFileLoc(declaration->getLocation())) == stand_in_file;
}

bool is_any_stand_in(const clang::CXXRecordDecl& record) {
  const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(record.getDeclContext());
  return space != nullptr && space->getName() == "assay_unknown" && record.getName() == "any_of";
}

}  // namespace assay::checks
