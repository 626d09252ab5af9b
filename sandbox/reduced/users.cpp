#include "sandbox/reduced/users.hpp"

#include <sys/socket.h>
#include <sys/un.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <random>
#include <string>

namespace assay::sandbox::reduced {

namespace {

/// An abstract name is one process's at a time, and free again when that is gone, however it went.
util::Fd claim(uid_t uid) {
  util::Fd socket(::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0));
  if (!socket) return {};
  const std::string name = "assay-run-user-" + std::to_string(uid);
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  name.copy(address.sun_path + 1, name.size());
  const auto size = static_cast<socklen_t>(offsetof(sockaddr_un, sun_path) + 1 + name.size());
  if (bind(socket.get(), reinterpret_cast<sockaddr*>(&address), size) != 0) return {};
  return socket;
}

}  // namespace

core::Result<std::shared_ptr<RunUser>> RunUser::take() {
  // In turn, so that one that has just been given back is not the next; and from anywhere on, as a
  // container with a network of its own does not see the claims of others on the same kernel.
  static std::atomic<uid_t> next{std::random_device{}() % most};
  for (uid_t i = 0; i < most; ++i) {
    const uid_t uid = first + next++ % most;
    util::Fd claimed = claim(uid);
    if (claimed) return std::shared_ptr<RunUser>(new RunUser(uid, std::move(claimed)));
    if (errno != EADDRINUSE) return core::fail_errno("claiming a user for the run", errno);
  }
  return core::fail(core::ErrorKind::infrastructure, "all " + std::to_string(most) + " users for runs are taken");
}

}  // namespace assay::sandbox::reduced
