#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "checks/engine/facts.hpp"

namespace clang {
class Decl;
class SourceLocation;
class SourceManager;
}  // namespace clang

namespace assay::checks {

/// Which files are the submission's own: those under its root, less the excluded folders.
class SourceScope {
 public:
  SourceScope(std::filesystem::path root, std::vector<std::filesystem::path> excluded);

  /// The path relative to the root, for a file of the submission's own.
  [[nodiscard]] std::optional<std::string> own_file(const std::string& path) const;

  /// A header of the submission whose path ends most like the one that is included.
  [[nodiscard]] std::optional<std::filesystem::path> find_header(const std::string& included) const;

  /// Where a declaration or an expression stands; a macro's use, not its definition.
  /// Nothing outside the submission's own files.
  [[nodiscard]] std::optional<Place> place(clang::SourceLocation location,
                                           const clang::SourceManager& sources) const;

 private:
  std::filesystem::path root_;
  std::vector<std::filesystem::path> excluded_;
  mutable std::map<std::string, std::optional<std::string>> known_;
  mutable std::optional<std::multimap<std::string, std::filesystem::path>> headers_;  ///< by file name
};

}  // namespace assay::checks
