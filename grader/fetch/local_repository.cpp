#include "fetch/local_repository.hpp"

#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

#include <array>
#include <optional>
#include <string_view>
#include <system_error>
#include <vector>

#include "fetch/name_rules.hpp"

namespace assay::fetch {
namespace {

namespace fs = std::filesystem;

constexpr std::array<std::string_view, 5> files_read{"HEAD", "packed-refs", "index", "info/exclude", "info/attributes"};
constexpr std::array<std::string_view, 3> folders_read{"objects", "refs", "info"};
// They name other folders, whose content is not the submission's.
constexpr std::array<std::string_view, 3> leading_elsewhere{
    "commondir", "objects/info/alternates", "objects/info/http-alternates"};
constexpr std::uintmax_t largest_file = std::uintmax_t{64} << 20;  // of those that libgit2 reads whole
constexpr std::uint64_t most_files = 2'000'000;
constexpr int most_symbolic_references = 5;  // git's SYMREF_MAXDEPTH

std::unexpected<core::Error> unusable(const fs::path& path, const std::string& why) {
  return core::fail(core::ErrorKind::usage, path.string() + " " + why + ": name a full clone of the repository");
}

Attempt<void> check_file(const fs::path& path) {
  std::error_code problem;
  const auto status = fs::symlink_status(path, problem);
  if (status.type() == fs::file_type::not_found) return {};
  if (status.type() != fs::file_type::regular) return unusable(path, "is not a plain file");
  const auto size = fs::file_size(path, problem);
  if (problem) return core::fail_errno("looking at " + path.string(), problem.value());
  if (size > largest_file) return unusable(path, "is larger than 64MiB");
  return {};
}

Attempt<void> check_folder(const fs::path& folder, const std::stop_token& stop) {
  std::error_code problem;
  const auto status = fs::symlink_status(folder, problem);
  if (status.type() == fs::file_type::not_found) return {};
  if (status.type() != fs::file_type::directory) return unusable(folder, "is not a plain folder");
  std::uint64_t count = 0;
  fs::recursive_directory_iterator entry(folder, problem);
  for (; !problem && entry != fs::recursive_directory_iterator(); entry.increment(problem)) {
    if (auto running = unless_stopped(stop); !running) return running;
    const auto type = entry->symlink_status(problem).type();
    if (problem) break;
    if (type != fs::file_type::regular && type != fs::file_type::directory) {
      return unusable(entry->path(), "is a link or a special file");
    }
    if (++count > most_files) return unusable(folder, "holds more than " + std::to_string(most_files) + " files");
  }
  if (problem) return core::fail_errno("looking through " + folder.string(), problem.value());
  return {};
}

Attempt<void> check_layout(const fs::path& git_directory, const std::stop_token& stop) {
  for (const auto name : leading_elsewhere) {
    std::error_code ignored;  // a parent that cannot be looked at fails check_folder
    if (fs::symlink_status(git_directory / name, ignored).type() != fs::file_type::not_found) {
      return unusable(git_directory / name, "says that the repository borrows from another folder");
    }
  }
  for (const auto name : files_read) {
    if (auto checked = check_file(git_directory / name); !checked) return checked;
  }
  for (const auto name : folders_read) {
    if (auto checked = check_folder(git_directory / name, stop); !checked) return checked;
  }
  return {};
}

// Loose and packed objects of this folder alone; git_odb_open would follow alternates.
core::Result<ObjectDatabase> open_objects(const fs::path& folder) {
  git_odb* made = nullptr;
  if (git_odb_new(&made) != 0) return git_fault("making an object database");
  ObjectDatabase objects(made);
  constexpr int default_compression = -1;
  const auto add = [&](git_odb_backend* backend, int priority) {
    if (git_odb_add_backend(made, backend, priority) == 0) return true;
    backend->free(backend);
    return false;
  };
  git_odb_backend* loose = nullptr;
  git_odb_backend* packed = nullptr;
  if (git_odb_backend_loose(&loose, folder.c_str(), default_compression, 0, 0, 0) != 0 || !add(loose, 1) ||
      git_odb_backend_pack(&packed, folder.c_str()) != 0 || !add(packed, 2)) {
    return git_fault("opening " + folder.string());
  }
  return objects;
}

// What a reference names, or nothing where it dangles. libgit2 would follow "ref: ../../file"
// out of the repository; a target must be a reference's name.
Attempt<std::optional<git_oid>> resolve(git_repository* repository, std::string name) {
  for (int followed = 0; followed <= most_symbolic_references; ++followed) {
    git_reference* found = nullptr;
    const int problem = git_reference_lookup(&found, repository, name.c_str());
    if (problem == GIT_ENOTFOUND) return std::nullopt;
    if (problem != 0) return git_fault("reading " + printable(name), core::ErrorKind::usage);
    const Reference reference(found);
    if (const git_oid* id = git_reference_target(found)) return *id;
    name = git_reference_symbolic_target(found);
    int valid = 0;
    if (git_reference_name_is_valid(&valid, name.c_str()) != 0) return git_fault("checking " + printable(name));
    if (valid == 0 || !name.starts_with("refs/")) {
      return core::fail(core::ErrorKind::usage, "a reference of the source leads to " + printable(name) +
                                                    ", which is no reference");
    }
  }
  return core::fail(core::ErrorKind::usage, "a reference of the source leads through more than " +
                                                std::to_string(most_symbolic_references) + " others");
}

}  // namespace

Attempt<Repository> open_local(const fs::path& git_directory, const std::stop_token& stop) {
  if (auto checked = check_layout(git_directory, stop); !checked) return std::unexpected(checked.error());
  git_repository* opened = nullptr;
  if (git_repository_open_bare(&opened, git_directory.c_str()) != 0) {
    return git_fault("opening " + git_directory.string(), core::ErrorKind::usage);
  }
  Repository repository(opened);
  git_config* made = nullptr;
  if (git_config_new(&made) != 0) return git_fault("making an empty configuration");
  const Config empty(made);
  const auto objects = open_objects(git_directory / "objects");
  if (!objects) return std::unexpected(objects.error());
  if (git_repository_set_config(opened, empty.get()) != 0 || git_repository_set_odb(opened, objects->get()) != 0) {
    return git_fault("opening " + git_directory.string());
  }
  return repository;
}

Attempt<References> read_references(git_repository* repository) {
  std::vector<std::string> names{"HEAD"};
  git_reference_iterator* made = nullptr;
  if (git_reference_iterator_new(&made, repository) != 0) return git_fault("listing branches and tags");
  const ReferenceIterator iterator(made);
  git_reference* next = nullptr;
  int problem = 0;
  while ((problem = git_reference_next(&next, made)) == 0) {
    const Reference reference(next);
    const std::string name = git_reference_name(next);
    if (name.starts_with("refs/heads/") || name.starts_with("refs/tags/")) names.push_back(name);
  }
  if (problem != GIT_ITEROVER) return git_fault("listing branches and tags");
  References references;
  for (const auto& name : names) {
    const auto id = resolve(repository, name);
    if (!id) return std::unexpected(id.error());
    if (*id) references.emplace(name, **id);
  }
  return references;
}

}  // namespace assay::fetch
