// What a machine offers the sandbox, as plain values: read from its files and tried out, and
// judged nowhere in here.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace assay::sandbox::survey {

/// What this process is in; a virtual machine is none.
enum class Container { none, docker, podman, kubernetes, other };

/// Whose job this process is part of.
enum class Ci { none, github, gitlab, other };

/// Where the process runs, by the marks that runtimes and runners leave.
struct Surroundings {
  Container container = Container::none;
  Ci ci = Ci::none;
  bool user_namespace = false;  ///< not the machine's first one: a rootless runtime
  bool systemd = false;         ///< process 1 is systemd
  bool raspberry_pi = false;
  std::string distribution;     ///< os-release's ID: "ubuntu"
  std::string distribution_version;  ///< its VERSION_ID: "24.04"
};

/// What the process itself may do.
struct Rights {
  bool root = false;
  std::uint64_t capabilities = 0;  ///< effective, a bit each as in capabilities(7)
  bool filtered = false;           ///< a seccomp filter is on it already
};

struct Kernel {
  std::string release;  ///< "6.1.0-18-amd64"
  bool seccomp_filters = false;
  std::optional<long> max_user_namespaces;        ///< user.max_user_namespaces
  std::optional<long> unprivileged_userns_clone;  ///< Debian's old switch; absent elsewhere
  std::optional<long> apparmor_restricts_userns;  ///< Ubuntu's, since 23.10
  bool selinux_enforces = false;
};

/// Which of the two kinds of cgroup are mounted and can be seen.
enum class CgroupVersion { none, v1, hybrid, v2 };

struct Cgroups {
  CgroupVersion version = CgroupVersion::none;
  bool covered = false;        ///< they are mounted, and something else over them
  std::filesystem::path own;       ///< ours (for version 1 the memory controller's), as it is mounted here
  bool read_only = false;          ///< the mount that shows it
  bool at_top = false;             ///< ours is the top of what is shown, as in a container's own cgroup namespace
  std::set<std::string> controllers;  ///< version 2: of ours; else those that are mounted for version 1
  std::set<std::string> controllers_at_top;  ///< version 2: those that the mount has at all
  std::set<std::string> disabled;  ///< switched off when the kernel was booted
  bool swap_in_use = false;
};

struct Bubblewrap {
  std::filesystem::path file;  ///< empty: not in PATH
  std::string version;         ///< "0.8.0"
  bool setuid = false;
};

/// Something that was tried in a process of its own.
struct Trial {
  bool worked = false;
  std::string said;  ///< why not
};

/// Empty where there was nothing to try with.
struct Trials {
  std::optional<Trial> user_namespace;   ///< making one, as the box's user
  std::optional<Trial> mount_namespace;  ///< making one and mounting in it, where we are root
  std::optional<Trial> bubblewrap;       ///< the smallest box, without cgroup, filter and mounts
  std::optional<Trial> cgroup;           ///< making one with limits
  int landlock_abi = 0;                  ///< 0: the kernel has no Landlock, or it is switched off
};

struct Survey {
  Surroundings surroundings;
  Rights rights;
  Kernel kernel;
  std::vector<std::string> covered_proc;  ///< mounts over parts of /proc
  Cgroups cgroups;
  Bubblewrap bubblewrap;
  Trials trials;
};

}  // namespace assay::sandbox::survey
