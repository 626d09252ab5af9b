#include "fetch/folder_writer.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "fetch/name_rules.hpp"

namespace assay::fetch {
namespace {

constexpr mode_t folder_mode = 0755;
constexpr mode_t file_mode = 0644;
constexpr mode_t executable_mode = 0755;

util::Fd open_inner(int folder, const std::string& name) {
  return util::Fd(::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
}

// Opens the folder, made first where it is absent; an invalid descriptor leaves errno.
util::Fd make_inner(int folder, const std::string& name) {
  if (auto existing = open_inner(folder, name); existing || errno != ENOENT) return existing;
  if (::mkdirat(folder, name.c_str(), folder_mode) != 0) return {};
  auto made = open_inner(folder, name);
  if (made && ::fchmod(made.get(), folder_mode) != 0) return {};
  return made;
}

std::string last_part(const std::string& path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

core::Result<FolderWriter> FolderWriter::create(const std::filesystem::path& root) {
  const std::string attempt = "making the checkout's folder " + root.string();
  if (::mkdir(root.c_str(), folder_mode) != 0 && errno != EEXIST) return core::fail_errno(attempt, errno);
  util::Fd folder = open_inner(AT_FDCWD, root.string());
  if (!folder) return core::fail_errno(attempt, errno);
  std::error_code problem;
  const bool empty = std::filesystem::is_empty(root, problem);
  if (problem) return core::fail_errno(attempt, problem.value());
  if (!empty) return core::fail(core::ErrorKind::usage, attempt + ": it is there and not empty");
  if (::fchmod(folder.get(), folder_mode) != 0) return core::fail_errno(attempt, errno);
  return FolderWriter(std::move(folder));
}

core::Result<util::Fd> FolderWriter::open_parent(const std::string& path) const {
  util::Fd folder(::fcntl(root_.get(), F_DUPFD_CLOEXEC, 0));
  std::size_t begin = 0;
  for (auto slash = path.find('/'); folder && slash != path.npos; slash = path.find('/', begin)) {
    folder = make_inner(folder.get(), path.substr(begin, slash - begin));
    begin = slash + 1;
  }
  if (!folder) return core::fail_errno("making the folder of " + printable(path), errno);
  return folder;
}

core::Result<void> FolderWriter::write_file(const std::string& path, std::string_view content, bool executable) const {
  const std::string attempt = "writing " + printable(path);
  const auto folder = open_parent(path);
  if (!folder) return std::unexpected(folder.error());
  const util::Fd file(::openat(folder->get(), last_part(path).c_str(),
                               O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, S_IRUSR | S_IWUSR));
  if (!file) return core::fail_errno(attempt, errno);
  while (!content.empty()) {
    const ssize_t count = ::write(file.get(), content.data(), content.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return core::fail_errno(attempt, errno);
    content.remove_prefix(static_cast<std::size_t>(count));
  }
  if (::fchmod(file.get(), executable ? executable_mode : file_mode) != 0) return core::fail_errno(attempt, errno);
  return {};
}

core::Result<void> FolderWriter::write_link(const std::string& path, const std::string& target) const {
  const auto folder = open_parent(path);
  if (!folder) return std::unexpected(folder.error());
  if (::symlinkat(target.c_str(), folder->get(), last_part(path).c_str()) != 0) {
    return core::fail_errno("writing link " + printable(path), errno);
  }
  return {};
}

}  // namespace assay::fetch
