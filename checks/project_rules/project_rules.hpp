// A lab author's own rules: matchers of Clang's that are to match something of the
// submission's, or nothing.
#pragma once

#include <span>
#include <vector>

#include "checks/engine/facts.hpp"
#include "core/error.hpp"
#include "core/project_rule.hpp"

namespace clang {
class ASTContext;
}

namespace assay::checks {

class SourceScope;

/// Of each rule, in their order, where its matcher matches.
using RuleMatches = std::vector<std::vector<Place>>;

/// A bad_lab error says which matcher is none, where it is written, and what is wrong.
[[nodiscard]] core::Result<void> check_matchers(std::span<const core::ProjectRule> rules);

/// What matches in the submission's own files, each place once, by place. Rules that are
/// wrong match nothing.
[[nodiscard]] RuleMatches find_matches(clang::ASTContext& context, const SourceScope& scope,
                                       std::span<const core::ProjectRule> rules);

/// Adds what another unit gave, and drops what a header gave twice.
void merge(RuleMatches& into, const RuleMatches& more);

/// `complete`: all of the submission could be read, so that what was not found is not there.
[[nodiscard]] core::Finding judge(const core::ProjectRule& rule, const std::vector<Place>& matches, bool complete);

}  // namespace assay::checks
