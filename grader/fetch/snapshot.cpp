#include "fetch/snapshot.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>
#include <string_view>
#include <utility>

#include "fetch/git_folder_copy.hpp"
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
