#include "sandbox/survey/collect.hpp"

#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <string_view>

#include "sandbox/survey/cgroup_facts.hpp"
#include "sandbox/survey/tree.hpp"

namespace assay::sandbox::survey {
namespace {

/// The host's cgroup is named here only where the container has no cgroup namespace of its own.
bool is_named(const Tree& tree, std::initializer_list<std::string_view> marks) {
  const std::string path = tree.text("/proc/1/cgroup");
  return std::ranges::any_of(marks, [&](std::string_view mark) { return path.find(mark) != path.npos; });
}

constexpr std::string_view first_pid_namespace = "pid:[4026531836]";

/// A virtual machine whose disk was made from a container's image has the image's marks too, but
/// every namespace of its is the first of its kind. Their numbers are fixed (linux/proc_ns.h).
bool is_on_the_machine_itself(const Tree& tree) {
  return tree.link("/proc/self/ns/pid") == first_pid_namespace && tree.link("/proc/self/ns/uts") == "uts:[4026531838]" &&
         tree.link("/proc/self/ns/cgroup") == "cgroup:[4026531835]";
}

Container find_container(const Tree& tree, const Variables& variable) {
  if (is_on_the_machine_itself(tree)) return Container::none;
  if (variable("KUBERNETES_SERVICE_HOST") || is_named(tree, {"kubepods"})) return Container::kubernetes;
  // podman-run(1), docker's own mark, and systemd's "The Container Interface".
  if (tree.has("/run/.containerenv") || is_named(tree, {"libpod"})) return Container::podman;
  if (tree.has("/.dockerenv") || is_named(tree, {"/docker/", "docker-"})) return Container::docker;
  const bool other = tree.has("/run/systemd/container") || is_named(tree, {"/lxc/", "machine.slice"}) ||
                     tree.text("/proc/1/environ").find("container=") != std::string::npos;
  // Process ids of its own are what every container has, marked or not.
  const std::string pids = tree.link("/proc/self/ns/pid");
  return other || (!pids.empty() && pids != first_pid_namespace) ? Container::other : Container::none;
}

Ci find_ci(const Variables& variable) {
  if (variable("GITHUB_ACTIONS") == "true") return Ci::github;
  if (variable("GITLAB_CI") == "true") return Ci::gitlab;
  return variable("CI") ? Ci::other : Ci::none;
}

/// The first user namespace maps every user to itself; see user_namespaces(7).
bool in_user_namespace(const Tree& tree) {
  const auto fields = split(tree.text("/proc/self/uid_map"), " \n");
  return !fields.empty() && fields != std::vector<std::string>{"0", "0", "4294967295"};
}

Surroundings look_around(const Tree& tree, const Variables& variable) {
  return {.container = find_container(tree, variable),
          .ci = find_ci(variable),
          .user_namespace = in_user_namespace(tree),
          .systemd = tree.has("/run/systemd/system"),
          .raspberry_pi = tree.text("/proc/device-tree/model").starts_with("Raspberry Pi"),
          .distribution = tree.value("/etc/os-release", "ID"),
          .distribution_version = tree.value("/etc/os-release", "VERSION_ID")};
}

std::uint64_t from_hexadecimal(const std::string& text) {
  std::uint64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, 16);
  return number;
}

Rights find_rights(const Tree& tree) {
  constexpr const char* status = "/proc/self/status";
  // "Uid:" has the real, the effective, the saved and the file system's user.
  std::string effective;
  for (const auto& line : tree.lines(status)) {
    const auto words = split(line, " \t");
    if (words.size() > 2 && words[0] == "Uid:") effective = words[2];
  }
  return {.root = effective == "0",
          .capabilities = from_hexadecimal(tree.value(status, "CapEff")),
          .filtered = tree.value(status, "Seccomp") == "2"};
}

Kernel find_kernel(const Tree& tree) {
  auto release = tree.lines("/proc/sys/kernel/osrelease");
  return {.release = release.empty() ? std::string{} : release.front(),
          .seccomp_filters = tree.has("/proc/sys/kernel/seccomp/actions_avail"),
          .max_user_namespaces = tree.number("/proc/sys/user/max_user_namespaces"),
          .unprivileged_userns_clone = tree.number("/proc/sys/kernel/unprivileged_userns_clone"),
          .apparmor_restricts_userns = tree.number("/proc/sys/kernel/apparmor_restrict_unprivileged_userns"),
          .selinux_enforces = tree.number("/sys/fs/selinux/enforce") == 1};
}

/// The kernel refuses a new /proc to a user namespace that sees only parts of its own ("mount too
/// revealing"); the mount points that it makes itself, which are always empty below, do not count.
std::vector<std::string> find_covered_proc(const Tree& tree) {
  std::vector<std::string> covered;
  for (const auto& mount : tree.mounts()) {
    const bool is_made_for_it = mount.point == "/proc/sys/fs/binfmt_misc" || mount.point == "/proc/fs/nfsd";
    if (mount.point.starts_with("/proc/") && !is_made_for_it) covered.push_back(mount.point);
  }
  return covered;
}

}  // namespace

Survey collect(const std::filesystem::path& root, const Variables& variable) {
  const Tree tree(root);
  return {.surroundings = look_around(tree, variable),
          .rights = find_rights(tree),
          .kernel = find_kernel(tree),
          .covered_proc = find_covered_proc(tree),
          .cgroups = find_cgroups(tree),
          .bubblewrap = {},
          .trials = {}};
}

Variables own_variables() {
  return [](const std::string& name) -> std::optional<std::string> {
    const char* value = std::getenv(name.c_str());
    if (value == nullptr) return std::nullopt;
    return value;
  };
}

}  // namespace assay::sandbox::survey
