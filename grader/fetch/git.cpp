#include "fetch/git.hpp"

#include <array>
#include <utility>

#include "fetch/socket_stream.hpp"
#include "fetch/source.hpp"

namespace assay::fetch {
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
    register_socket_stream();
    return true;
  }();
}

std::unexpected<core::Error> git_fault(std::string_view attempt, core::ErrorKind kind) {
  const git_error* problem = git_error_last();
  const std::string cause = problem != nullptr && problem->message != nullptr ? problem->message : "unknown cause";
  return core::fail(kind, std::string(attempt) + ": " + without_credentials(cause));
}

std::string to_string(const git_oid& id) {
  std::array<char, GIT_OID_HEXSZ + 1> text{};
  git_oid_tostr(text.data(), text.size(), &id);
  return text.data();
}

Attempt<ObjectHeader> read_header(git_odb* objects, const git_oid& id) {
  ObjectHeader header;
  if (git_odb_read_header(&header.size, &header.type, objects, &id) != 0) {
    return git_fault("reading object " + to_string(id));
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
  if (git_commit_lookup(&commit, repository, &id) != 0) return git_fault("reading commit " + to_string(id));
  return Commit(commit);
}

}  // namespace assay::fetch
