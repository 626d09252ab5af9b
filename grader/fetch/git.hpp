// Ownership, errors and start of libgit2.
#pragma once

#include <git2.h>

#include <memory>
#include <string>
#include <string_view>

#include "core/error.hpp"
#include "fetch/attempt.hpp"

namespace assay::fetch {

template <auto Free>
struct Releaser {
  template <typename T>
  void operator()(T* object) const {
    Free(object);
  }
};

using Repository = std::unique_ptr<git_repository, Releaser<git_repository_free>>;
using ObjectDatabase = std::unique_ptr<git_odb, Releaser<git_odb_free>>;
using DatabaseObject = std::unique_ptr<git_odb_object, Releaser<git_odb_object_free>>;
using Commit = std::unique_ptr<git_commit, Releaser<git_commit_free>>;
using Tree = std::unique_ptr<git_tree, Releaser<git_tree_free>>;
using Tag = std::unique_ptr<git_tag, Releaser<git_tag_free>>;
using Config = std::unique_ptr<git_config, Releaser<git_config_free>>;
using Index = std::unique_ptr<git_index, Releaser<git_index_free>>;
using Remote = std::unique_ptr<git_remote, Releaser<git_remote_free>>;
using Reference = std::unique_ptr<git_reference, Releaser<git_reference_free>>;
using ReferenceIterator = std::unique_ptr<git_reference_iterator, Releaser<git_reference_iterator_free>>;

/// Starts libgit2 once a process, with caps on what it unpacks and with the streams that
/// `TransferWatch` can end. Call before anything else of it.
void start_library();

/// An error that says what libgit2 last complained of on this thread, without credentials.
[[nodiscard]] std::unexpected<core::Error> git_fault(
    std::string_view attempt, core::ErrorKind kind = core::ErrorKind::infrastructure);

/// Forty hexadecimal digits.
[[nodiscard]] std::string to_string(const git_oid& id);

/// The size and type in the object's header, before any of its content is unpacked. An
/// object that is absent is an infrastructure error: the repository is damaged or partial.
struct ObjectHeader {
  std::size_t size = 0;
  git_object_t type = GIT_OBJECT_INVALID;
};
[[nodiscard]] Attempt<ObjectHeader> read_header(git_odb* objects, const git_oid& id);

/// The object database of `repository`, with a reference of its own.
[[nodiscard]] core::Result<ObjectDatabase> objects_of(git_repository* repository);

/// The commit; refused as `broken_object` where `id` names something else or is over 1 MiB.
[[nodiscard]] Attempt<Commit> look_up_commit(git_repository* repository, const git_oid& id);

}  // namespace assay::fetch
