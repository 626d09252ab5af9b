#include "checks/engine/parse.hpp"

#include <llvm/Support/CrashRecoveryContext.h>

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/unit_extractor.hpp"

namespace assay::checks {
namespace {

/// Clang recurses over nested code; its own tools ask for 8 MiB a thread.
constexpr unsigned stack_size = 256U << 20;

/// Problems that are kept of one unit; more say nothing new.
constexpr std::size_t max_problems = 50;

class ProblemCollector : public clang::DiagnosticConsumer {
 public:
  ProblemCollector(const SourceScope& scope, std::string unit, std::vector<core::ParseProblem>& problems)
      : scope_(scope), unit_(std::move(unit)), problems_(problems) {}

  void HandleDiagnostic(clang::DiagnosticsEngine::Level level, const clang::Diagnostic& diagnostic) override {
    DiagnosticConsumer::HandleDiagnostic(level, diagnostic);
    if (level < clang::DiagnosticsEngine::Error || problems_.size() >= max_problems) return;
    llvm::SmallString<256> text;
    diagnostic.FormatDiagnostic(text);
    std::optional<Place> at;
    if (diagnostic.hasSourceManager())
      at = scope_.place(diagnostic.getLocation(), diagnostic.getSourceManager());
    problems_.push_back({at.value_or(Place{unit_, 0, 0, ""}), text.str().str(),
                         level == clang::DiagnosticsEngine::Fatal});
  }

 private:
  const SourceScope& scope_;
  std::string unit_;
  std::vector<core::ParseProblem>& problems_;
};

class Consumer : public clang::ASTConsumer {
 public:
  Consumer(const SourceScope& scope, Facts& facts) : scope_(scope), facts_(facts) {}
  void HandleTranslationUnit(clang::ASTContext& context) override { facts_ = extract_unit(context, scope_); }

 private:
  const SourceScope& scope_;
  Facts& facts_;
};

class Action : public clang::ASTFrontendAction {
 public:
  Action(const SourceScope& scope, Facts& facts) : scope_(scope), facts_(facts) {}

 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance&, llvm::StringRef) override {
    return std::make_unique<Consumer>(scope_, facts_);
  }

 private:
  const SourceScope& scope_;
  Facts& facts_;
};

/// The limits are Clang's defaults or below, so that a unit cannot raise them.
std::vector<std::string> command_line(const Unit& unit) {
  std::vector<std::string> result{"clang++", "-fsyntax-only", "-x", "c++"};
  result.insert(result.end(), unit.flags.begin(), unit.flags.end());
  for (const char* flag : {"-resource-dir", ASSAY_CLANG_RESOURCES, "-w", "-fno-caret-diagnostics", "-ferror-limit=50", "-fbracket-depth=256",
                           "-ftemplate-depth=512", "-fconstexpr-depth=512", "-fconstexpr-steps=1048576"})
    result.emplace_back(flag);
  result.push_back(unit.file.string());
  return result;
}

void run(const Unit& unit, const SourceScope& scope, const std::string& name, ParsedUnit& result) {
  ProblemCollector problems(scope, name, result.problems);
  llvm::IntrusiveRefCntPtr<clang::FileManager> files(new clang::FileManager(clang::FileSystemOptions{}));
  clang::tooling::ToolInvocation invocation(command_line(unit), std::make_unique<Action>(scope, result.facts),
                                            files.get());
  invocation.setDiagnosticConsumer(&problems);
  if (!invocation.run() && result.problems.empty())
    result.problems.push_back({Place{name, 0, 0, ""}, "Clang could not read this file", true});
}

}  // namespace

ParsedUnit parse_unit(const Unit& unit, const SourceScope& scope) {
  const auto name = scope.own_file(unit.file.string()).value_or(unit.file.filename().string());
  ParsedUnit result;
  llvm::CrashRecoveryContext::Enable();
  llvm::CrashRecoveryContext recovery;
  if (!recovery.RunSafelyOnThread([&] { run(unit, scope, name, result); }, stack_size)) {
    result.facts = {};
    result.facts.incomplete = true;
    result.problems.push_back({Place{name, 0, 0, ""}, "Clang crashed while it read this file", true});
  }
  return result;
}

}  // namespace assay::checks
