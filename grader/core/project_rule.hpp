#pragma once

#include <map>
#include <string>

namespace assay::core {

/// A lab author's own rule, told by a matcher of Clang's (rules.toml).
struct ProjectRule {
  std::string id;            ///< of its finding: "rule:" and this
  std::string message;       ///< what a student reads where it is violated
  std::string page;          ///< what to read: "README.md#errors"; may be empty
  std::string matcher;       ///< "cxxThrowExpr()"
  std::string place;         ///< where the matcher is written: "rules.toml:4:11"
  bool must_be_there = false;  ///< there is to be a match; else there is to be none

  [[nodiscard]] std::string check() const { return "rule:" + id; }
};

/// The options of checks, by the check's id and the option's name.
using CheckOptions = std::map<std::string, std::map<std::string, std::string, std::less<>>>;

}  // namespace assay::core
