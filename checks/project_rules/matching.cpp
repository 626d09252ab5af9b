#include <clang/ASTMatchers/ASTMatchFinder.h>
#include <clang/ASTMatchers/Dynamic/Diagnostics.h>
#include <clang/ASTMatchers/Dynamic/Parser.h>

#include "checks/engine/clang_headers.hpp"
#include "checks/engine/source_scope.hpp"
#include "checks/project_rules/project_rules.hpp"

namespace assay::checks {
namespace {

namespace matchers = clang::ast_matchers;

constexpr const char* bound_name = "assay-match";

core::Result<matchers::internal::DynTypedMatcher> parse(const core::ProjectRule& rule) {
  matchers::dynamic::Diagnostics problems;
  llvm::StringRef text(rule.matcher);
  const auto wrong = [&](const std::string& why) {
    return core::fail(core::ErrorKind::bad_lab, rule.place + ": [[rule]] matcher: " + why);
  };
  const auto matcher = matchers::dynamic::Parser::parseMatcherExpression(text, nullptr, nullptr, &problems);
  if (!matcher) return wrong(problems.toStringFull());
  if (!llvm::StringRef(text).trim().empty()) return wrong("there is more behind the matcher: " + text.str());
  const auto bound = matcher->tryBind(bound_name);
  if (!bound) return wrong("this matcher cannot stand by itself");
  return *bound;
}

class Recorder : public matchers::MatchFinder::MatchCallback {
 public:
  Recorder(const SourceScope& scope, std::vector<Place>& places) : scope_(scope), places_(places) {}

  void run(const matchers::MatchFinder::MatchResult& result) override {
    const auto node = result.Nodes.getMap().find(bound_name);
    if (node == result.Nodes.getMap().end()) return;
    const auto place = scope_.place(node->second.getSourceRange().getBegin(), *result.SourceManager);
    if (place && places_.size() < most) places_.push_back(*place);
  }

 private:
  static constexpr std::size_t most = 1'000;
  const SourceScope& scope_;
  std::vector<Place>& places_;
};

}  // namespace

core::Result<void> check_matchers(std::span<const core::ProjectRule> rules) {
  for (const auto& rule : rules)
    if (const auto matcher = parse(rule); !matcher) return std::unexpected(matcher.error());
  return {};
}

RuleMatches find_matches(clang::ASTContext& context, const SourceScope& scope, std::span<const core::ProjectRule> rules) {
  RuleMatches result(rules.size());
  if (rules.empty()) return result;
  matchers::MatchFinder finder;
  std::vector<std::unique_ptr<Recorder>> recorders;
  for (std::size_t i = 0; i < rules.size(); ++i) {
    const auto matcher = parse(rules[i]);
    if (!matcher) continue;
    recorders.push_back(std::make_unique<Recorder>(scope, result[i]));
    finder.addDynamicMatcher(*matcher, recorders.back().get());
  }
  finder.matchAST(context);
  return result;
}

}  // namespace assay::checks
