#include "sandbox/identity.hpp"

#include <unistd.h>

#include <cerrno>

#include "sandbox/isolation.hpp"
#include "sandbox/reduced/writers.hpp"

namespace assay::sandbox {

namespace {
constexpr uid_t box_uid = 64000;
constexpr gid_t box_gid = 64000;
}  // namespace

BoxIdentity box_identity() {
  if (geteuid() == 0) return {box_uid, box_gid, true};
  return {geteuid(), getegid(), false};
}

core::Result<void> prepare_writable(const std::filesystem::path& path) {
  const auto which = isolation();
  if (!which) return std::unexpected(which.error());
  if (*which == Isolation::reduced) return geteuid() == 0 ? reduced::give_to_a_user(path) : core::Result<void>();
  const BoxIdentity identity = box_identity();
  if (!identity.differs) return {};
  if (lchown(path.c_str(), identity.uid, identity.gid) != 0) {
    return core::fail_errno("giving " + path.string() + " to the sandbox's user", errno);
  }
  return {};
}

}  // namespace assay::sandbox
