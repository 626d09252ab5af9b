#include "sandbox/memory_file.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <string>

#ifndef MFD_NOEXEC_SEAL
#define MFD_NOEXEC_SEAL 0x0008U
#define MFD_EXEC 0x0010U
#endif

namespace assay::sandbox {

namespace {

int create(const char* name, bool executable) {
  constexpr unsigned flags = MFD_CLOEXEC | MFD_ALLOW_SEALING;
  const int fd = memfd_create(name, flags | (executable ? MFD_EXEC : MFD_NOEXEC_SEAL));
  // Before Linux 6.3 the flags are unknown, and every such file is executable.
  return fd < 0 && errno == EINVAL ? memfd_create(name, flags) : fd;
}

}  // namespace

core::Result<util::Fd> make_memory_file(const char* name, std::string_view content, bool executable) {
  util::Fd file(create(name, executable));
  const auto failed = [&] { return core::fail_errno("making a file in memory for " + std::string(name), errno); };
  if (!file) return failed();
  for (std::string_view rest = content; !rest.empty();) {
    const ssize_t count = write(file.get(), rest.data(), rest.size());
    if (count < 0) return failed();
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
  if (lseek(file.get(), 0, SEEK_SET) != 0 ||
      fcntl(file.get(), F_ADD_SEALS, F_SEAL_WRITE | F_SEAL_GROW | F_SEAL_SHRINK | F_SEAL_SEAL) != 0) {
    return failed();
  }
  return file;
}

core::Result<util::Fd> reopen(const util::Fd& file) {
  const std::string path = "/proc/self/fd/" + std::to_string(file.get());
  util::Fd copy(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!copy) return core::fail_errno("opening " + path, errno);
  return copy;
}

}  // namespace assay::sandbox
