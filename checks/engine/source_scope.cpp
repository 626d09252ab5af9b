#include "checks/engine/source_scope.hpp"

#include <algorithm>

#include "checks/engine/clang_headers.hpp"

namespace assay::checks {
namespace {

std::filesystem::path resolved(const std::filesystem::path& path) {
  std::error_code ignored;  // a path that cannot be resolved is compared as it was written
  auto full = std::filesystem::weakly_canonical(path, ignored);
  return ignored ? path.lexically_normal() : full;
}

bool is_within(const std::filesystem::path& path, const std::filesystem::path& folder) {
  return std::ranges::mismatch(folder, path).in1 == folder.end();
}

}  // namespace

SourceScope::SourceScope(std::filesystem::path root, std::vector<std::filesystem::path> excluded)
    : root_(resolved(root)) {
  for (const auto& folder : excluded) excluded_.push_back(resolved(folder));
}

std::optional<std::string> SourceScope::own_file(const std::string& path) const {
  const auto known = known_.find(path);
  if (known != known_.end()) return known->second;
  auto& entry = known_[path];
  const auto full = resolved(path);
  if (!is_within(full, root_)) return entry;
  for (const auto& folder : excluded_)
    if (is_within(full, folder)) return entry;
  entry = full.lexically_relative(root_).generic_string();
  return entry;
}

std::optional<Place> SourceScope::place(clang::SourceLocation location,
                                        const clang::SourceManager& sources) const {
  if (location.isInvalid()) return std::nullopt;
  const auto in_file = sources.getFileLoc(location);
  const auto entry = sources.getFileEntryRefForID(sources.getFileID(in_file));
  if (!entry) return std::nullopt;
  const auto file = own_file(entry->getName().str());
  if (!file) return std::nullopt;
  return Place{*file, sources.getSpellingLineNumber(in_file),
               sources.getSpellingColumnNumber(in_file), ""};
}

}  // namespace assay::checks
