#include "quality/transform/statements.hpp"


#include <clang/AST/ExprCXX.h>
#include <clang/AST/StmtCXX.h>

namespace assay::quality {
namespace {

class ThisAdder : public clang::RecursiveASTVisitor<ThisAdder> {
 public:
  ThisAdder(const ParsedSource& source, std::vector<Edit>& edits) : source_(source), edits_(edits) {}

  bool VisitMemberExpr(clang::MemberExpr* member) {
    const auto* base = llvm::dyn_cast<clang::CXXThisExpr>(member->getBase()->IgnoreImpCasts());
    if (base == nullptr || !base->isImplicit() || member->hasExplicitTemplateArgs() || member->hasQualifier()) return true;
    const auto* parent = llvm::dyn_cast<clang::CXXRecordDecl>(member->getMemberDecl()->getDeclContext());
    if (parent == nullptr || parent->isAnonymousStructOrUnion()) return true;
    if (const auto at = source_.span(member->getMemberLoc())) edits_.push_back({at->file, at->begin, 0, "this->", 5});
    return true;
  }

 private:
  const ParsedSource& source_;
  std::vector<Edit>& edits_;
};

bool is_plain(const clang::IfStmt& statement) {
  return !statement.isConstexpr() && !statement.isConsteval() && !statement.hasVarStorage() && !statement.hasInitStorage();
}

bool ends_function(const clang::Stmt* statement) {
  if (const auto* block = llvm::dyn_cast_or_null<clang::CompoundStmt>(statement))
    statement = block->size() == 1 ? block->body_front() : nullptr;
  return llvm::isa_and_nonnull<clang::ReturnStmt>(statement);
}

/// An if whose nested form is left to nest_early_returns.
bool is_early_return(const clang::IfStmt& statement) {
  return is_plain(statement) && statement.getElse() == nullptr && ends_function(statement.getThen());
}

class Negator : public clang::RecursiveASTVisitor<Negator> {
 public:
  Negator(const ParsedSource& source, std::vector<Edit>& edits) : source_(source), edits_(edits) {}

  bool VisitIfStmt(clang::IfStmt* statement) {
    const auto condition = source_.span(statement->getCond()->getSourceRange());
    const auto then = source_.span(statement->getThen()->getSourceRange());
    if (!is_plain(*statement) || is_early_return(*statement) || !condition || !then) return true;
    if (statement->getElse() == nullptr) {
      negate(*condition);
      edits_.push_back({then->file, then->begin, 0, "{ } else ", 0});
      return true;
    }
    const auto other = source_.span(statement->getElse()->getSourceRange());
    const bool blocks = llvm::isa<clang::CompoundStmt>(statement->getThen()) && llvm::isa<clang::CompoundStmt>(statement->getElse());
    // What is moved cannot be changed inside as well, so that only small ones are.
    if (!other || !blocks || contains_if(*statement->getThen()) || contains_if(*statement->getElse())) return true;
    negate(*condition);
    edits_.push_back({then->file, then->begin, other->end - then->begin,
                      source_.text(*other) + " else " + source_.text(*then), 0});
    return true;
  }

 private:
  void negate(const Span& condition) {
    edits_.push_back({condition.file, condition.begin, 0, "!(", 0});
    edits_.push_back({condition.file, condition.end, 0, ")", 9});
  }

  static bool contains_if(const clang::Stmt& statement) {
    for (const auto* child : statement.children())
      if (child != nullptr && (llvm::isa<clang::IfStmt>(child) || contains_if(*child))) return true;
    return false;
  }

  const ParsedSource& source_;
  std::vector<Edit>& edits_;
};

class Nester : public clang::RecursiveASTVisitor<Nester> {
 public:
  Nester(const ParsedSource& source, std::vector<Edit>& edits) : source_(source), edits_(edits) {}

  bool VisitFunctionDecl(clang::FunctionDecl* function) {
    if (function->doesThisDeclarationHaveABody())
      if (const auto* body = llvm::dyn_cast<clang::CompoundStmt>(function->getBody())) nest(*body);
    return true;
  }

 private:
  void nest(const clang::CompoundStmt& body) {
    const auto whole = source_.span(body.getSourceRange());
    if (!whole) return;
    std::string closing;
    for (const auto* statement : body.body()) {
      // A label or a case would be moved into the block.
      if (llvm::isa<clang::LabelStmt, clang::SwitchCase>(statement)) return;
      const auto* early = llvm::dyn_cast<clang::IfStmt>(statement);
      if (early == nullptr || early == body.body_back() || !is_early_return(*early)) continue;
      const auto at = source_.span(early->getSourceRange());
      if (!at) continue;
      // A statement's range ends before its semicolon.
      auto end = at->end;
      if (!llvm::isa<clang::CompoundStmt>(early->getThen())) {
        const auto semicolon = source_.find({at->file, at->end, whole->end}, ";");
        if (!semicolon) continue;
        end = *semicolon + 1;
      }
      edits_.push_back({at->file, end, 0, " else { ", 0});
      closing += " }";
    }
    if (!closing.empty()) edits_.push_back({whole->file, whole->end - 1, 0, closing, 0});
  }

  const ParsedSource& source_;
  std::vector<Edit>& edits_;
};

}  // namespace

void add_this(const ParsedSource& source, std::vector<Edit>& edits) { ThisAdder(source, edits).TraverseAST(source.context()); }

void negate_conditions(const ParsedSource& source, std::vector<Edit>& edits) {
  Negator(source, edits).TraverseAST(source.context());
}

void nest_early_returns(const ParsedSource& source, std::vector<Edit>& edits) {
  Nester(source, edits).TraverseAST(source.context());
}

}  // namespace assay::quality
