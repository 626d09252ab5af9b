// What libgit2 hands out, owned.
#pragma once

#include <git2.h>

#include <memory>
#include <string>
#include <string_view>

#include "core/error.hpp"

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
using Indexer = std::unique_ptr<git_indexer, Releaser<git_indexer_free>>;
using Remote = std::unique_ptr<git_remote, Releaser<git_remote_free>>;
using Reference = std::unique_ptr<git_reference, Releaser<git_reference_free>>;
using ReferenceIterator = std::unique_ptr<git_reference_iterator, Releaser<git_reference_iterator_free>>;

/// An error that says what libgit2 last complained of on this thread, without credentials.
[[nodiscard]] std::unexpected<core::Error> git_fault(
    std::string_view attempt, core::ErrorKind kind = core::ErrorKind::infrastructure);

/// Forty hexadecimal digits.
[[nodiscard]] std::string to_string(const git_oid& id);

}  // namespace assay::fetch
