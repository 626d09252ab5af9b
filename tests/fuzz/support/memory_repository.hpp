// A git repository without a disk, with whatever objects a test puts there.
#pragma once

#include <git2.h>

#include <string>
#include <string_view>

#include "fetch/git.hpp"

namespace assay::fuzz {

class MemoryRepository {
 public:
  MemoryRepository();
  [[nodiscard]] git_repository* get() const { return repository_.get(); }
  [[nodiscard]] git_odb* objects() const { return objects_.get(); }
  /// Adds an object, however wrong its content is.
  git_oid add(git_object_t type, std::string_view content);

 private:
  fetch::ObjectDatabase objects_;
  fetch::Repository repository_;
};

/// The twenty bytes of the id, as a tree holds them.
[[nodiscard]] std::string_view raw(const git_oid& id);

}  // namespace assay::fuzz
