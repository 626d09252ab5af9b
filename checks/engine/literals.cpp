#include "checks/engine/literals.hpp"

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/symbols.hpp"
#include "checks/engine/types.hpp"

namespace assay::checks {
namespace {

/// Texts are keys, values, SQL: what is longer is data.
constexpr std::size_t max_text = 4'000;

/// Conversions around a literal: std::chrono::milliseconds(std::int64_t{5}).
constexpr unsigned max_conversions = 6;

std::string spelled(const llvm::APFloat& number) {
  llvm::SmallString<32> text;
  number.toString(text);
  return text.str().str();
}

/// `100ms`: the digits are the template's arguments.
std::optional<Literal> digits_of(const clang::UserDefinedLiteral& literal) {
  if (literal.getLiteralOperatorKind() != clang::UserDefinedLiteral::LOK_Template) return std::nullopt;
  const auto* callee = literal.getDirectCallee();
  const auto* arguments = callee == nullptr ? nullptr : callee->getTemplateSpecializationArgs();
  if (arguments == nullptr || arguments->size() == 0) return std::nullopt;
  std::string digits;
  const auto add = [&](const clang::TemplateArgument& argument) {
    if (argument.getKind() == clang::TemplateArgument::Integral)
      if (const char digit = static_cast<char>(argument.getAsIntegral().getExtValue()); digit != '\'') digits += digit;
  };
  for (const auto& argument : arguments->asArray())
    if (argument.getKind() == clang::TemplateArgument::Pack)
      for (const auto& element : argument.pack_elements()) add(element);
    else
      add(argument);
  return digits.empty() ? std::nullopt : std::optional<Literal>(digits);
}

/// What is worth evaluating: constants that are computed, not every expression of a function.
bool may_be_computed(const clang::Expr& expression) {
  if (const auto* call = llvm::dyn_cast<clang::CallExpr>(&expression)) {
    const auto* callee = call->getDirectCallee();
    return callee != nullptr && callee->isConstexpr() && call->getNumArgs() == 0 && !llvm::isa<clang::CXXMemberCallExpr>(call);
  }
  return llvm::isa<clang::BinaryOperator>(expression) || llvm::isa<clang::UnaryExprOrTypeTraitExpr>(expression) ||
         llvm::isa<clang::UnaryOperator>(expression) || llvm::isa<clang::ExplicitCastExpr>(expression);
}

std::optional<Literal> computed(const clang::Expr& expression, const clang::ASTContext& context) {
  if (expression.isValueDependent() || expression.isTypeDependent() || expression.containsErrors()) return std::nullopt;
  const auto type = expression.getType();
  if (type.isNull() || (!type->isIntegralOrEnumerationType() && !type->isFloatingType()) || !may_be_computed(expression))
    return std::nullopt;
  clang::Expr::EvalResult result;
  if (type->isFloatingType()) {
    llvm::APFloat number(0.0);
    if (!expression.EvaluateAsFloat(number, context)) return std::nullopt;
    return spelled(number);
  }
  if (!expression.EvaluateAsInt(result, context) || result.HasSideEffects) return std::nullopt;
  return llvm::toString(result.Val.getInt(), 10);
}

/// A constant of a constant of a constant; constants that are defined by each other end here.
constexpr unsigned max_constants = 8;

std::optional<Literal> constant(const clang::VarDecl& variable, unsigned depth);

std::optional<Literal> literal(const clang::Expr* expression, const clang::ASTContext& context, unsigned depth) {
  if (expression == nullptr || depth > max_constants) return std::nullopt;
  expression = stripped(expression);
  if (const auto* text = llvm::dyn_cast<clang::StringLiteral>(expression))
    return text->getCharByteWidth() == 1 && text->getByteLength() <= max_text ? std::optional<Literal>("\"" + text->getBytes().str())
                                                                              : std::nullopt;
  if (const auto* number = llvm::dyn_cast<clang::IntegerLiteral>(expression))
    return llvm::toString(number->getValue(), 10, number->getType()->isSignedIntegerType());
  if (const auto* number = llvm::dyn_cast<clang::FloatingLiteral>(expression)) return spelled(number->getValue());
  if (const auto* truth = llvm::dyn_cast<clang::CXXBoolLiteralExpr>(expression)) return truth->getValue() ? "true" : "false";
  if (const auto* letter = llvm::dyn_cast<clang::CharacterLiteral>(expression)) return std::to_string(letter->getValue());
  if (llvm::isa<clang::CXXNullPtrLiteralExpr>(expression) || llvm::isa<clang::GNUNullExpr>(expression)) return "nullptr";
  if (const auto* digits = llvm::dyn_cast<clang::UserDefinedLiteral>(expression)) {
    if (auto number = digits_of(*digits)) return number;
    return digits->getNumArgs() > 0 ? literal(digits->getArg(0), context, depth + 1) : std::nullopt;
  }
  if (const auto* reference = llvm::dyn_cast<clang::DeclRefExpr>(expression)) {
    if (const auto* constant = llvm::dyn_cast<clang::EnumConstantDecl>(reference->getDecl()))
      return "#" + qualified_name(*constant) + "=" + llvm::toString(constant->getInitVal(), 10);
    if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(reference->getDecl())) return constant(*variable, depth + 1);
    return std::nullopt;
  }
  return computed(*expression, context);
}

std::optional<Literal> within(const clang::Expr* expression, const clang::ASTContext& context, unsigned depth) {
  for (unsigned i = 0; expression != nullptr && i < max_conversions; ++i) {
    if (auto found = literal(expression, context, depth)) return found;
    expression = stripped(expression);
    if (const auto* construction = llvm::dyn_cast<clang::CXXConstructExpr>(expression)) {
      unsigned given = 0;
      for (const auto* argument : construction->arguments()) given += llvm::isa<clang::CXXDefaultArgExpr>(argument) ? 0 : 1;
      expression = given == 1 ? construction->getArg(0) : nullptr;
    } else if (const auto* cast = llvm::dyn_cast<clang::CastExpr>(expression)) {
      expression = cast->getSubExpr();
    } else if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(expression)) {
      expression = list->getNumInits() == 1 ? list->getInit(0) : nullptr;
    } else if (const auto* standard = llvm::dyn_cast<clang::CXXDefaultInitExpr>(expression)) {
      expression = standard->getExpr();
    } else {
      return std::nullopt;
    }
  }
  return std::nullopt;
}

