// How containers are started so that a sandbox works in them. What each option is for:
// - SYS_ADMIN: as root, Assay stages mounts in a mount namespace of its own before it gives root up.
// - seccomp: Docker's filter refuses clone and unshare of namespaces without SYS_ADMIN, and
//   pivot_root always (docs.docker.com/engine/security/seccomp). Podman's lets them pass
//   (containers/bubblewrap#505).
// - apparmor: the profiles docker-default and containers-default refuse to mount.
// - systempaths, unmask: a /proc of which parts are covered keeps a new one from being mounted
//   (containers/bubblewrap#284, #505). systempaths is docker's command line's own; a daemon that
//   is asked for it over its API, as by GitLab's runner, refuses (docker/cli, parseSystemPaths).
// - writable-cgroups: since Docker 28 (moby/moby#48828), and not with a rootless daemon (#49333);
//   podman-run(1) has /sys/fs/cgroup among what unmask=ALL makes writable, for version 2 only.
// - label: SELinux's container_t may not mount.
#include "sandbox/survey/rules.hpp"

namespace assay::sandbox::survey {
namespace {

constexpr const char* see_container = "see \"container\" below";

constexpr const char* docker_least =
    "--cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
    "--security-opt systempaths=unconfined --security-opt writable-cgroups=true --cgroupns private";

/// Version 2 lets no cgroup hold processes and limited children at once; as hack/dind of
/// moby/moby does it.
std::vector<std::string> leave_the_top() {
  return {"mkdir -p /sys/fs/cgroup/init",
          "xargs -rn1 < /sys/fs/cgroup/cgroup.procs > /sys/fs/cgroup/init/cgroup.procs",
          "echo '+memory +pids' > /sys/fs/cgroup/cgroup.subtree_control"};
}

std::vector<Remedy> for_docker(const Survey& survey) {
  if (survey.surroundings.user_namespace) {
    return {{"a rootless Docker has no writable cgroups without this",
             {"docker run --privileged …"}}};
  }
  return {{"the least, from Docker 28 on",
           {std::string("docker run ") + docker_least + " …"}},
          {"simpler, and the container can then do to the host what root can", {"docker run --privileged --cgroupns private …"}}};
}

std::vector<Remedy> for_podman(const Survey& survey) {
  const bool rootless = survey.surroundings.user_namespace;
  const std::string least = std::string("podman run --cap-add SYS_ADMIN --security-opt unmask=ALL") +
                            (rootless ? "" : " --security-opt apparmor=unconfined") +
                            (survey.kernel.selinux_enforces ? " --security-opt label=disable" : "") + " --cgroupns private …";
  return {{rootless ? "the least; what it adds is within your own user namespace" : "the least", {least}},
          {"simpler", {"podman run --privileged --cgroupns private …"}}};
}

std::vector<Remedy> for_another() {
  return {{"start it privileged; or, at the least, as root with CAP_SYS_ADMIN, a seccomp filter and a security module that let "
           "namespaces and mounts pass, nothing over parts of /proc, and cgroups that can be written", {}}};
}

std::vector<Remedy> for_kubernetes() {
  return {{"in the pod's specification",
           {"securityContext:", "  privileged: true"}}};
}

/// jobs.<job_id>.container.options are those of `docker create`.
std::vector<Remedy> for_github(const Survey& survey) {
  if (survey.surroundings.container == Container::kubernetes) return for_kubernetes();
  return {{"in the workflow; the container's machine is the job's alone, so this opens nothing else",
                                {"container:", "  image: …", "  options: --privileged --cgroupns private"}},
                               {"the least",
                                {"container:", "  image: …", "  options: >-", std::string("    ") + docker_least}},
                               {"or without a container, on the runner itself, which has sudo",
                                {"runs-on: ubuntu-latest", "steps:", "  - run: sudo apt-get install -y bubblewrap",
                                 "  - run: sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0", "  - run: sudo assay …"}}};
}

std::vector<Remedy> for_gitlab(const Survey& survey) {
  if (survey.surroundings.container == Container::kubernetes) {
    return {{"in the runner's config.toml (its operator's)",
             {"[runners.kubernetes]", "  privileged = true"}}};
  }
  return {{"in the runner's config.toml (its operator's). cap_add and security_opt do not suffice: over its API the daemon "
           "covers parts of /proc, whatever is asked for",
           {"[[runners]]", "  executor = \"docker\"", "  [runners.docker]", "    privileged = true"}},
          {"or register a runner with the shell executor on a machine for this alone, and tag the job for it",
           {"gitlab-runner register --executor shell --tag-list assay", "# in .gitlab-ci.yml", "tags: [assay]"}}};
}

}  // namespace

Remedy in_the_container() { return {see_container, {}}; }
bool is_in_the_container(const Remedy& remedy) { return remedy.when == see_container; }

std::vector<Remedy> container_remedies(const Survey& survey) {
  std::vector<Remedy> remedies;
  if (survey.surroundings.ci == Ci::github) {
    remedies = for_github(survey);
  } else if (survey.surroundings.ci == Ci::gitlab) {
    remedies = for_gitlab(survey);
  } else if (survey.surroundings.container == Container::podman) {
    remedies = for_podman(survey);
  } else if (survey.surroundings.container == Container::kubernetes) {
    remedies = for_kubernetes();
  } else if (survey.surroundings.container == Container::docker) {
    remedies = for_docker(survey);
  } else {
    remedies = for_another();
  }
  if (!survey.rights.root) remedies.push_back({"and as root in it, as its cgroups are root's", {"--user 0"}});
  if (survey.kernel.apparmor_restricts_userns.value_or(0) != 0) {
    remedies.push_back({"and on its host, or in it where it is privileged, as AppArmor restricts user namespaces there",
                        {"sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"}});
  }
  const bool unified = survey.cgroups.version == CgroupVersion::v2;
  if (unified && survey.cgroups.at_top) {
    remedies.push_back({"then, in the container, before assay: its processes must leave the top cgroup", leave_the_top()});
  }
  return remedies;
}

std::string name_of(const Surroundings& surroundings) {
  const std::string rootless = surroundings.user_namespace ? ", rootless" : "";
  switch (surroundings.container) {
    case Container::none: return {};
    case Container::docker: return "Docker" + rootless;
    case Container::podman: return "Podman" + rootless;
    case Container::kubernetes: return "Kubernetes";
    case Container::other: return "a container";
  }
  return {};
}

std::string install_command(const Surroundings& surroundings, const std::string& package) {
  const std::string& id = surroundings.distribution;
  if (id == "fedora" || id == "rhel" || id == "centos" || id == "rocky" || id == "almalinux") return "dnf install " + package;
  if (id == "arch") return "pacman -S " + package;
  if (id == "alpine") return "apk add " + package;
  if (id.starts_with("opensuse") || id == "sles") return "zypper install " + package;
  return "apt-get install " + package;
}

std::string as_root(const Survey& survey) { return survey.rights.root ? "" : "sudo "; }

}  // namespace assay::sandbox::survey
