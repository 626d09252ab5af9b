#include "fetch/snapshot.hpp"

#include <fcntl.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "fetch/folder_names.hpp"
#include "fetch/messages.hpp"
#include "fetch/name_rules.hpp"

namespace assay::fetch {
namespace {

namespace fs = std::filesystem;

constexpr std::array<const char*, 3> files_copied{"HEAD", "packed-refs", "index"};
// They name other folders, whose content is not the submission's.
constexpr std::array<std::string_view, 3> leading_elsewhere{
    "commondir", "objects/info/alternates", "objects/info/http-alternates"};
constexpr std::uint64_t largest_text = std::uint64_t{64} << 20;  // of those that libgit2 reads whole
constexpr std::uint64_t no_cap_of_its_own = std::numeric_limits<std::uint64_t>::max();
constexpr int deepest_reference = 32;
constexpr std::size_t object_digits = 40;

bool is_hexadecimal(std::string_view text) { return text.find_first_not_of("0123456789abcdef") == text.npos; }

std::unexpected<core::Error> unusable(const fs::path& path, const std::string& why) {
  return core::fail(core::ErrorKind::usage, printable(path.string()) + " " + why + ": name a full clone of the repository");
}

struct Place {
  util::Fd folder;
  fs::path path;  ///< for messages
};

// An invalid descriptor where there is no such folder.
Attempt<Place> open_folder(const Place& from, const std::string& name) {
  Place inner{util::Fd(::openat(from.folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)),
              from.path / name};
  if (inner.folder || errno == ENOENT) return inner;
  if (errno == ENOTDIR || errno == ELOOP) return unusable(inner.path, "is a link or a special file");
  return core::fail_errno("opening " + inner.path.string(), errno);
}

// What the box's user may read, whatever the umask is.
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

class Copying {
 public:
  Copying(const RepositoryLimits& limits, const std::stop_token& stop) : limits_(limits), stop_(stop) {}

  /// Nothing where there is no such file.
  Attempt<void> file(const Place& from, const std::string& name, int to, std::uint64_t largest);
  /// The folder inside and its copy; invalid descriptors where there is none.
  Attempt<std::pair<Place, util::Fd>> folder(const Place& from, const std::string& name, int to);
  Attempt<void> references(const Place& from, int to, int depth);
  /// Loose objects go into `loose`, and where they are into `index`.
  Attempt<void> objects(const Place& from, int to, int loose, std::string& index);

 private:
  struct Source {
    util::Fd file;  ///< invalid where there is none
    std::uint64_t size = 0;
  };
  Attempt<std::vector<std::string>> names(const Place& of);
  Attempt<Source> open(const Place& from, const std::string& name, std::uint64_t largest);
  Attempt<void> loose(const Place& from, int to, std::string& index);
  Attempt<void> packs(const Place& from, int to);
  Attempt<std::uint64_t> content(int from, int to, std::uint64_t size, const fs::path& path);
  std::unexpected<Stop> too_large() const {
    return refuse("repository_too_large", "the repository has more than " + core::to_string(limits_.size) + " or " +
                                              std::to_string(limits_.files) + " files: `git gc` may help");
  }

