// Looks objects up such that what the repository claims of them decides nothing.
#pragma once

#include <string>
#include <string_view>

#include "fetch/attempt.hpp"
#include "fetch/git.hpp"

namespace assay::fetch::reader {

/// Starts libgit2 once a process, with caps on what a pack may hold. Call before anything
/// else of it.
void start_library();

/// What libgit2 last complained of, for `problem`, the code that a call gave: an
/// infrastructure error where an object is absent (a damaged or partial clone) or the system
/// failed; refused as `broken_object` where what is there cannot be what it should be, and
/// as `needs_too_much_memory` where it claims a size that no memory holds.
[[nodiscard]] std::unexpected<Stop> unreadable(std::string_view attempt, int problem);

/// The size and type in the object's header, before any of its content is unpacked.
struct ObjectHeader {
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
};
[[nodiscard]] Attempt<ObjectHeader> read_header(git_odb* objects, const git_oid& id);

/// The object database of `repository`, with a reference of its own.
[[nodiscard]] core::Result<ObjectDatabase> objects_of(git_repository* repository);

/// The commit; refused as `broken_object` where `id` names something else or is over 1 MiB.
[[nodiscard]] Attempt<Commit> look_up_commit(git_repository* repository, const git_oid& id);

/// A blob's content, checked against its id; refused as `broken_object` where it is not of
/// the size that its header claimed.
[[nodiscard]] Attempt<std::string> read_content(git_odb* objects, const std::string& id, std::size_t size,
                                                const std::string& path);

}  // namespace assay::fetch::reader
