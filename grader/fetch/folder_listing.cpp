#include "fetch/folder_listing.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "fetch/folder_names.hpp"
#include "fetch/name_rules.hpp"

namespace assay::fetch {
namespace {

constexpr off_t largest_ignore_file = off_t{1} << 20;
constexpr std::size_t most_ignore_rules = std::size_t{16} << 20;

// One byte more than `size` shows that there is more.
core::Result<std::string> read_up_to(int file, std::size_t size, const std::string& attempt) {
  std::string content(size + 1, '\0');
  std::size_t filled = 0;
  while (filled < content.size()) {
    const ssize_t count = ::read(file, content.data() + filled, content.size() - filled);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return core::fail_errno(attempt, errno);
    if (count == 0) break;
    filled += static_cast<std::size_t>(count);
  }
  content.resize(filled);
  return content;
}

struct Found {
  std::string name;
  struct stat status{};
};

class FolderWalk {
 public:
  FolderWalk(const core::CheckoutLimits& limits, const LeaveOut& leave_out, const std::stop_token& stop)
      : leave_out_(leave_out), stop_(stop), manifest_(limits) {}

  // Recursion is bounded by the manifest's cap on depth.
  Attempt<void> walk(int folder, const std::string& path) {
    if (auto running = unless_stopped(stop_); !running) return running;
    auto found = look(folder, path);
    if (!found) return std::unexpected(found.error());
    auto ignore_file = read_ignore_file(folder, path);
    if (!ignore_file) return std::unexpected(ignore_file.error());
    IgnoreQuestion question{path, std::move(*ignore_file), {}};
    for (const auto& one : *found) question.names.push_back(S_ISDIR(one.status.st_mode) ? one.name + "/" : one.name);
    const auto left_out = leave_out_(question);
    if (!left_out) return std::unexpected(left_out.error());
    for (std::size_t i = 0; i < found->size(); ++i) {
      if ((*left_out)[i]) continue;
      if (auto added = add(folder, path, (*found)[i]); !added) return added;
    }
    return {};
  }

  Listing take() { return {manifest_.take_entries(), manifest_.size(), std::move(flags_)}; }

 private:
  static constexpr std::uint64_t most_names = 200'000;

  // What is in the folder, without `.git`.
  Attempt<std::vector<Found>> look(int folder, const std::string& path) {
    const auto names = names_in(folder, path, most_names);
    if (!names) return std::unexpected(names.error());
    if (names->size() > most_names) {
      return refuse("folder_too_large",
                    printable(path) + ": over " + std::to_string(most_names) + " names in one folder");
    }
    std::vector<Found> found;
    for (const auto& name : *names) {
      if (name == ".git") {
        if (!path.empty()) flags_.push_back("repository inside the submission: " + printable(path) + " is taken as plain files");
        continue;
      }
      Found one{name, {}};
      if (::fstatat(folder, name.c_str(), &one.status, AT_SYMLINK_NOFOLLOW) != 0) {
        return core::fail_errno("looking at " + printable(join(path, name)), errno);
      }
      found.push_back(std::move(one));
    }
    return found;
  }

  Attempt<std::optional<std::string>> read_ignore_file(int folder, const std::string& path) {
    struct stat status{};
    if (::fstatat(folder, ".gitignore", &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) return std::nullopt;
      return core::fail_errno("looking at " + printable(join(path, ".gitignore")), errno);
    }
    const std::string name = printable(join(path, ".gitignore"));
    if (!S_ISREG(status.st_mode) || status.st_size > largest_ignore_file) {
      return refuse("unsafe_ignore_file", name + ": not a plain file of at most 1MiB");
    }
    const util::Fd file(::openat(folder, ".gitignore", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file) return core::fail_errno("opening " + name, errno);
    auto content = read_up_to(file.get(), static_cast<std::size_t>(status.st_size), "reading " + name);
    if (!content) return std::unexpected(content.error());
    ignore_files_ += content->size();
    if (ignore_files_ > most_ignore_rules) return refuse("unsafe_ignore_file", name + ": over 16MiB with those before");
    return std::move(*content);
  }

  Attempt<void> add(int folder, const std::string& parent, const Found& found) {
    const auto& [name, status] = found;
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (S_ISDIR(status.st_mode)) return descend(folder, parent, name);
    if (S_ISLNK(status.st_mode)) return manifest_.add(parent, name, EntryKind::link, size);
    if (!S_ISREG(status.st_mode)) {
      return refuse("special_file", printable(join(parent, name)) + " is a pipe, a socket or a device");
    }
    return manifest_.add(parent, name, (status.st_mode & S_IXUSR) != 0 ? EntryKind::executable : EntryKind::file, size);
  }

  Attempt<void> descend(int folder, const std::string& parent, const std::string& name) {
    if (auto added = manifest_.add_folder(parent, name); !added) return added;
    const util::Fd inner(::openat(folder, name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!inner) return core::fail_errno("opening folder " + printable(join(parent, name)), errno);
    return walk(inner.get(), join(parent, name));
  }

  const LeaveOut& leave_out_;
  const std::stop_token& stop_;
  Manifest manifest_;
  std::vector<std::string> flags_;
  std::size_t ignore_files_ = 0;
};

// The folder that holds `path`, and its last part; no link is followed on the way.
core::Result<std::pair<util::Fd, std::string>> open_parent(int root, const std::string& path) {
  util::Fd folder(::openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC));
  std::size_t begin = 0;
  for (auto slash = path.find('/'); folder && slash != path.npos; slash = path.find('/', begin)) {
    folder = util::Fd(::openat(folder.get(), path.substr(begin, slash - begin).c_str(),
                               O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    begin = slash + 1;
  }
  if (!folder) return core::fail_errno("opening the folder of " + printable(path), errno);
  return std::pair(std::move(folder), path.substr(begin));
}

}  // namespace

Attempt<Listing> list_folder(int root, const core::CheckoutLimits& limits, const LeaveOut& leave_out,
                             const std::stop_token& stop) {
  FolderWalk walk(limits, leave_out, stop);
  if (auto walked = walk.walk(root, ""); !walked) return std::unexpected(walked.error());
  return walk.take();
}

core::Result<util::Fd> open_folder(const std::filesystem::path& path) {
  util::Fd folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!folder) return core::fail_errno("opening " + path.string(), errno);
  return folder;
}

core::Result<std::string> read_listed(int root, const Entry& entry) {
  const std::string attempt = "reading " + printable(entry.path);
  const auto parent = open_parent(root, entry.path);
  if (!parent) return std::unexpected(parent.error());
  const auto& [folder, name] = *parent;
  const auto changed = [&] { return core::fail(core::ErrorKind::infrastructure, attempt + ": it changed meanwhile"); };
  if (entry.kind == EntryKind::link) {
    std::string target(entry.size + 1, '\0');
    const ssize_t count = ::readlinkat(folder.get(), name.c_str(), target.data(), target.size());
    if (count < 0) return core::fail_errno(attempt, errno);
    if (static_cast<std::uint64_t>(count) != entry.size) return changed();
    target.resize(entry.size);
    return target;
  }
  const util::Fd file(::openat(folder.get(), name.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  struct stat status{};
  if (!file || ::fstat(file.get(), &status) != 0) return core::fail_errno(attempt, errno);
  if (!S_ISREG(status.st_mode)) return changed();
  auto content = read_up_to(file.get(), entry.size, attempt);
  if (content && content->size() != entry.size) return changed();
  return content;
}

}  // namespace assay::fetch
