#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>

#include "checks/registry/findings.hpp"
#include "checks/registry/health.hpp"
#include "checks/roles/flow.hpp"
#include "checks/roles/role_set.hpp"
#include "core/finding.hpp"

namespace assay::checks {

/// A check's options by key, as the lab gave them.
using Options = std::map<std::string, std::string, std::less<>>;

/// What a rule reads. It is worked out once for all rules.
struct RuleInput {
  const Flow& flow;
  const RoleSet& roles;
  Health health;
  const Options& options;
};

using Rule = core::Finding (*)(const RuleInput&);

/// What an option's value has to be.
enum class OptionKind { whole_number, flag, text };

/// An option of a check, as `[checks.<id>]` of a lab.toml gives it.
struct Option {
  std::string_view name;
  OptionKind kind = OptionKind::text;
  std::string_view fallback;  ///< the value where the lab gives none, in Options' form: "5", "true"
  std::string_view sentence;  ///< what it does, as the page's Options have it
};

/// A check, as its family's table names it.
struct Check {
  std::string_view id;     ///< "cb-clock": checks/circuit_breaker/cb_clock.{hpp,cpp,md}
  std::string_view title;  ///< the property in one sentence, as the page's first line has it
  Rule rule;
  std::span<const Option> options = {};  ///< of static lifetime
};

}  // namespace assay::checks