std::optional<Literal> constant(const clang::VarDecl& variable, unsigned depth) {
  if (!variable.isConstexpr() && !variable.getType().isConstQualified() &&
      !(variable.getType()->isPointerType() && variable.hasGlobalStorage() && variable.getType()->getPointeeType().isConstQualified()))
    return std::nullopt;
  const clang::VarDecl* definition = nullptr;
  const auto* initial = variable.getAnyInitializer(definition);
  if (initial == nullptr || initial->isValueDependent()) return std::nullopt;
  const auto value = within(initial, variable.getASTContext(), depth);
  if (!value) return std::nullopt;
  if (text_of(*value) || value->starts_with('#')) return value;
  return "#" + qualified_name(variable) + "=" + *value;
}

}  // namespace

std::optional<Literal> literal_of(const clang::Expr* expression, const clang::ASTContext& context) {
  return literal(expression, context, 0);
}

std::optional<Literal> literal_within(const clang::Expr* expression, const clang::ASTContext& context) {
  return within(expression, context, 0);
}

std::optional<Literal> literal_of_constant(const clang::VarDecl& variable) { return constant(variable, 0); }

std::vector<Literal> elements_of_constant(const clang::VarDecl& variable) {
  constexpr std::size_t max_elements = 64;
  std::vector<Literal> result;
  if (!variable.isConstexpr() && !variable.getType().isConstQualified()) return result;
  const clang::VarDecl* definition = nullptr;
  const auto* initial = variable.getAnyInitializer(definition);
  std::vector<const clang::Stmt*> open{initial == nullptr ? nullptr : llvm::dyn_cast<clang::InitListExpr>(stripped(initial))};
  while (!open.empty() && result.size() < max_elements) {
    const auto* at = open.back();
    open.pop_back();
    if (at == nullptr) continue;
    const auto* element = llvm::dyn_cast<clang::Expr>(at);
    if (const auto* list = llvm::dyn_cast<clang::InitListExpr>(at)) {
      if (list->getNumInits() > max_elements) return {};
      for (const auto* child : list->inits()) open.push_back(child);
    } else if (element != nullptr && !element->isValueDependent()) {
      if (auto number = literal_within(element, variable.getASTContext())) result.push_back(std::move(*number));
    }
  }
  return result;
}

}  // namespace assay::checks
