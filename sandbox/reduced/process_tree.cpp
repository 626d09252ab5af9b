#include "sandbox/reduced/process_tree.hpp"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

#include "util/fd.hpp"

namespace assay::sandbox::reduced {

namespace {

using namespace std::chrono_literals;

/// Far shorter than process ids take to come round.
constexpr auto strangers_kept = 500ms;

/// The beginning of a small file; empty where it is gone or not ours to read.
std::string read_small(const std::string& path) {
  const util::Fd file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  char text[2048];
  const ssize_t size = file ? read(file.get(), text, sizeof text) : -1;
  return size > 0 ? std::string(text, static_cast<std::size_t>(size)) : std::string();
}

/// The field's number, counted from 1 as in the manual; the third is the first after the name.
class StatFields {
 public:
  explicit StatFields(std::string_view after_name) {
    for (std::size_t at = 0; at < after_name.size();) {
      const auto end = std::min(after_name.find(' ', at), after_name.size());
      fields_.push_back(after_name.substr(at, end - at));
      at = end + 1;
    }
  }
  [[nodiscard]] std::uint64_t number(std::size_t field) const {
    std::uint64_t value = 0;
    if (field - 3 < fields_.size()) std::from_chars(fields_[field - 3].data(), fields_[field - 3].data() + fields_[field - 3].size(), value);
    return value;
  }

 private:
  std::vector<std::string_view> fields_;
};

core::Duration from_ticks(std::uint64_t ticks) {
  static const auto tick = std::chrono::nanoseconds(1'000'000'000 / sysconf(_SC_CLK_TCK));
  return tick * static_cast<std::int64_t>(ticks);
}

std::optional<ProcessLook> look_at(pid_t process) {
  const std::string text = read_small("/proc/" + std::to_string(process) + "/stat");
  // The name before it may hold anything, also brackets and blanks.
  const auto name_end = text.rfind(')');
  if (name_end == std::string::npos || name_end + 2 > text.size()) return std::nullopt;
  const StatFields fields(std::string_view(text).substr(name_end + 2));
  static const auto page = static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE));
  ProcessLook look;
  look.process = process;
  look.parent = static_cast<pid_t>(fields.number(4));
  look.children_cpu = from_ticks(fields.number(16) + fields.number(17));
  // One that has ended and was not waited for takes its place too.
  look.threads = std::max(1U, static_cast<unsigned>(fields.number(20)));
  look.began = fields.number(22);
  look.resident = core::Bytes{fields.number(24) * page};
  return look;
}

core::Result<std::vector<pid_t>> all_processes() {
  const std::unique_ptr<DIR, int (*)(DIR*)> proc(opendir("/proc"), [](DIR* open) { return closedir(open); });
  if (!proc) return core::fail_errno("reading /proc", errno);
  std::vector<pid_t> processes;
  while (const dirent* entry = readdir(proc.get())) {
    const std::string_view name = entry->d_name;
    pid_t process = 0;
    const auto [end, problem] = std::from_chars(name.data(), name.data() + name.size(), process);
    if (problem == std::errc() && end == name.data() + name.size()) processes.push_back(process);
  }
  return processes;
}

/// For as long as it lives, files are opened as this user, by this thread alone (setfsuid(2)).
/// Root may need it: without CAP_SYS_PTRACE the kernel asks for the same user and group.
class FileUser {
 public:
  explicit FileUser(uid_t user) : changed_(user != 0 && geteuid() == 0) {
    if (!changed_) return;
    syscall(SYS_setfsgid, user);
    syscall(SYS_setfsuid, user);
  }
  FileUser(const FileUser&) = delete;
  FileUser& operator=(const FileUser&) = delete;
  ~FileUser() {
    if (!changed_) return;
    syscall(SYS_setfsuid, 0);
    syscall(SYS_setfsgid, getegid());
  }

 private:
  bool changed_;
};

}  // namespace

void ProcessTree::forget_strangers() {
  if (Clock::now() - forgotten_ < strangers_kept) return;
  strangers_.clear();
  forgotten_ = Clock::now();
}

