#include "checks/engine/clang_run.hpp"

#include <ctime>

#include <clang/Lex/PPCallbacks.h>
#include <clang/Sema/Sema.h>
#include <clang/Sema/SemaConsumer.h>
#include <clang/Sema/TemplateInstCallback.h>
#include <llvm/Support/CrashRecoveryContext.h>
#include <llvm/Support/VirtualFileSystem.h>

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/implicit_constructors.hpp"
#include "checks/engine/model_files.hpp"
#include "checks/engine/regular_files.hpp"
#include "checks/engine/stand_in_prelude.hpp"
#include "checks/engine/symbols.hpp"
#include "checks/engine/template_instances.hpp"
#include "checks/engine/unit_extractor.hpp"

namespace assay::checks {
namespace {

std::chrono::nanoseconds thread_time() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return std::chrono::seconds(now.tv_sec) + std::chrono::nanoseconds(now.tv_nsec);
}

/// Clang cannot be cancelled. It is left by the way of a crash, which leaks what it holds.
class Deadline {
 public:
  Deadline(std::chrono::nanoseconds limit, bool& late) : at_(thread_time() + limit), late_(late) {}
  void check() {
    if (++calls_ % 64 != 0 || thread_time() < at_) return;
    late_ = true;
    if (auto* context = llvm::CrashRecoveryContext::GetCurrent()) context->HandleExit(1);
  }

 private:
  std::chrono::nanoseconds at_;
  bool& late_;
  unsigned calls_ = 0;
};

class InstanceWatch : public clang::TemplateInstantiationCallback {
 public:
  explicit InstanceWatch(Deadline& deadline) : deadline_(deadline) {}
  void initialize(const clang::Sema&) override {}
  void finalize(const clang::Sema&) override {}
  void atTemplateBegin(const clang::Sema&, const clang::Sema::CodeSynthesisContext&) override { deadline_.check(); }
  void atTemplateEnd(const clang::Sema&, const clang::Sema::CodeSynthesisContext&) override {}

 private:
  Deadline& deadline_;
};

class Includes : public clang::PPCallbacks {
 public:
  Includes(UnitProblems& problems, const clang::SourceManager& sources, Deadline& deadline)
      : problems_(problems), sources_(sources), deadline_(deadline) {}

  bool FileNotFound(llvm::StringRef) override { return true; }
  void InclusionDirective(clang::SourceLocation hash, const clang::Token&, llvm::StringRef name, bool,
                          clang::CharSourceRange, clang::OptionalFileEntryRef file, llvm::StringRef, llvm::StringRef,
                          const clang::Module*, bool, clang::SrcMgr::CharacteristicKind) override {
    deadline_.check();
    if (!file) problems_.add_missing_header(name.str(), hash, sources_);
  }
  void MacroExpands(const clang::Token&, const clang::MacroDefinition&, clang::SourceRange, const clang::MacroArgs*) override {
    deadline_.check();
  }

 private:
  UnitProblems& problems_;
  const clang::SourceManager& sources_;
  Deadline& deadline_;
};

class Consumer : public clang::SemaConsumer {
 public:
  Consumer(const ClangInput& input, UnitProblems& problems, ClangOutput& output, Deadline& deadline)
      : input_(input), problems_(problems), output_(output), deadline_(deadline) {}

  void InitializeSema(clang::Sema& sema) override {
    sema_ = &sema;
    sema.TemplateInstCallbacks.push_back(std::make_unique<InstanceWatch>(deadline_));
  }
  void ForgetSema() override { sema_ = nullptr; }
  bool HandleTopLevelDecl(clang::DeclGroupRef) override {
    deadline_.check();
    return true;
  }
  /// The standard library's bodies tell nothing. Those of constant functions Clang reads all the same.
  bool shouldSkipFunctionBody(clang::Decl* declaration) override {
    const auto* function = declaration->getAsFunction();
    return function != nullptr && is_std(function);
  }
  void HandleTranslationUnit(clang::ASTContext& context) override {
    restrict_to_own(context, input_.scope);
    std::set<const clang::FunctionDecl*> spoilt;
    if (input_.instantiate && sema_ != nullptr && context.getLangOpts().CPlusPlus)
      spoilt = instantiate_templates(*sema_, input_.scope, input_.tokens, problems_);
    if (sema_ != nullptr && context.getLangOpts().CPlusPlus) {
      problems_.mute(true);
      define_implicit_constructors(*sema_);
      problems_.mute(false);
    }
    output_.facts = extract_unit(context, input_.scope, problems_, spoilt);
    output_.matches = find_matches(context, input_.scope, input_.rules);
  }

