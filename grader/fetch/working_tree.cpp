#include "fetch/working_tree.hpp"

#include <filesystem>
#include <set>
#include <system_error>

#include "fetch/name_rules.hpp"
#include "util/file.hpp"

namespace assay::fetch {
namespace {

// The tracked files, and with a '/' at the end the folders that hold one.
Attempt<std::set<std::string>> tracked_paths(git_repository* repository) {
  git_index* opened = nullptr;
  if (git_repository_index(&opened, repository) != 0) return git_fault("reading the repository's index", core::ErrorKind::usage);
  const Index index(opened);
  std::set<std::string> paths;
  for (std::size_t i = 0; i < git_index_entrycount(opened); ++i) {
    const std::string path = git_index_get_byindex(opened, i)->path;
    for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
      paths.insert(path.substr(0, slash + 1));
    }
    paths.insert(path);
  }
  return paths;
}

Attempt<bool> is_ignored(git_repository* repository, const std::string& path) {
  int ignored = 0;
  if (git_ignore_path_is_ignored(&ignored, repository, path.c_str()) != 0) {
    return git_fault("applying the ignore rules to " + printable(path));
  }
  return ignored != 0;
}

// The repository's own rules, which come with a submission as its `.gitignore` files do.
Attempt<IgnoreCost> cost_of_excludes(git_repository* repository) {
  constexpr core::Bytes largest{std::uint64_t{1} << 20};
  const std::filesystem::path file = std::filesystem::path(git_repository_path(repository)) / "info" / "exclude";
  IgnoreCost cost;
  std::error_code problem;
  if (!std::filesystem::exists(file, problem)) return cost;
  const auto content = util::read_file(file, largest);
  if (!content) return refuse("unsafe_ignore_file", "info/exclude: not a plain file of at most 1MiB");
  cost.add_rules(*content);
  return cost;
}

}  // namespace

Attempt<Listing> list_working_tree(git_repository* repository, const std::filesystem::path& folder, int root,
                                   const core::CheckoutLimits& limits, const std::stop_token& stop) {
  if (git_repository_set_workdir(repository, folder.c_str(), 0) != 0) return git_fault("opening " + folder.string());
  const auto tracked = tracked_paths(repository);
  if (!tracked) return std::unexpected(tracked.error());
  const auto leave_out = [&](const std::string& path) -> Attempt<bool> {
    if (tracked->contains(path)) return false;
    return is_ignored(repository, path);
  };
  const auto cost = cost_of_excludes(repository);
  if (!cost) return std::unexpected(cost.error());
  return list_folder(root, limits, leave_out, stop, *cost);
}

Attempt<bool> differs_from(git_repository* repository, const git_oid& tree, const std::vector<Entry>& entries,
                           const ReadEntry& read, const core::CheckoutLimits& limits, const std::stop_token& stop) {
  auto without_submodules = limits;
  without_submodules.submodules = false;
  const auto committed = list_tree(repository, tree, without_submodules, stop);
  if (!committed) {
    // A commit that may not be checked out cannot equal a folder that may.
    if (std::holds_alternative<core::Refusal>(committed.error())) return true;
    return std::unexpected(committed.error());
  }
  if (committed->entries.size() != entries.size()) return true;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    const auto& then = committed->entries[i];
    const auto& now = entries[i];
    if (then.path != now.path || then.kind != now.kind || then.size != now.size) return true;
    const auto content = read(now);
    if (!content) return std::unexpected(content.error());
    git_oid id{};
    if (git_odb_hash(&id, content->data(), content->size(), GIT_OBJECT_BLOB) != 0) {
      return git_fault("hashing " + printable(now.path));
    }
    if (to_string(id) != then.id) return true;
  }
  return false;
}

}  // namespace assay::fetch
