#include "fetch/reader/objects.hpp"

#include "fetch/name_rules.hpp"

namespace assay::fetch::reader {
namespace {

// An object of a lab's history is small; a larger one is a mistake or a bomb. libgit2
// holds the whole of an object, and of the bases of its deltas, in memory.
constexpr std::size_t largest_object = std::size_t{256} << 20;
constexpr std::size_t most_objects_in_a_pack = 2'000'000;
constexpr std::size_t largest_commit = std::size_t{1} << 20;

}  // namespace

void start_library() {
  [[maybe_unused]] static const bool started = [] {
    git_libgit2_init();
    git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECT_SIZE, largest_object);
    git_libgit2_opts(GIT_OPT_SET_PACK_MAX_OBJECTS, most_objects_in_a_pack);
    // Everything here was copied for us, and belongs to whom it may.
    git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, 0);
    return true;
  }();
}

std::unexpected<Stop> unreadable(std::string_view attempt, int problem) {
  auto fault = git_fault(attempt);
  const git_error* last = git_error_last();
  const int kind = last != nullptr ? last->klass : GIT_ERROR_NONE;
  if (problem == GIT_ENOTFOUND || kind == GIT_ERROR_OS || kind == GIT_ERROR_FILESYSTEM) {
    return std::unexpected<Stop>(std::move(fault.error()));
  }
  // A process that has used its memory up is ended: this one has only asked for too much.
  if (kind == GIT_ERROR_NOMEMORY) return refuse("needs_too_much_memory", std::move(fault.error().message));
  return refuse("broken_object", std::move(fault.error().message));
}

Attempt<ObjectHeader> read_header(git_odb* objects, const git_oid& id) {
  ObjectHeader header;
  if (const int problem = git_odb_read_header(&header.size, &header.type, objects, &id); problem != 0) {
    return unreadable("reading object " + to_string(id), problem);
  }
  return header;
}

core::Result<ObjectDatabase> objects_of(git_repository* repository) {
  git_odb* objects = nullptr;
  if (git_repository_odb(&objects, repository) != 0) return git_fault("opening the object database");
  return ObjectDatabase(objects);
}

Attempt<Commit> look_up_commit(git_repository* repository, const git_oid& id) {
  const auto objects = objects_of(repository);
  if (!objects) return std::unexpected(objects.error());
  const auto header = read_header(objects->get(), id);
  if (!header) return std::unexpected(header.error());
  if (header->type != GIT_OBJECT_COMMIT || header->size > largest_commit) {
    return refuse("broken_object", "object " + to_string(id) + " should be a commit of at most 1MiB: it is a " +
                                       git_object_type2string(header->type) + " of " +
                                       std::to_string(header->size) + " bytes");
  }
  git_commit* commit = nullptr;
  if (const int problem = git_commit_lookup(&commit, repository, &id); problem != 0) {
    return unreadable("reading commit " + to_string(id), problem);
  }
  return Commit(commit);
}

Attempt<std::string> read_content(git_odb* objects, const std::string& id, std::size_t size, const std::string& path) {
  git_oid name{};
  if (git_oid_fromstr(&name, id.c_str()) != 0) return git_fault("reading the id " + id);
  git_odb_object* found = nullptr;
  if (const int problem = git_odb_read(&found, objects, &name); problem != 0) {
    return unreadable("reading " + printable(path), problem);
  }
  const DatabaseObject object(found);
  if (git_odb_object_type(found) != GIT_OBJECT_BLOB || git_odb_object_size(found) != size) {
    return refuse("broken_object", printable(path) + ": its content is not what its header says");
  }
  return std::string(static_cast<const char*>(git_odb_object_data(found)), git_odb_object_size(found));
}

}  // namespace assay::fetch::reader