  RepositoryLimits limits_;
  const std::stop_token& stop_;
  std::uint64_t size_ = 0;
  std::uint64_t files_ = 0;
  std::uint64_t loose_size_ = 0;
};

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
      if (auto copied = file(from, name, to, largest_text); !copied) return copied;
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

bool exists(const Place& place, std::string_view name) {
  struct stat status{};
  return ::fstatat(place.folder.get(), std::string(name).c_str(), &status, AT_SYMLINK_NOFOLLOW) == 0;
}

// Read as text, not as configuration: a file that says so in a comment is refused as well.
Attempt<void> check_format(const Place& git) {
  if (exists(git, "reftable")) {
    return refuse("repository_format", "the repository keeps its branches in reftables, which this version does not "
                                       "read: `git refs migrate --ref-format=files`");
  }
  const util::Fd file(::openat(git.folder.get(), "config", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (!file) return {};
  std::string text(std::size_t{64} << 10, '\0');
  const ssize_t count = ::read(file.get(), text.data(), text.size());
  text.resize(count > 0 ? static_cast<std::size_t>(count) : 0);
  std::erase_if(text, [](char c) { return c == ' ' || c == '\t' || c == '"'; });
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  if (text.find("objectformat=sha256") == text.npos) return {};
  return refuse("repository_format", "the repository names its objects by SHA-256, which this version does not read");
}

Attempt<void> write_index(int to, std::string_view index) {
  const auto file = make_file(to, loose_index_name);
  if (!file) return std::unexpected(file.error());
  while (!index.empty()) {
    const ssize_t count = ::write(file->get(), index.data(), index.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return core::fail_errno("writing where loose objects are", errno);
    index.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

Attempt<void> copy_repository(const Place& git, int to, Copying& copying) {
  for (const auto name : leading_elsewhere) {
    if (exists(git, name)) return unusable(git.path / name, "says that the repository borrows from another folder");
  }
  if (auto known = check_format(git); !known) return known;
  for (const auto* name : files_copied) {
    if (auto copied = copying.file(git, name, to, largest_text); !copied) return copied;
  }
  const auto info = copying.folder(git, "info", to);
  if (!info) return std::unexpected(info.error());
  if (info->second) {
    if (auto copied = copying.file(info->first, "exclude", info->second.get(), largest_text); !copied) return copied;
  }
  const auto references = copying.folder(git, "refs", to);
  if (!references) return std::unexpected(references.error());
  if (references->second) {
    if (auto copied = copying.references(references->first, references->second.get(), 0); !copied) return copied;
  }
  const auto objects = copying.folder(git, "objects", to);
  if (!objects) return std::unexpected(objects.error());
  if (!objects->second) return {};
  const auto loose = make_file(to, loose_objects_name);
  if (!loose) return std::unexpected(loose.error());
  std::string index;
  if (auto copied = copying.objects(objects->first, objects->second.get(), loose->get(), index); !copied) return copied;
  return write_index(to, index);
}

// XDG Base Directory Specification; git's own place for a user's ignore rules.
fs::path user_configuration() {
  if (const char* given = std::getenv("XDG_CONFIG_HOME"); given != nullptr && *given == '/') return given;
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? fs::path(home) / ".config" : fs::path();
}

Attempt<void> copy_ignore_file(int to, Copying& copying) {
  const auto inner = make_folder(to, "git");
  if (!inner) return std::unexpected(inner.error());
  const fs::path theirs = user_configuration() / "git";
  Place from{util::Fd(::open(theirs.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), theirs};
  if (!from.folder) return {};
  return copying.file(from, "ignore", inner->get(), largest_text);
}

}  // namespace

Attempt<Snapshot> take_snapshot(const fs::path& git_directory, const RepositoryLimits& limits,
                                const std::stop_token& stop) {
  Place git{util::Fd(::open(git_directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)), git_directory};
  if (!git.folder) return core::fail_errno("opening " + git_directory.string(), errno);
  auto made = util::TemporaryDirectory::create();
  if (!made) return std::unexpected(made.error());
  Snapshot snapshot{std::move(*made)};
  const auto repository = make_folder(AT_FDCWD, snapshot.repository().string());
  if (!repository) return std::unexpected(repository.error());
  const auto configuration = make_folder(AT_FDCWD, snapshot.configuration().string());
  if (!configuration) return std::unexpected(configuration.error());
  Copying copying(limits, stop);
  if (auto copied = copy_repository(git, repository->get(), copying); !copied) return std::unexpected(copied.error());
  if (auto copied = copy_ignore_file(configuration->get(), copying); !copied) return std::unexpected(copied.error());
  return snapshot;
}

}  // namespace assay::fetch
