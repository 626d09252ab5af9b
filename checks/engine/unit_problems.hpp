#pragma once

#include <set>
#include <string>
#include <utility>
#include <vector>

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/facts.hpp"
#include "checks/engine/source_scope.hpp"
#include "checks/engine/unknown_names.hpp"

namespace assay::checks {

/// What Clang said of a unit: the problems, the own lines that they concern, and the names
/// that it did not know.
class UnitProblems : public clang::DiagnosticConsumer {
 public:
  UnitProblems(const SourceScope& scope, std::string unit) : scope_(scope), unit_(std::move(unit)) {}

  void BeginSourceFile(const clang::LangOptions& options, const clang::Preprocessor* preprocessor) override;
  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic) override;

  /// Says that a header is not there; told once.
  void add_missing_header(const std::string& name, clang::SourceLocation at, const clang::SourceManager& sources);

  /// While muted, errors are only counted: they concern code that the engine made.
  void mute(bool on) { muted_ = on; }
  [[nodiscard]] unsigned errors() const { return errors_; }

  /// Whether an error lies within the lines of a range of an own file.
  [[nodiscard]] bool touches(clang::SourceRange range, const clang::SourceManager& sources) const;

  /// The same for a class, what lies within its functions left out.
  [[nodiscard]] bool touches(const clang::CXXRecordDecl& record) const;

  std::vector<core::ParseProblem> problems;
  std::vector<std::string> missing_headers;
  UnknownNames unknown;

 private:
  void add(core::ParseProblem problem);
  void add_line(clang::SourceLocation at, const clang::SourceManager& sources);
  struct Lines {
    std::string file;
    unsigned from = 0, to = 0;
  };
  [[nodiscard]] std::optional<Lines> lines_of(clang::SourceRange range, const clang::SourceManager& sources) const;
  [[nodiscard]] bool is_harmless(unsigned id) const;

  const SourceScope& scope_;
  std::string unit_;
  const clang::LangOptions* options_ = nullptr;
  std::set<std::pair<std::string, unsigned>> lines_;
  bool open_ = false;   ///< the last error lies in foreign code, a note may say whence it came
  bool muted_ = false;
  unsigned errors_ = 0;
};

}  // namespace assay::checks
