#include "fetch/reader/ignore_rules.hpp"

#include <fstream>
#include <iterator>
#include <utility>

#include "fetch/manifest.hpp"
#include "fetch/name_rules.hpp"
#include "fetch/reader/objects.hpp"

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

// The repository's own rules, which come with a submission as its `.gitignore` files do.
Attempt<IgnoreCost> cost_of_excludes(git_repository* repository) {
  constexpr core::Bytes largest{std::uint64_t{1} << 20};
  const fs::path file = fs::path(git_repository_path(repository)) / "info" / "exclude";
  IgnoreCost cost;
  std::error_code problem;
  if (!fs::exists(file, problem)) return cost;
  if (!fs::is_regular_file(fs::symlink_status(file, problem)) || fs::file_size(file, problem) > largest.count) {
    return refuse("unsafe_ignore_file", "info/exclude: not a plain file of at most 1MiB");
  }
  std::ifstream content(file, std::ios::binary);
  const std::string rules(std::istreambuf_iterator<char>(content), {});
  if (content.bad()) return core::fail(core::ErrorKind::infrastructure, "reading info/exclude");
  if (!cost.add_rules(rules)) return refuse("unsafe_ignore_file", "info/exclude: it holds a form feed or a vertical tab");
  return cost;
}

}  // namespace

Attempt<IgnoreRules> IgnoreRules::open(git_repository* repository, const fs::path& stand_in) {
  std::error_code problem;
  fs::create_directories(stand_in, problem);
  if (problem) return core::fail_errno("making a folder for ignore rules", problem.value());
  if (git_repository_set_workdir(repository, stand_in.c_str(), 0) != 0) return git_fault("opening the working folder");
  git_index* opened = nullptr;
  if (git_repository_index(&opened, repository) != 0) {
    return git_fault("reading the repository's index", core::ErrorKind::usage);
  }
  const Index index(opened);
  auto cost = cost_of_excludes(repository);
  if (!cost) return std::unexpected(cost.error());
  IgnoreRules rules(repository, stand_in, std::move(*cost));
  for (std::size_t i = 0; i < git_index_entrycount(opened); ++i) {
    const std::string path = git_index_get_byindex(opened, i)->path;
    for (auto slash = path.find('/'); slash != path.npos; slash = path.find('/', slash + 1)) {
      rules.tracked_.insert(path.substr(0, slash + 1));
    }
    rules.tracked_.insert(path);
  }
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
