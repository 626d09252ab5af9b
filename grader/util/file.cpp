#include "util/file.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <memory>

#include "util/fd.hpp"

namespace assay::util {
namespace {

// Opening a pipe must not wait for its other end.
constexpr int read_flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK;

std::unexpected<core::Error> not_regular(const std::string& attempt) {
  return core::fail(core::ErrorKind::infrastructure, attempt + ": not a regular file");
}

// No link, also none of /proc, and no mount is followed; EXDEV or ELOOP says so.
Fd open_beneath(int folder, const std::filesystem::path& relative, int flags) {
  open_how how{};
  how.flags = static_cast<std::uint64_t>(flags);
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV;
  while (true) {
    // openat2(2) has no wrapper in glibc 2.36.
    const long number = ::syscall(SYS_openat2, folder, relative.c_str(), &how, sizeof how);
    if (number < 0 && errno == EINTR) continue;
    return Fd(static_cast<int>(number));
  }
}

core::Result<std::string> read_all(const Fd& file, const std::string& attempt, core::Bytes cap) {
  if (!file) return core::fail_errno(attempt, errno);
  struct stat status{};
  if (::fstat(file.get(), &status) != 0) return core::fail_errno(attempt, errno);
  if (!S_ISREG(status.st_mode)) return not_regular(attempt);
  const auto too_large = [&] {
    return core::fail(core::ErrorKind::infrastructure, attempt + ": larger than " + core::to_string(cap));
  };
  // A sparse file claims what it does not hold; nothing of it needs to be read.
  if (static_cast<std::uint64_t>(status.st_size) > cap.count) return too_large();
  std::string content;
  std::array<char, 65536> chunk{};
  while (true) {
    const ssize_t count = ::read(file.get(), chunk.data(), chunk.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return core::fail_errno(attempt, errno);
    if (count == 0) return content;
    content.append(chunk.data(), static_cast<std::size_t>(count));
    if (content.size() > cap.count) return too_large();
  }
}

core::Result<void> write_all(const Fd& file, std::string_view content, const std::string& attempt) {
  while (!content.empty()) {
    const ssize_t count = ::write(file.get(), content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return core::fail_errno(attempt, errno);
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

}  // namespace

core::Result<std::string> read_file(const std::filesystem::path& path, core::Bytes cap) {
  return read_all(Fd(::open(path.c_str(), read_flags)), "reading " + path.string(), cap);
}

core::Result<std::string> read_file_beneath(int folder, const std::filesystem::path& relative, core::Bytes cap) {
  const std::string attempt = "reading " + relative.string();
  // First without opening it for good: even to open a device can have an effect.
  const Fd place = open_beneath(folder, relative, O_PATH | O_CLOEXEC);
  struct stat status{};
  if (!place || ::fstat(place.get(), &status) != 0) return core::fail_errno(attempt, errno);
  if (!S_ISREG(status.st_mode)) return not_regular(attempt);
  return read_all(open_beneath(folder, relative, read_flags), attempt, cap);
}

core::Result<std::string> read_file_beneath(const std::filesystem::path& root,
                                            const std::filesystem::path& relative, core::Bytes cap) {
  const Fd folder(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return core::fail_errno("opening " + root.string(), errno);
  return read_file_beneath(folder.get(), relative, cap);
}

core::Result<std::vector<std::string>> list_folder_beneath(int root, const std::filesystem::path& relative, std::size_t most) {
  const std::string attempt = "listing " + relative.string();
  Fd folder = open_beneath(root, relative, read_flags | O_DIRECTORY);
  if (!folder) return core::fail_errno(attempt, errno);
  const std::unique_ptr<DIR, CloseFolder> entries(::fdopendir(folder.get()));
  if (!entries) return core::fail_errno(attempt, errno);
  (void)folder.release();  // closedir closes it
  std::vector<std::string> names;
  errno = 0;
  while (const dirent* entry = ::readdir(entries.get())) {
    const std::string_view name = entry->d_name;
    if (name == "." || name == "..") continue;
    if (names.size() == most) return core::fail(core::ErrorKind::infrastructure, attempt + ": more than " + std::to_string(most) + " names");
    names.emplace_back(name);
  }
  if (errno != 0) return core::fail_errno(attempt, errno);
  return names;
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
  if (auto written = write_all(file, content, attempt); !written) {
    ::unlink(temporary.c_str());
    return written;
  }
  if (::fchmod(file.get(), 0644) != 0) return give_up(errno);
  if (::rename(temporary.c_str(), path.c_str()) != 0) return give_up(errno);
  return {};
}

core::Result<void> write_named_file(const std::filesystem::path& path, std::string_view content) {
  struct stat there{};
  if (::lstat(path.c_str(), &there) != 0 || S_ISREG(there.st_mode)) return write_file(path, content);
  const std::string attempt = "writing " + path.string();
  const Fd file(::open(path.c_str(), O_WRONLY | O_TRUNC | O_CLOEXEC));
  if (!file) return core::fail_errno(attempt, errno);
  return write_all(file, content, attempt);
}

}  // namespace assay::util
