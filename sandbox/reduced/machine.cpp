#include "sandbox/reduced/machine.hpp"

#include <linux/capability.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <cerrno>

#include "sandbox/isolation.hpp"
#include "sandbox/reduced/landlock_abi.hpp"

namespace assay::sandbox::reduced {

namespace {

std::atomic<int> newest_abi{0};

bool have_capability(unsigned capability) {
  __user_cap_header_struct header{_LINUX_CAPABILITY_VERSION_3, 0};
  __user_cap_data_struct data[2]{};
  if (syscall(SYS_capget, &header, data) != 0) return false;
  return (data[capability / 32].effective >> (capability % 32) & 1U) != 0;
}

std::string why_no_landlock(int error) {
  if (error == ENOSYS) {
    return "the kernel has no Landlock (Linux 5.13 or later, with CONFIG_SECURITY_LANDLOCK), or a system call filter of "
           "the container hides it (Docker's and Podman's own allow it since 2021)";
  }
  if (error == EOPNOTSUPP) return "Landlock is switched off: add it to the kernel's lsm= list (see /sys/kernel/security/lsm)";
  return "Landlock cannot be used";
}

}  // namespace

core::Result<Machine> machine() {
  const int abi = landlock::kernel_abi();
  if (abi < 1) return core::fail(core::ErrorKind::infrastructure, "reduced isolation needs Landlock: " + why_no_landlock(errno));
  Machine found;
  found.abi = newest_abi == 0 ? abi : std::min(abi, newest_abi.load());
  if (geteuid() == 0) {
    if (!have_capability(CAP_SETUID) || !have_capability(CAP_SETGID) || !have_capability(CAP_CHOWN)) {
      return core::fail(core::ErrorKind::infrastructure,
                        "reduced isolation gives a run of root's a user of its own, and this root may not change users: it "
                        "needs the capabilities CAP_SETUID, CAP_SETGID and CAP_CHOWN, which Docker and Podman give by "
                        "themselves; or run as an ordinary user");
    }
    found.own_user = true;
    found.killing = protocol::Killing::own_user;
  } else if (found.abi >= landlock::abi_of_scopes) {
    found.killing = protocol::Killing::scope;
  }
  return found;
}

void pretend_landlock_abi(int abi) { newest_abi = abi; }

std::string describe(const Machine& machine) {
  std::string text = "reduced: Landlock ABI " + std::to_string(machine.abi) + ", seccomp, resource limits, " +
                     (machine.own_user ? "a user of its own" : "the grader's own user") +
                     "; no namespaces and no cgroups: names and sizes of host files can be found out, CPU time, memory, "
                     "processes and disk are polled, and there is no network at all";
  const std::string why = why_not_full();
  return why.empty() ? text : text + " (no full isolation: " + why + ")";
}

}  // namespace assay::sandbox::reduced
