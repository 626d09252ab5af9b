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

/// More than any submission has, and what a walk over it may cost.
constexpr std::size_t max_files = 20'000;

std::multimap<std::string, std::filesystem::path> list_headers(const std::filesystem::path& root) {
  namespace fs = std::filesystem;
  std::multimap<std::string, fs::path> result;
  std::error_code error;
  std::size_t seen = 0;
  for (fs::recursive_directory_iterator entry(root, error), end; !error && entry != end && ++seen < max_files; entry.increment(error)) {
    if (!fs::is_regular_file(entry->symlink_status(error))) continue;
    const auto extension = entry->path().extension().string();
    if (extension.starts_with(".h") || extension == ".ipp" || extension == ".inl" || extension == ".tpp")
      result.emplace(entry->path().filename().string(), entry->path());
  }
  return result;
}

std::size_t common_tail(const std::filesystem::path& left, const std::filesystem::path& right) {
  const std::vector<std::string> a(left.begin(), left.end());
  const std::vector<std::string> b(right.begin(), right.end());
  const auto [one, other] = std::ranges::mismatch(a.rbegin(), a.rend(), b.rbegin(), b.rend());
  return static_cast<std::size_t>(one - a.rbegin());
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

std::optional<std::filesystem::path> SourceScope::find_header(const std::string& included) const {
  if (!headers_) headers_ = list_headers(root_);
  const auto wanted = std::filesystem::path(included).lexically_normal();
  const auto [begin, end] = headers_->equal_range(wanted.filename().string());
  std::optional<std::filesystem::path> result;
  std::size_t most = 0;
  for (auto entry = begin; entry != end; ++entry)
    if (const auto tail = common_tail(wanted, entry->second); tail > most) {
      most = tail;
      result = entry->second;
    }
  return result;
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