/// Whether what it descends from is none of ours. Where a forebear has just ended, that is not
/// known: it may have been one of ours.
bool ProcessTree::is_stranger(const ProcessLook& process, const std::unordered_map<pid_t, ProcessLook>& known) const {
  const ProcessLook* at = &process;
  for (std::size_t steps = 0; steps <= known.size(); ++steps) {
    if (at->parent == 0 || strangers_.contains(at->parent)) return true;
    const auto above = known.find(at->parent);
    if (above == known.end()) return false;
    at = &above->second;
  }
  return false;
}

core::Result<std::vector<ProcessLook>> ProcessTree::look() {
  forget_strangers();
  const auto everyone = all_processes();
  if (!everyone) return std::unexpected(everyone.error());
  std::unordered_map<pid_t, ProcessLook> known;
  std::unordered_multimap<pid_t, pid_t> children;
  for (const pid_t process : *everyone) {
    if (strangers_.contains(process)) continue;
    const auto seen = look_at(process);
    if (!seen) continue;
    known.emplace(process, *seen);
    children.emplace(seen->parent, process);
  }
  std::vector<ProcessLook> tree;
  std::unordered_set<pid_t> members;
  std::vector<pid_t> found;
  if (known.contains(init_)) tree.push_back(known.at(init_));
  for (std::size_t next = 0; next < tree.size(); ++next) {
    members.insert(tree[next].process);
    const auto [begin, end] = children.equal_range(tree[next].process);
    for (auto child = begin; child != end; ++child) tree.push_back(known.at(child->second));
  }
  for (const auto& [process, seen] : known) {
    if (!members.contains(process) && is_stranger(seen, known)) found.push_back(process);
  }
  strangers_.insert(found.begin(), found.end());
  return tree;
}

core::Duration cpu_of(pid_t process) {
  clockid_t clock = 0;
  timespec used{};
  if (clock_getcpuclockid(process, &clock) != 0 || clock_gettime(clock, &used) != 0) return {};
  return std::chrono::seconds(used.tv_sec) + std::chrono::nanoseconds(used.tv_nsec);
}

namespace {

/// Nothing of a process that has given its memory up.
core::Bytes resident_now(pid_t process) {
  const std::string text = read_small("/proc/" + std::to_string(process) + "/statm");
  std::uint64_t pages = 0;
  const auto blank = text.find(' ');
  if (blank != std::string::npos) std::from_chars(text.data() + blank + 1, text.data() + text.size(), pages);
  return core::Bytes{pages * static_cast<std::uint64_t>(sysconf(_SC_PAGESIZE))};
}

}  // namespace

core::Bytes share_of_memory(const ProcessLook& process, uid_t user) {
  std::string text;
  {
    const FileUser as(user);
    text = read_small("/proc/" + std::to_string(process.process) + "/smaps_rollup");
  }
  constexpr std::string_view key = "\nPss:";
  const auto at = text.find(key);
  // Closed to us, or over: which of them, its size as of now says.
  if (at == std::string::npos) return resident_now(process.process);
  const auto digits = text.find_first_not_of(' ', at + key.size());
  std::uint64_t kibibytes = 0;
  if (digits != std::string::npos) std::from_chars(text.data() + digits, text.data() + text.size(), kibibytes);
  return core::Bytes{kibibytes << 10};
}

core::Bytes size_of_nameless_files(const std::vector<pid_t>& processes, dev_t device, uid_t user) {
  const FileUser as(user);
  core::Bytes size;
  std::set<ino_t> counted;
  for (const pid_t process : processes) {
    const std::string folder = "/proc/" + std::to_string(process) + "/fd";
    const std::unique_ptr<DIR, int (*)(DIR*)> files(opendir(folder.c_str()), [](DIR* open) { return closedir(open); });
    if (!files) continue;
    while (const dirent* entry = readdir(files.get())) {
      struct stat info {};
      if (fstatat(dirfd(files.get()), entry->d_name, &info, 0) != 0 || !S_ISREG(info.st_mode)) continue;
      if (info.st_nlink != 0 || info.st_dev != device || !counted.insert(info.st_ino).second) continue;
      size.count += static_cast<std::uint64_t>(info.st_blocks) * 512;  // stat(2)
    }
  }
  return size;
}

}  // namespace assay::sandbox::reduced
