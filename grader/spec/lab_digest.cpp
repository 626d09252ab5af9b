#include "spec/lab_digest.hpp"

#include <set>
#include <system_error>
#include <vector>

#include "util/file.hpp"
#include "util/sha256.hpp"

namespace assay::spec {
namespace {

namespace fs = std::filesystem;

core::Error bad(const fs::path& path, const std::string& why) {
  return {core::ErrorKind::bad_lab, "the lab's digest: " + path.string() + ": " + why};
}

// The names of the files below `folder`, relative to `root`.
core::Result<void> list_files(const fs::path& root, const fs::path& folder, std::set<std::string>& names) {
  std::error_code problem;
  fs::recursive_directory_iterator entry(root / folder, problem);
  for (const fs::recursive_directory_iterator end; !problem && entry != end; entry.increment(problem)) {
    const auto type = entry->symlink_status(problem).type();
    if (problem) break;
    if (type == fs::file_type::directory) continue;
    if (type != fs::file_type::regular) return std::unexpected(bad(entry->path(), "expected a file or a folder"));
    names.insert(entry->path().lexically_relative(root).generic_string());
  }
  if (problem) return std::unexpected(bad(root / folder, problem.message()));
  return {};
}

}  // namespace

core::Result<std::string> lab_digest(const fs::path& folder) {
  std::set<std::string> names{"lab.toml", "rubric.toml"};
  if (fs::exists(fs::symlink_status(folder / "rules.toml"))) names.insert("rules.toml");
  std::vector<fs::path> parts{"contract", "judge"};
  // The reference is what speed is compared with.
  if (fs::is_directory(fs::symlink_status(folder / "submissions" / "reference"))) parts.emplace_back("submissions/reference");
  for (const auto& part : parts) {
    if (auto listed = list_files(folder, part, names); !listed) return std::unexpected(listed.error());
  }
  util::Sha256 hash;
  for (const auto& name : names) {
    const auto content = util::read_file(folder / name);
    if (!content) return std::unexpected(bad(folder / name, content.error().message));
    hash.add_field(name);
    hash.add_field(*content);
  }
  return hash.finish();
}

}  // namespace assay::spec
