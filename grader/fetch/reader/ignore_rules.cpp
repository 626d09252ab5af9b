#include "fetch/reader/ignore_rules.hpp"

#include <fstream>
#include <utility>

#include "fetch/manifest.hpp"
#include "fetch/name_rules.hpp"
#include "fetch/reader/index_paths.hpp"
#include "fetch/reader/objects.hpp"
#include "util/file.hpp"

namespace assay::fetch::reader {
namespace {

namespace fs = std::filesystem;

Attempt<void> lay(const fs::path& folder, const std::string& ignore_file) {
  std::error_code problem;
  fs::create_directories(folder, problem);
  if (problem) return core::fail_errno("making a folder for ignore rules", problem.value());
  std::ofstream file(folder / ".gitignore", std::ios::binary);
  file << ignore_file;
  file.close();
  if (!file) return core::fail(core::ErrorKind::infrastructure, "writing ignore rules");
  return {};
}

fs::path own_file(git_repository* repository, const char* name) { return fs::path(git_repository_path(repository)) / name; }

// The tracked files, and with a '/' at the end the folders that hold one.
Attempt<std::set<std::string>> tracked_paths(git_repository* repository) {
  constexpr core::Bytes largest{std::uint64_t{64} << 20};
  constexpr std::size_t most_bytes = std::size_t{64} << 20;
  const auto file = own_file(repository, "index");
  std::set<std::string> paths;
  std::error_code problem;
  if (!fs::exists(file, problem)) return paths;
  const auto content = util::read_file(file, largest);
  if (!content) return std::unexpected(content.error());
  const auto listed = read_index_paths(*content);
  if (!listed) return std::unexpected(listed.error());
  std::size_t bytes = 0;
  const auto add = [&](std::string path) {
    const std::size_t size = path.size();
    if (paths.insert(std::move(path)).second) bytes += size;
  };
  for (const auto& path : *listed) {
    for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) add(path.substr(0, slash + 1));
    add(path);
    if (bytes > most_bytes) return core::fail(core::ErrorKind::usage, "the repository's index lists too many folders");
  }
  return paths;
}

// The repository's own rules, which come with a submission as its `.gitignore` files do.
Attempt<IgnoreCost> cost_of_excludes(git_repository* repository) {
  constexpr core::Bytes largest{std::uint64_t{1} << 20};
  const fs::path file = own_file(repository, "info/exclude");
  IgnoreCost cost;
  std::error_code problem;
  if (!fs::exists(file, problem)) return cost;
  const auto content = util::read_file(file, largest);
  if (!content) return refuse("unsafe_ignore_file", "info/exclude: not a plain file of at most 1MiB");
  if (!cost.add_rules(*content)) return refuse("unsafe_ignore_file", "info/exclude: it holds a form feed or a vertical tab");
  return cost;
}

}  // namespace

Attempt<IgnoreRules> IgnoreRules::open(git_repository* repository, const fs::path& stand_in) {
  std::error_code problem;
  fs::create_directories(stand_in, problem);
  if (problem) return core::fail_errno("making a folder for ignore rules", problem.value());
  if (git_repository_set_workdir(repository, stand_in.c_str(), 0) != 0) return git_fault("opening the working folder");
  auto cost = cost_of_excludes(repository);
  if (!cost) return std::unexpected(cost.error());
  auto tracked = tracked_paths(repository);
  if (!tracked) return std::unexpected(tracked.error());
  IgnoreRules rules(repository, stand_in, std::move(*cost));
  rules.tracked_ = std::move(*tracked);
  return rules;
}

Attempt<std::vector<bool>> IgnoreRules::answer(const IgnoreQuestion& question) {
  if (question.ignore_file) {
    if (!cost_.add_rules(*question.ignore_file)) {
      return refuse("unsafe_ignore_file", printable(join(question.folder, ".gitignore")) + ": it holds a form feed or a vertical tab");
    }
    if (auto laid = lay(stand_in_ / question.folder, *question.ignore_file); !laid) return std::unexpected(laid.error());
  }
  std::vector<bool> answers;
  for (const auto& name : question.names) {
    const std::string path = join(question.folder, name);
    const bool tracked = tracked_.contains(path);
    if (!tracked && !cost_.allows(path)) {
      return refuse("unsafe_ignore_file", printable(path) + ": the ignore rules have too many * for paths like it");
    }
    int ignored = 0;
    if (!tracked && git_ignore_path_is_ignored(&ignored, repository_, path.c_str()) != 0) {
      return unreadable("applying the ignore rules to " + printable(path), -1);
    }
    answers.push_back(ignored != 0);
  }
  return answers;
}

}  // namespace assay::fetch::reader
