#include "checks/engine/unit_problems.hpp"

#include <algorithm>

#include <clang/Basic/DiagnosticSema.h>

namespace assay::checks {
namespace {

/// Problems that are kept of one unit; more say nothing new.
constexpr std::size_t max_problems = 50;

}  // namespace

void UnitProblems::BeginSourceFile(const clang::LangOptions& options, const clang::Preprocessor*) {
  options_ = &options;
}

/// What is no fault of the code, and leaves Clang what it needs.
bool UnitProblems::is_harmless(unsigned id) const {
  namespace diag = clang::diag;
  // `Breaker(Config config = {})` with an inner struct of defaults: GCC and MSVC take it.
  if (id == diag::err_default_member_initializer_not_yet_parsed) return true;
  // An override of a base that was not given.
  return !missing_headers.empty() && (id == diag::err_function_marked_override_not_overriding ||
                                      id == diag::override_keyword_only_allowed_on_virtual_member_functions);
}

void UnitProblems::HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic) {
  DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
  if (level == clang::DiagnosticsEngine::Note && open_ && !muted_ && diagnostic.hasSourceManager()) {
    add_line(diagnostic.getLocation(), diagnostic.getSourceManager());
    return;
  }
  if (level < clang::DiagnosticsEngine::Error) return;
  open_ = false;
  if (is_harmless(diagnostic.getID())) return;
  ++errors_;
  if (muted_) return;
  llvm::SmallString<256> text;
  diagnostic.FormatDiagnostic(text);
  std::optional<Place> at;
  if (diagnostic.hasSourceManager()) {
    const auto& sources = diagnostic.getSourceManager();
    at = scope_.place(diagnostic.getLocation(), sources);
    open_ = !at;
    add_line(diagnostic.getLocation(), sources);
    if (options_ != nullptr) unknown.note(diagnostic, text.str().str(), *options_);
  }
  add({at.value_or(Place{unit_, 0, 0, ""}), text.str().str(), level == clang::DiagnosticsEngine::Fatal});
}

void UnitProblems::add_missing_header(const std::string& name, clang::SourceLocation at,
                                      const clang::SourceManager& sources) {
  if (std::ranges::find(missing_headers, name) != missing_headers.end()) return;
  missing_headers.push_back(name);
  add({scope_.place(at, sources).value_or(Place{unit_, 0, 0, ""}), "the header '" + name + "' is not here", false});
}

void UnitProblems::add(core::ParseProblem problem) {
  if (problems.size() < max_problems) problems.push_back(std::move(problem));
}

void UnitProblems::add_line(clang::SourceLocation at, const clang::SourceManager& sources) {
  if (const auto place = scope_.place(at, sources)) {
    lines_.emplace(place->file, place->line);
    open_ = false;
  }
}

std::optional<UnitProblems::Lines> UnitProblems::lines_of(clang::SourceRange range,
                                                          const clang::SourceManager& sources) const {
  const auto from = scope_.place(range.getBegin(), sources);
  const auto to = scope_.place(range.getEnd(), sources);
  if (!from || !to || from->file != to->file) return std::nullopt;
  return Lines{from->file, from->line, to->line};
}

bool UnitProblems::touches(clang::SourceRange range, const clang::SourceManager& sources) const {
  const auto lines = lines_.empty() ? std::nullopt : lines_of(range, sources);
  if (!lines) return false;
  const auto found = lines_.lower_bound({lines->file, lines->from});
  return found != lines_.end() && found->first == lines->file && found->second <= lines->to;
}

bool UnitProblems::touches(const clang::CXXRecordDecl& record) const {
  const auto& sources = record.getASTContext().getSourceManager();
  const auto lines = lines_.empty() ? std::nullopt : lines_of(record.getSourceRange(), sources);
  if (!lines) return false;
  std::vector<Lines> bodies;
  for (const auto* declaration : record.decls()) {
    const auto* pattern = llvm::dyn_cast<clang::FunctionTemplateDecl>(declaration);
    const auto* function = pattern != nullptr ? pattern->getTemplatedDecl() : llvm::dyn_cast<clang::FunctionDecl>(declaration);
    const bool apart = llvm::isa<clang::TagDecl>(declaration) || (function != nullptr && function->doesThisDeclarationHaveABody());
    if (!apart) continue;
    if (auto body = lines_of(declaration->getSourceRange(), sources)) bodies.push_back(std::move(*body));
  }
  for (auto line = lines_.lower_bound({lines->file, lines->from});
       line != lines_.end() && line->first == lines->file && line->second <= lines->to; ++line)
    if (std::ranges::none_of(bodies, [&](const Lines& body) { return body.from <= line->second && line->second <= body.to; }))
      return true;
  return false;
}

}  // namespace assay::checks
