#include "fetch/git_folder_copy.hpp"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <limits>
#include <string_view>

#include "fetch/folder_names.hpp"
#include "fetch/name_rules.hpp"

namespace assay::fetch {
namespace {

namespace fs = std::filesystem;

constexpr std::uint64_t largest_reference_file = std::uint64_t{64} << 20;  // libgit2 reads it whole
constexpr std::uint64_t no_cap_of_its_own = std::numeric_limits<std::uint64_t>::max();
constexpr int deepest_reference = 32;
constexpr std::size_t object_digits = 40;

bool is_hexadecimal(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == text.npos; }

// An invalid descriptor where there is no such folder.
Attempt<Place> open_folder(const Place& from, const std::string& name) {
  Place inner{util::Fd(::openat(from.folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)),
              from.path / name};
  if (inner.folder || errno == ENOENT) return inner;
  if (errno == ENOTDIR || errno == ELOOP) return unusable(inner.path, "is a link or a special file");
  return core::fail_errno("opening " + inner.path.string(), errno);
}

}  // namespace

std::unexpected<core::Error> unusable(const fs::path& path, const std::string& why) {
  return core::fail(core::ErrorKind::usage, printable(path.string()) + " " + why + ": name a full clone of the repository");
}

core::Result<util::Fd> make_folder(int parent, const std::string& name) {
  if (::mkdirat(parent, name.c_str(), 0700) != 0) return core::fail_errno("making a copy's folder " + printable(name), errno);
  util::Fd made(::openat(parent, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (!made || ::fchmod(made.get(), 0755) != 0) return core::fail_errno("making a copy's folder " + printable(name), errno);
  return made;
}

core::Result<util::Fd> make_file(int folder, const std::string& name) {
  util::Fd made(::openat(folder, name.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600));
  if (!made || ::fchmod(made.get(), 0444) != 0) return core::fail_errno("making a copy's file " + printable(name), errno);
  return made;
}

Attempt<std::vector<std::string>> Copying::names(const Place& of) {
  if (auto running = unless_stopped(stop_); !running) return std::unexpected(running.error());
  auto names = names_in(of.folder.get(), of.path.string(), limits_.files);
  if (!names) return std::unexpected(names.error());
  if (names->size() > limits_.files) return too_large();
  return std::move(*names);
}

// How much came: less than `size` where the file was cut meanwhile, which who reads it will see.
Attempt<std::uint64_t> Copying::content(int from, int to, std::uint64_t size, const fs::path& path) {
  std::uint64_t copied = 0;
  while (copied < size) {
    if (auto running = unless_stopped(stop_); !running) return std::unexpected(running.error());
    const ssize_t count = ::sendfile(to, from, nullptr, std::min(size - copied, std::uint64_t{16} << 20));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return core::fail_errno("copying " + path.string(), errno);
    if (count == 0) break;
    copied += static_cast<std::uint64_t>(count);
  }
  return copied;
}

Attempt<Copying::Source> Copying::open(const Place& from, const std::string& name, std::uint64_t largest) {
  const fs::path path = from.path / name;
  struct stat status{};
  if (::fstatat(from.folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
    if (errno == ENOENT) return Source{};
    return core::fail_errno("looking at " + path.string(), errno);
  }
  if (!S_ISREG(status.st_mode)) return unusable(path, "is a link or a special file");
  util::Fd source(::openat(from.folder.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!source && errno == ENOENT) return Source{};
  if (!source || ::fstat(source.get(), &status) != 0) return core::fail_errno("opening " + path.string(), errno);
  if (!S_ISREG(status.st_mode)) return unusable(path, "is a link or a special file");
  const auto size = static_cast<std::uint64_t>(status.st_size);
  if (size > largest) return unusable(path, "is larger than " + core::to_string(core::Bytes{largest}));
  if (++files_ > limits_.files || size > limits_.size.count - size_) return too_large();
  size_ += size;
  return Source{std::move(source), size};
}

Attempt<void> Copying::file(const Place& from, const std::string& name, int to, std::uint64_t largest) {
  const auto source = open(from, name, largest);
  if (!source) return std::unexpected(source.error());
  if (!source->file) return {};
  const auto copy = make_file(to, name);
  if (!copy) return std::unexpected(copy.error());
  const auto copied = content(source->file.get(), copy->get(), source->size, from.path / name);
  if (!copied) return std::unexpected(copied.error());
  return {};
}

Attempt<std::pair<Place, util::Fd>> Copying::folder(const Place& from, const std::string& name, int to) {
  auto inner = open_folder(from, name);
  if (!inner) return std::unexpected(inner.error());
  if (!inner->folder) return std::pair(std::move(*inner), util::Fd());
  auto copy = make_folder(to, name);
  if (!copy) return std::unexpected(copy.error());
  return std::pair(std::move(*inner), std::move(*copy));
}

Attempt<void> Copying::references(const Place& from, int to, int depth) {
  if (depth > deepest_reference) return unusable(from.path, "is too deep for a reference");
  const auto inside = names(from);
  if (!inside) return std::unexpected(inside.error());
  for (const auto& name : *inside) {
    struct stat status{};
    if (::fstatat(from.folder.get(), name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) continue;
      return core::fail_errno("looking at " + (from.path / name).string(), errno);
    }
    if (!S_ISDIR(status.st_mode)) {
      if (auto copied = file(from, name, to, largest_reference_file); !copied) return copied;
      continue;
    }
    if (++files_ > limits_.files) return too_large();
    const auto inner = folder(from, name, to);
    if (!inner) return std::unexpected(inner.error());
    if (!inner->second) continue;
    if (auto copied = references(inner->first, inner->second.get(), depth + 1); !copied) return copied;
  }
  return {};
}

Attempt<void> Copying::loose(const Place& from, int to, std::string& index) {
  const auto inside = names(from);
  if (!inside) return std::unexpected(inside.error());
  for (const auto& name : *inside) {
    if (name.size() != object_digits - 2 || !is_hexadecimal(name)) continue;
    const auto source = open(from, name, no_cap_of_its_own);
    if (!source) return std::unexpected(source.error());
    if (!source->file) continue;
    const auto copied = content(source->file.get(), to, source->size, from.path / name);
    if (!copied) return std::unexpected(copied.error());
    index += from.path.filename().string() + name + ' ' + std::to_string(loose_size_) + ' ' + std::to_string(*copied) + '\n';
    loose_size_ += *copied;
  }
  return {};
}

// An index is written after its pack and goes before it.
Attempt<void> Copying::packs(const Place& from, int to) {
  const auto inside = names(from);
  if (!inside) return std::unexpected(inside.error());
  for (const std::string_view kind : {".idx", ".pack"}) {
    for (const auto& name : *inside) {
      if (!name.starts_with("pack-") || !name.ends_with(kind)) continue;
      if (auto copied = file(from, name, to, no_cap_of_its_own); !copied) return copied;
    }
  }
  return {};
}

Attempt<void> Copying::objects(const Place& from, int to, int loose_objects, std::string& index) {
  const auto inside = names(from);
  if (!inside) return std::unexpected(inside.error());
  for (const auto& name : *inside) {
    if (name.size() != 2 || !is_hexadecimal(name)) continue;
    const auto inner = open_folder(from, name);
    if (!inner) return std::unexpected(inner.error());
    if (!inner->folder) continue;
    if (auto copied = loose(*inner, loose_objects, index); !copied) return copied;
  }
  const auto pack = folder(from, "pack", to);
  if (!pack) return std::unexpected(pack.error());
  if (!pack->second) return {};
  return packs(pack->first, pack->second.get());
}

}  // namespace assay::fetch
