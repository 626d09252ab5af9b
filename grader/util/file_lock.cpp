#include "util/file_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>

#include <cerrno>

namespace assay::util {

core::Result<Fd> lock_file(const std::filesystem::path& file) {
  Fd lock(::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644));
  if (!lock) return core::fail_errno("opening " + file.string(), errno);
  while (::flock(lock.get(), LOCK_EX) != 0) {
    if (errno != EINTR) return core::fail_errno("locking " + file.string(), errno);
  }
  return lock;
}

}  // namespace assay::util