 private:
  const ClangInput& input_;
  UnitProblems& problems_;
  ClangOutput& output_;
  Deadline& deadline_;
  clang::Sema* sema_ = nullptr;
};

class Action : public clang::ASTFrontendAction {
 public:
  Action(const ClangInput& input, UnitProblems& problems, ClangOutput& output, Deadline& deadline)
      : input_(input), problems_(problems), output_(output), deadline_(deadline) {}

 protected:
  std::unique_ptr<clang::ASTConsumer> CreateASTConsumer(clang::CompilerInstance& compiler, llvm::StringRef) override {
    // A missing header would end Clang's interest in templates.
    compiler.getDiagnostics().setFatalsAsError(true);
    compiler.getLangOpts().SpellChecking = false;
    compiler.getFrontendOpts().SkipFunctionBodies = true;
    auto& preprocessor = compiler.getPreprocessor();
    preprocessor.addPPCallbacks(std::make_unique<Includes>(problems_, compiler.getSourceManager(), deadline_));
    return std::make_unique<Consumer>(input_, problems_, output_, deadline_);
  }

 private:
  const ClangInput& input_;
  UnitProblems& problems_;
  ClangOutput& output_;
  Deadline& deadline_;
};

bool is_c(const Unit& unit) { return unit.file.extension() == ".c"; }

/// The limits are Clang's defaults or below, so that a unit cannot raise them.
std::vector<std::string> command_line(const ClangInput& input) {
  const bool c = is_c(input.unit);
  std::vector<std::string> result{c ? "clang" : "clang++", "-fsyntax-only", "-x", c ? "c" : "c++"};
  if (c) result.emplace_back("-std=gnu11");
  for (const auto& flag : input.unit.flags)
    if (!c || !flag.starts_with("-std=") || flag.find("++") == std::string::npos) result.push_back(flag);
  for (const char* flag :
       {"-resource-dir", ASSAY_CLANG_RESOURCES, "-w", "-fno-caret-diagnostics", "-ferror-limit=0", "-fbracket-depth=256",
        "-ftemplate-depth=512", "-fconstexpr-depth=512", "-fconstexpr-steps=1048576", "-ftemplate-backtrace-limit=0",
        "-Wno-error=implicit-function-declaration", "-Wno-implicit-function-declaration", "-Wno-int-conversion",
        "-Wno-incompatible-function-pointer-types", "-Wno-non-pod-varargs", "-Wno-c++11-narrowing", "-Wno-implicit-int", "-Wno-reserved-user-defined-literal"})
    result.emplace_back(flag);
  result.insert(result.end(), {"-idirafter", std::string(virtual_folder) + "found", "-idirafter", std::string(virtual_folder) + "models"});
  if (!input.first.empty()) result.insert(result.end(), {"-include", input.first});
  result.push_back(input.unit.file.string());
  return result;
}

llvm::IntrusiveRefCntPtr<llvm::vfs::FileSystem> file_system(const ClangInput& input) {
  llvm::IntrusiveRefCntPtr virtual_files(new llvm::vfs::InMemoryFileSystem);
  for (const auto& model : model_files())
    virtual_files->addFileNoOwn(std::string(virtual_folder) + "models/" + std::string(model.path), 0,
                                llvm::MemoryBufferRef(llvm::StringRef(model.text), llvm::StringRef(model.path)));
  for (const auto& [path, text] : input.files)
    virtual_files->addFile(path, 0, llvm::MemoryBuffer::getMemBuffer(text, path));
  llvm::IntrusiveRefCntPtr result(new llvm::vfs::OverlayFileSystem(regular_files()));
  result->pushOverlay(virtual_files);
  return result;
}

}  // namespace

void run_clang(const ClangInput& input, const std::string& name, ClangOutput& output) {
  UnitProblems problems(input.scope, name);
  Deadline deadline(input.time_limit, output.late);
  const auto began = thread_time();
  llvm::IntrusiveRefCntPtr files(new clang::FileManager(clang::FileSystemOptions{}, file_system(input)));
  clang::tooling::ToolInvocation invocation(command_line(input), std::make_unique<Action>(input, problems, output, deadline),
                                            files.get());
  invocation.setDiagnosticConsumer(&problems);
  if (!invocation.run() && problems.problems.empty())
    problems.problems.push_back({Place{name, 0, 0, ""}, "Clang could not read this file", true});
  output.problems = std::move(problems.problems);
  output.missing_headers = std::move(problems.missing_headers);
  output.unknown = problems.unknown.names();
  output.errors = problems.errors();
  output.time = thread_time() - began;
}

}  // namespace assay::checks
