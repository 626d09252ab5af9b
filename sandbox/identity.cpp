#include "sandbox/identity.hpp"

#include <unistd.h>

#include <cerrno>

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
  const BoxIdentity identity = box_identity();
  if (!identity.differs) return {};
  if (lchown(path.c_str(), identity.uid, identity.gid) != 0) {
    return core::fail_errno("giving " + path.string() + " to the sandbox's user", errno);
  }
  return {};
}

}  // namespace assay::sandbox
