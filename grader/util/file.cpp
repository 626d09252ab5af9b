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

core::Result<std::string> read_all(const Fd& file, const std::string& attempt, core::Bytes cap) {
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

struct CloseFolder {
  void operator()(DIR* folder) const { ::closedir(folder); }
};

// openat2(2) has no wrapper in glibc 2.36. Sets errno.
Fd open_beneath(int root, const std::filesystem::path& relative, std::uint64_t flags) {
  open_how how{};
  how.flags = flags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS;
  return Fd(static_cast<int>(::syscall(SYS_openat2, root, relative.c_str(), &how, sizeof how)));
}

}  // namespace

core::Result<std::string> read_file(const std::filesystem::path& path, core::Bytes cap) {
  return read_all(Fd(::open(path.c_str(), read_flags)), "reading " + path.string(), cap);
}

core::Result<std::string> read_file_beneath(const std::filesystem::path& root,
                                            const std::filesystem::path& relative, core::Bytes cap) {
  const std::string attempt = "reading " + relative.string();
  const Fd folder(::open(root.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return core::fail_errno(attempt, errno);
  return read_file_beneath(folder.get(), relative, cap);
}

core::Result<std::string> read_file_beneath(int root, const std::filesystem::path& relative, core::Bytes cap) {
  return read_all(open_beneath(root, relative, read_flags), "reading " + relative.string(), cap);
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
