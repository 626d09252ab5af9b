#include "fetch/reader/local_repository.hpp"

#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

#include <fstream>
#include <optional>
#include <string_view>
#include <vector>

#include "fetch/name_rules.hpp"
#include "fetch/reader/loose_objects.hpp"
#include "fetch/reader/objects.hpp"

namespace assay::fetch::reader {
namespace {

namespace fs = std::filesystem;

constexpr int most_symbolic_references = 5;  // git's SYMREF_MAXDEPTH
constexpr std::size_t read_at_once = std::size_t{1} << 20;

// Loose and packed objects of this folder alone; git_odb_open would follow alternates, and
// believe a commit-graph.
core::Result<ObjectDatabase> open_objects(const fs::path& git_directory) {
  const fs::path folder = git_directory / "objects";
  git_odb* made = nullptr;
  if (git_odb_new(&made) != 0) return git_fault("making an object database");
  ObjectDatabase objects(made);
  const auto add = [&](git_odb_backend* backend, int priority) {
    if (git_odb_add_backend(made, backend, priority) == 0) return true;
    backend->free(backend);
    return false;
  };
  git_odb_backend* packed = nullptr;
  git_odb_backend* loose = loose_objects(git_directory);
  if (loose == nullptr) return core::fail(core::ErrorKind::infrastructure, "the copy of the loose objects is not whole");
  if (!add(loose, 1) || git_odb_backend_pack(&packed, folder.c_str()) != 0 || !add(packed, 2)) {
    return git_fault("opening " + folder.string());
  }
  return objects;
}

bool is_reference_name(const std::string& name) {
  int valid = 0;
  return git_reference_name_is_valid(&valid, name.c_str()) == 0 && valid == 1;
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
    if (!is_reference_name(name) || !name.starts_with("refs/")) {
      return core::fail(core::ErrorKind::usage, "a reference of the source leads to " + printable(name) +
                                                    ", which is no reference");
    }
  }
  return core::fail(core::ErrorKind::usage, "a reference of the source leads through more than " +
                                                std::to_string(most_symbolic_references) + " others");
}

std::unexpected<Stop> bad_pack(int problem) {
  const git_error* last = git_error_last();
  const std::string_view message = last != nullptr && last->message != nullptr ? last->message : "";
  if (message.find("overly large object") != message.npos || message.find("too many objects") != message.npos) {
    return refuse("object_too_large", "the history has an object of over 256MiB, or over 2000000 objects");
  }
  auto stop = unreadable("indexing the objects", problem);
  auto* refusal = std::get_if<core::Refusal>(&stop.error());
  if (refusal != nullptr && refusal->reason == "broken_object") refusal->reason = "broken_pack";
  return stop;
}

Attempt<void> index_pack(const fs::path& pack, const fs::path& folder) {
  git_indexer* made = nullptr;
  if (git_indexer_new(&made, folder.c_str(), 0, nullptr, nullptr) != 0) return git_fault("making an indexer");
  const Indexer indexer(made);
  git_indexer_progress progress{};
  std::ifstream file(pack, std::ios::binary);
  std::string chunk(read_at_once, '\0');
  while (file.read(chunk.data(), static_cast<std::streamsize>(chunk.size())) || file.gcount() > 0) {
    const auto count = static_cast<std::size_t>(file.gcount());
    if (const int problem = git_indexer_append(made, chunk.data(), count, &progress); problem != 0) return bad_pack(problem);
  }
  if (!file.eof()) return core::fail(core::ErrorKind::infrastructure, "reading the pack of objects");
  if (const int problem = git_indexer_commit(made, &progress); problem != 0) return bad_pack(problem);
  return {};
}

}  // namespace

Attempt<Repository> open_repository(const fs::path& git_directory) {
  git_repository* opened = nullptr;
  if (git_repository_open_bare(&opened, git_directory.c_str()) != 0) {
    return git_fault("opening the repository", core::ErrorKind::usage);
  }
  Repository repository(opened);
  git_config* made = nullptr;
  if (git_config_new(&made) != 0) return git_fault("making an empty configuration");
  const Config empty(made);
  const auto objects = open_objects(git_directory);
  if (!objects) return std::unexpected(objects.error());
  if (git_repository_set_config(opened, empty.get()) != 0 || git_repository_set_odb(opened, objects->get()) != 0) {
    return git_fault("opening the repository");
  }
  return repository;
}

Attempt<Repository> unpack(const fs::path& pack, const fs::path& folder) {
  std::error_code problem;
  for (const auto* name : {"objects/pack", "refs"}) {
    fs::create_directories(folder / name, problem);
    if (problem) return core::fail_errno("making an empty repository", problem.value());
  }
  std::ofstream(folder / "HEAD") << "ref: refs/heads/none\n";
  if (!pack.empty()) {
    if (auto indexed = index_pack(pack, folder / "objects/pack"); !indexed) return std::unexpected(indexed.error());
  }
  return open_repository(folder);
}

Attempt<References> read_references(git_repository* repository) {
  std::vector<std::string> names{"HEAD"};
  git_reference_iterator* made = nullptr;
  if (git_reference_iterator_new(&made, repository) != 0) return git_fault("listing branches and tags", core::ErrorKind::usage);
  const ReferenceIterator iterator(made);
  git_reference* next = nullptr;
  int problem = 0;
  while ((problem = git_reference_next(&next, made)) == 0) {
    const Reference reference(next);
    const std::string name = git_reference_name(next);
    const bool listed = name.starts_with("refs/heads/") || name.starts_with("refs/tags/");
    if (listed && is_reference_name(name)) names.push_back(name);
  }
  if (problem != GIT_ITEROVER) return git_fault("listing branches and tags", core::ErrorKind::usage);
  References references;
  for (const auto& name : names) {
    const auto id = resolve(repository, name);
    if (!id) return std::unexpected(id.error());
    if (*id) references.emplace(name, **id);
  }
  return references;
}

Attempt<References> parse_references(const ReferenceIds& ids) {
  References references;
  for (const auto& [name, id] : ids) {
    git_oid parsed{};
    if (git_oid_fromstr(&parsed, id.c_str()) != 0) return git_fault("reading the id of " + printable(name));
    references.emplace(name, parsed);
  }
  return references;
}

}  // namespace assay::fetch::reader
