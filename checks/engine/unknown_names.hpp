#pragma once

#include <set>
#include <string>
#include <vector>

namespace clang {
class Diagnostic;
class LangOptions;
}  // namespace clang

namespace assay::checks {

/// A name that Clang did not know: the last of its parts; those before it are known.
struct UnknownName {
  std::vector<std::string> context;  ///< namespaces and classes, outermost first; empty where unqualified
  std::string name;
  bool is_type = false;              ///< Clang looked for a type
  bool is_declaration = false;       ///< it stands where a declaration should begin
  friend auto operator<=>(const UnknownName&, const UnknownName&) = default;
};

/// Reads unknown names out of Clang's errors.
class UnknownNames {
 public:
  /// `text`: the formatted message.
  void note(const clang::Diagnostic& diagnostic, const std::string& text, const clang::LangOptions& options);

  [[nodiscard]] const std::set<UnknownName>& names() const { return names_; }

 private:
  std::set<UnknownName> names_;
};

}  // namespace assay::checks
