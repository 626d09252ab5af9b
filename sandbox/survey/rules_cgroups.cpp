// Whether runs can be limited, and what keeps them from it.
#include <algorithm>
#include <string_view>

#include "sandbox/survey/rules.hpp"

namespace assay::sandbox::survey {
namespace {

constexpr const char* why = "memory, processes and CPU time of a run are limited and counted by its cgroup";
constexpr const char* wanted_v1[] = {"memory", "pids", "cpuacct"};
constexpr const char* wanted_v2[] = {"memory", "pids"};

bool in_container(const Survey& survey) { return survey.surroundings.container != Container::none; }

Diagnosis missing(std::string found, std::vector<Remedy> remedies) {
  return {"cgroups", Standing::missing, std::move(found), why, std::move(remedies)};
}

std::string version_name(CgroupVersion version) {
  switch (version) {
    case CgroupVersion::none: return "none";
    case CgroupVersion::v1: return "version 1";
    case CgroupVersion::hybrid: return "version 1, with version 2 beside it";
    case CgroupVersion::v2: return "version 2";
  }
  return {};
}

/// The first wanted controller that is not in `there`; empty where none lacks.
std::string lacking(const Survey& survey, const std::set<std::string>& there) {
  const auto lacks = [&](const auto& wanted) {
    const auto found = std::ranges::find_if(wanted, [&](const char* name) { return !there.contains(name); });
    return found == std::end(wanted) ? std::string{} : std::string(*found);
  };
  return survey.cgroups.version == CgroupVersion::v2 ? lacks(wanted_v2) : lacks(wanted_v1);
}

/// Raspberry Pi's firmware switches the memory controller off; the later word on the line wins.
std::vector<Remedy> boot_with(const Survey& survey, const std::string& option) {
  const std::string sudo = as_root(survey);
  if (survey.surroundings.raspberry_pi) {
    return {{"it is one line; /boot/cmdline.txt before Debian 12",
             {sudo + "sed -i 's/$/ " + option + "/' /boot/firmware/cmdline.txt", sudo + "reboot"}}};
  }
  return {{in_container(survey) ? "on the container's host, with GRUB" : "with GRUB",
           {sudo + "sed -i 's/^GRUB_CMDLINE_LINUX=\"/&" + option + " /' /etc/default/grub", sudo + "update-grub && " + sudo + "reboot"}}};
}

/// systemd.resource-control(5), Delegate=; sudo systemd-run where there is no manager of the user's.
std::vector<Remedy> delegation(const Survey& survey) {
  if (!survey.surroundings.systemd) {
    return {{"as root, give it a cgroup of its own and start assay in that",
             {"echo '+memory +pids' > /sys/fs/cgroup/cgroup.subtree_control", "mkdir /sys/fs/cgroup/assay",
              "# for an ordinary user YOU also",
              "(cd /sys/fs/cgroup/assay && chown YOU . cgroup.procs cgroup.subtree_control cgroup.threads)",
              "# in a shell that is still root's, before it becomes YOU's", "echo $$ > /sys/fs/cgroup/assay/cgroup.procs"}}};
  }
  if (survey.rights.root) return {{"in a cgroup of its own", {"systemd-run --scope -p Delegate=yes assay …"}}};
  if (survey.surroundings.ci == Ci::github) {
    return {{"in the workflow: a runner's user has no cgroup of its own, and has sudo", {"- run: sudo assay …"}}};
  }
  const std::string runner = survey.surroundings.ci == Ci::gitlab ? "gitlab-runner" : "\"$USER\"";
  std::vector<Remedy> remedies{{"in a cgroup of its own", {"systemd-run --user --scope -p Delegate=yes assay …"}},
                               {"where that finds no bus: no one is logged in as this user, so once, as root, and then",
                                {"sudo loginctl enable-linger " + runner, "export XDG_RUNTIME_DIR=/run/user/$(id -u)",
                                 "systemd-run --user --scope -p Delegate=yes assay …"}}};
  if (survey.surroundings.ci == Ci::gitlab) remedies.front().when = "in .gitlab-ci.yml, of a runner with the shell executor";
  return remedies;
}

/// Distributions whose systemd hands its users memory and pids only if told to.
Remedy delegate_controllers() {
  return {"let systemd hand every user's manager the controllers, as root",
          {"mkdir -p /etc/systemd/system/user@.service.d",
           "printf '[Service]\\nDelegate=cpu memory pids\\n' > /etc/systemd/system/user@.service.d/delegate.conf",
           "systemctl daemon-reload  # then log in again"}};
}

Diagnosis not_mounted(const Survey& survey) {
  if (survey.cgroups.covered) {
    return missing("something is mounted over /sys/fs/cgroup, and hides the cgroups",
                   {{"", {"findmnt /sys/fs/cgroup", as_root(survey) + "umount /sys/fs/cgroup"}}});
  }
  if (in_container(survey)) return missing("no cgroup file system is mounted in this container", {in_the_container()});
  return missing("no cgroup file system is mounted", {{"", {as_root(survey) + "mount -t cgroup2 cgroup2 /sys/fs/cgroup"}}});
}

Diagnosis controller_missing(const Survey& survey, const std::string& controller) {
  const auto& cgroups = survey.cgroups;
  if (cgroups.disabled.contains(controller)) {
    return missing("the " + controller + " controller was switched off when the kernel was booted",
                   boot_with(survey, "cgroup_enable=" + controller));
  }
  if (cgroups.version != CgroupVersion::v2) {
    if (in_container(survey)) return missing("no cgroup with the " + controller + " controller is mounted", {in_the_container()});
    return missing("no cgroup with the " + controller + " controller is mounted",
                   {{"boot with version 2 (systemd), which has them all", boot_with(survey, "systemd.unified_cgroup_hierarchy=1").front().lines}});
  }
  if (!cgroups.controllers_at_top.contains(controller) && !in_container(survey)) {
    return missing("version 2 has no " + controller + " controller here: the kernel lacks it, or version 1 holds it", boot_with(survey, "cgroup_no_v1=all"));
  }
  auto remedies = delegation(survey);
  if (!survey.rights.root && survey.surroundings.systemd) remedies.push_back(delegate_controllers());
  if (in_container(survey)) remedies = {in_the_container()};
  return missing("our cgroup " + cgroups.own.string() + " is not given the " + controller + " controller", std::move(remedies));
}

/// Swap that is not limited lets a box out of its memory limit.
Diagnosis swap_unlimited(const Survey& survey) {
  // Always there since Linux 6.1 (commit b25806dcd3d5).
  auto remedies = boot_with(survey, "swapaccount=1");
  remedies.insert(remedies.begin(), Remedy{"", {as_root(survey) + "swapoff -a"}});
  return missing("this machine has swap, and the kernel cannot limit a cgroup's use of it", std::move(remedies));
}

Diagnosis not_writable(const Survey& survey, const std::string& said) {
  const auto& cgroups = survey.cgroups;
  if (cgroups.version == CgroupVersion::v2) {
    if (in_container(survey)) return missing(said, {in_the_container()});
    return missing("our cgroup " + cgroups.own.string() + " cannot limit children of its own: " + said, delegation(survey));
  }
  if (in_container(survey)) return missing(said, {in_the_container()});
  if (!survey.rights.root) {
    // cgroups(7), "Cgroups v1 delegation": not safe, so no one does it.
    return missing("an ordinary user cannot limit anything with version 1: " + said,
                   {{"run assay as root", {"sudo assay …"}},
                    {"or boot with version 2, which can be delegated", boot_with(survey, "systemd.unified_cgroup_hierarchy=1").front().lines}});
  }
  return missing(said, {{"look at what is mounted, and how", {"findmnt -t cgroup,cgroup2"}}});
}

}  // namespace

void diagnose_cgroups(const Survey& survey, Diagnoses& all) {
  const auto& cgroups = survey.cgroups;
  const auto& tried = survey.trials.cgroup;
  if (tried && tried->worked) {
    all.push_back({"cgroups", Standing::well, version_name(cgroups.version) + "; runs can be limited", {}, {}});
    return;
  }
  const std::string said = tried ? tried->said : "not tried";
  if (cgroups.version == CgroupVersion::none) {
    all.push_back(not_mounted(survey));
  } else if (const auto controller = lacking(survey, cgroups.controllers); !controller.empty()) {
    all.push_back(controller_missing(survey, controller));
  } else if (cgroups.read_only) {
    all.push_back(missing(cgroups.own.string() + " is mounted read-only",
                          in_container(survey) ? std::vector<Remedy>{in_the_container()}
                                               : std::vector<Remedy>{{"", {"for at in $(findmnt -rno TARGET -t cgroup,cgroup2); do " + as_root(survey) +
                                                                                "mount -o remount,rw,bind \"$at\"; done"}}}));
  } else if (cgroups.swap_in_use && said.find("swap") != said.npos) {
    all.push_back(swap_unlimited(survey));
  } else {
    all.push_back(not_writable(survey, said));
  }
}

}  // namespace assay::sandbox::survey
