#include "sandbox/reduced/writers.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <mutex>
#include <vector>

#include "sandbox/reduced/view.hpp"

namespace assay::sandbox::reduced {

namespace fs = std::filesystem;

namespace {

struct Writer {
  fs::path folder;
  std::shared_ptr<RunUser> user;
};

struct Writers {
  std::mutex mutex;
  std::vector<Writer> all;
};

Writers& writers() {
  static Writers one;
  return one;
}

bool owns(const Writer& writer, const fs::path& path) {
  struct stat info {};
  return lstat(path.c_str(), &info) == 0 && info.st_uid == writer.user->uid();
}

/// The same user, for one run at a time; nothing while another has it.
std::shared_ptr<RunUser> lend(const std::shared_ptr<RunUser>& user) {
  if (user->lent().exchange(true)) return nullptr;
  return {user.get(), [user](RunUser*) { user->lent() = false; }};
}

std::shared_ptr<RunUser> owner_of(const fs::path& path) {
  Writers& known = writers();
  const std::lock_guard lock(known.mutex);
  for (const auto& writer : known.all) {
    if (owns(writer, path)) return writer.user;
  }
  return nullptr;
}

}  // namespace

core::Result<void> give_to_a_user(const fs::path& path) {
  if (owner_of(path)) return {};
  if (auto opened = open_the_way(path); !opened) return opened;
  auto user = RunUser::take();
  if (!user) return std::unexpected(user.error());
  if (lchown(path.c_str(), (*user)->uid(), (*user)->uid()) != 0) {
    return core::fail_errno("giving " + path.string() + " to a run's user", errno);
  }
  Writers& known = writers();
  const std::lock_guard lock(known.mutex);
  // The users of folders that are gone are free again.
  std::erase_if(known.all, [](const Writer& writer) { return !owns(writer, writer.folder); });
  known.all.push_back({path, std::move(*user)});
  return {};
}

core::Result<std::shared_ptr<RunUser>> user_for(const Policy& policy) {
  std::shared_ptr<RunUser> user;
  for (const auto& mount : policy.mounts) {
    if (!mount.writable) continue;
    auto owner = owner_of(mount.host);
    if (!owner || (user && user != owner)) {
      return core::fail(core::ErrorKind::usage, mount.host.string() + " cannot be written by the run: " +
                                                    (owner ? "it belongs to another user than another folder that is to be written"
                                                           : "prepare_writable was not called on it"));
    }
    user = std::move(owner);
  }
  if (!user) return RunUser::take();
  // Who ends one of the two would end the other too.
  if (auto lent = lend(user)) return lent;
  return core::fail(core::ErrorKind::infrastructure, "another run writes the same folder, which reduced isolation cannot keep apart");
}

}  // namespace assay::sandbox::reduced
