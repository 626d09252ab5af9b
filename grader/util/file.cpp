#include "util/file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "util/fd.hpp"

namespace assay::util {
namespace {

core::Result<std::string> read_all(const std::filesystem::path& path, int flags, core::Bytes cap) {
  const std::string attempt = "reading " + path.string();
  // O_NONBLOCK: opening a pipe must not wait for its other end.
  const Fd file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | flags));
  if (!file) return core::fail_errno(attempt, errno);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return core::fail_errno(attempt, errno);
  if (!S_ISREG(status.st_mode)) {
    return core::fail(core::ErrorKind::infrastructure, attempt + ": not a regular file");
  }
  std::string content;
  std::array<char, 65536> chunk{};
  while (true) {
    const ssize_t count = ::read(file.get(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return core::fail_errno(attempt, errno);
    if (count == 0) return content;
    content.append(chunk.data(), static_cast<std::size_t>(count));
    if (content.size() > cap.count) {
      return core::fail(core::ErrorKind::infrastructure,
                        attempt + ": larger than " + core::to_string(cap));
    }
  }
}

}  // namespace

core::Result<std::string> read_file(const std::filesystem::path& path, core::Bytes cap) {
  return read_all(path, 0, cap);
}

core::Result<std::string> read_untrusted_file(const std::filesystem::path& path, core::Bytes cap) {
  return read_all(path, O_NOFOLLOW, cap);
}

core::Result<void> write_file(const std::filesystem::path& path, std::string_view content) {
  const std::string attempt = "writing " + path.string();
  std::string temporary = path.string() + ".XXXXXX";
  Fd file(::mkostemp(temporary.data(), O_CLOEXEC));
  if (!file) return core::fail_errno(attempt, errno);
  const auto give_up = [&](int problem) {
    ::unlink(temporary.c_str());
    return core::fail_errno(attempt, problem);
  };
  while (!content.empty()) {
    const ssize_t count = ::write(file.get(), content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return give_up(errno);
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  if (::fchmod(file.get(), 0644) != 0) return give_up(errno);
  if (::rename(temporary.c_str(), path.c_str()) != 0) return give_up(errno);
  return {};
}

}  // namespace assay::util
