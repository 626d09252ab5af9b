#include "fetch/folder_listing.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <memory>
#include <utility>

#include "fetch/name_rules.hpp"

namespace assay::fetch {
namespace {

constexpr off_t largest_ignore_file = off_t{1} << 20;

core::Result<std::vector<std::string>> names_in(int folder, const std::string& path, std::uint64_t most) {
  util::Fd copy(::openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!copy) return core::fail_errno("opening folder " + printable(path), errno);
  const std::unique_ptr<DIR, int (*)(DIR*)> stream(::fdopendir(copy.get()), [](DIR* open) { return ::closedir(open); });
  if (!stream) return core::fail_errno("reading folder " + printable(path), errno);
  (void)copy.release();  // the stream owns it
  std::vector<std::string> names;
  while (true) {
    errno = 0;
    const dirent* entry = ::readdir(stream.get());
    if (entry == nullptr && errno != 0) return core::fail_errno("reading folder " + printable(path), errno);
    if (entry == nullptr || names.size() > most) break;
    const std::string name = entry->d_name;
    if (name != "." && name != "..") names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

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

class FolderWalk {
 public:
  FolderWalk(const core::CheckoutLimits& limits, const LeaveOut& leave_out, IgnoreCost cost, const std::stop_token& stop)
      : leave_out_(leave_out), cost_(std::move(cost)), stop_(stop), manifest_(limits) {}

  // Recursion is bounded by the manifest's cap on depth.
  Attempt<void> walk(int folder, const std::string& path) {
    if (auto running = unless_stopped(stop_); !running) return running;
    const auto names = names_in(folder, path, most_names);
    if (!names) return std::unexpected(names.error());
    if (names->size() > most_names) {
      return refuse("folder_too_large",
                    printable(path) + ": over " + std::to_string(most_names) + " names in one folder");
    }
    if (auto safe = check_ignore_file(folder, path); !safe) return safe;
    for (const auto& name : *names) {
      if (auto added = add(folder, path, name); !added) return added;
    }
    return {};
  }

  Listing take() { return {manifest_.take_entries(), manifest_.size(), std::move(flags_)}; }

 private:
  static constexpr std::uint64_t most_names = 200'000;

  // It is opened by libgit2, which would wait for ever on a pipe.
  Attempt<void> check_ignore_file(int folder, const std::string& path) {
    struct stat status{};
    if (::fstatat(folder, ".gitignore", &status, AT_SYMLINK_NOFOLLOW) != 0) {
      if (errno == ENOENT) return {};
      return core::fail_errno("looking at " + printable(join(path, ".gitignore")), errno);
    }
    const std::string name = printable(join(path, ".gitignore"));
    if (!S_ISREG(status.st_mode) || status.st_size > largest_ignore_file) {
      return refuse("unsafe_ignore_file", name + ": not a plain file of at most 1MiB");
    }
    const util::Fd file(::openat(folder, ".gitignore", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
    if (!file) return core::fail_errno("opening " + name, errno);
    const auto content = read_up_to(file.get(), static_cast<std::size_t>(status.st_size), "reading " + name);
    if (!content) return std::unexpected(content.error());
    cost_.add_rules(*content);
    return {};
  }

  Attempt<void> add(int folder, const std::string& parent, const std::string& name) {
    const std::string path = join(parent, name);
    if (name == ".git") {
      if (parent.empty()) return {};
      flags_.push_back("repository inside the submission: " + printable(parent) + " is taken as plain files");
      return {};
    }
    struct stat status{};
    if (::fstatat(folder, name.c_str(), &status, AT_SYMLINK_NOFOLLOW) != 0) {
      return core::fail_errno("looking at " + printable(path), errno);
    }
    if (!cost_.allows(path)) {
      return refuse("unsafe_ignore_file", printable(path) + ": the patterns of the ignore files have too many * for paths like it");
    }
    const auto left_out = leave_out_(S_ISDIR(status.st_mode) ? path + "/" : path);
    if (!left_out) return std::unexpected(left_out.error());
    if (*left_out) return {};
    const auto size = static_cast<std::uint64_t>(status.st_size);
    if (S_ISDIR(status.st_mode)) return descend(folder, parent, name);
    if (S_ISLNK(status.st_mode)) return manifest_.add(parent, name, EntryKind::link, size);
    if (!S_ISREG(status.st_mode)) {
      return refuse("special_file", printable(path) + " is a pipe, a socket or a device");
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
  IgnoreCost cost_;
  const std::stop_token& stop_;
  Manifest manifest_;
  std::vector<std::string> flags_;
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
                             const std::stop_token& stop, const IgnoreCost& cost) {
  FolderWalk walk(limits, leave_out, cost, stop);
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
  if (!file) return core::fail_errno(attempt, errno);
  auto content = read_up_to(file.get(), entry.size, attempt);
  if (content && content->size() != entry.size) return changed();
  return content;
}

}  // namespace assay::fetch
