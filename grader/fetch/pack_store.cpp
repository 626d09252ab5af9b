#include "fetch/pack_store.hpp"

#include <fcntl.h>
#include <git2/sys/odb_backend.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>

#include "util/fd.hpp"

namespace assay::fetch {
namespace {

constexpr std::size_t trailer_size = 20;

int complain(const std::string& message) {
  git_error_set_str(GIT_ERROR_ODB, message.c_str());
  return -1;
}

struct PackWriter : git_odb_writepack {
  util::Fd file;
  git_indexer_progress_cb on_progress = nullptr;
  void* payload = nullptr;
  git_indexer_progress progress{};
  std::string trailer;  ///< the last bytes so far, which are not in the digest yet
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> digest{EVP_MD_CTX_new(), &EVP_MD_CTX_free};
};

struct PackStore : git_odb_backend {
  std::filesystem::path path;
};

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = ::write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

int append(git_odb_writepack* writepack, const void* data, std::size_t size, git_indexer_progress*) {
  auto& self = *static_cast<PackWriter*>(writepack);
  const std::string_view bytes(static_cast<const char*>(data), size);
  if (!write_all(self.file.get(), bytes)) {
    return complain("writing what was received: " + std::generic_category().message(errno));
  }
  self.trailer.append(bytes);
  const std::size_t sure = self.trailer.size() - std::min(self.trailer.size(), trailer_size);
  if (EVP_DigestUpdate(self.digest.get(), self.trailer.data(), sure) != 1) return complain("hashing what was received");
  self.trailer.erase(0, sure);
  self.progress.received_bytes += size;
  return self.on_progress != nullptr ? self.on_progress(&self.progress, self.payload) : 0;
}

int commit(git_odb_writepack* writepack, git_indexer_progress*) {
  auto& self = *static_cast<PackWriter*>(writepack);
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned size = 0;
  if (EVP_DigestFinal_ex(self.digest.get(), digest.data(), &size) != 1) return complain("hashing what was received");
  const std::string_view found(reinterpret_cast<const char*>(digest.data()), size);
  return self.trailer == found ? 0 : complain("what was received was cut short or damaged: its checksum is wrong");
}

void free_writer(git_odb_writepack* writepack) { delete static_cast<PackWriter*>(writepack); }

int make_writer(git_odb_writepack** out, git_odb_backend* backend, git_odb*, git_indexer_progress_cb on_progress, void* payload) {
  const auto& store = *static_cast<PackStore*>(backend);
  auto writer = std::make_unique<PackWriter>();
  writer->backend = backend;
  writer->append = append;
  writer->commit = commit;
  writer->free = free_writer;
  writer->on_progress = on_progress;
  writer->payload = payload;
  // The box's user reads it, whose way leads through no private folder.
  writer->file = util::Fd(::open(store.path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
  if (!writer->file || ::fchmod(writer->file.get(), 0444) != 0) {
    return complain("making a file for what is received: " + std::generic_category().message(errno));
  }
  if (!writer->digest || EVP_DigestInit_ex(writer->digest.get(), EVP_sha1(), nullptr) != 1) return complain("hashing");
  *out = writer.release();
  return 0;
}

void free_store(git_odb_backend* backend) { delete static_cast<PackStore*>(backend); }

}  // namespace

core::Result<ObjectDatabase> pack_store(const std::filesystem::path& file) {
  git_odb* made = nullptr;
  if (git_odb_new(&made) != 0) return git_fault("making an object database");
  ObjectDatabase objects(made);
  auto store = std::make_unique<PackStore>();
  store->path = file;
  if (git_odb_init_backend(store.get(), GIT_ODB_BACKEND_VERSION) != 0) return git_fault("making an object database");
  store->writepack = make_writer;
  store->free = free_store;
  if (git_odb_add_backend(made, store.get(), 1) != 0) return git_fault("making an object database");
  (void)store.release();  // the database owns it
  return objects;
}

}  // namespace assay::fetch
