#include "support/memory_repository.hpp"

#include <git2/sys/mempack.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

#include "fetch/reader/objects.hpp"
#include "support/fuzz.hpp"

namespace assay::fuzz {

MemoryRepository::MemoryRepository() {
  fetch::reader::start_library();
  git_odb* objects = nullptr;
  require(git_odb_new(&objects) == 0, "there is an object database");
  objects_.reset(objects);
  git_odb_backend* memory = nullptr;
  require(git_mempack_new(&memory) == 0 && git_odb_add_backend(objects, memory, 1) == 0, "it is in memory");
  git_repository* repository = nullptr;
  require(git_repository_wrap_odb(&repository, objects) == 0, "there is a repository");
  repository_.reset(repository);
}

git_oid MemoryRepository::add(git_object_t type, std::string_view content) {
  git_oid id{};
  require(git_odb_write(&id, objects_.get(), content.data(), content.size(), type) == 0, "an object can be added");
  return id;
}

std::string_view raw(const git_oid& id) { return {reinterpret_cast<const char*>(id.id), sizeof id.id}; }

}  // namespace assay::fuzz
