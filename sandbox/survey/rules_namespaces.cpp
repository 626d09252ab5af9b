// Whether namespaces can be made and mounted in, and what keeps them from it.
#include <string_view>

#include "sandbox/survey/rules.hpp"

namespace assay::sandbox::survey {
namespace {

constexpr const char* why_user = "a box is made in a user namespace, without root's rights on the machine";
constexpr std::uint64_t cap_sys_admin = std::uint64_t{1} << 21;  // linux/capability.h

bool has(const std::string& text, std::string_view part) { return text.find(part) != text.npos; }

bool in_container(const Survey& survey) { return survey.surroundings.container != Container::none; }

/// Bubblewrap got past the making of its namespaces.
bool failed_later(const Survey& survey) {
  const auto& tried = survey.trials.bubblewrap;
  if (!tried || tried->worked) return false;
  return has(tried->said, "mount proc") || has(tried->said, "pivot_root") || has(tried->said, "Failed to make / ") ||
         has(tried->said, "tmpfs");
}

/// What was tried last says most: bubblewrap may have an AppArmor profile that we have not.
const Trial* decisive(const Survey& survey) {
  if (survey.trials.bubblewrap) return &*survey.trials.bubblewrap;
  return survey.trials.user_namespace ? &*survey.trials.user_namespace : nullptr;
}

Remedy sysctl(const Survey& survey, const std::string& setting) {
  const std::string where = in_container(survey) ? "on the container's host" : "";
  return {where, {as_root(survey) + "sysctl -w " + setting,
                  "echo '" + setting + "' | " + as_root(survey) + "tee /etc/sysctl.d/60-assay.conf"}};
}

/// ubuntu.com/blog/ubuntu-23-10-restricted-unprivileged-user-namespaces; the profile is of the form
/// that Ubuntu ships for other programs. Theirs for bubblewrap, bwrap-userns-restrict, takes all
/// capabilities from what bubblewrap starts, and a box's first process needs one to mount.
std::vector<Remedy> apparmor_remedies(const Survey& survey) {
  const std::string setting = "kernel.apparmor_restrict_unprivileged_userns=0";
  if (in_container(survey)) {
    Remedy host = sysctl(survey, setting);
    host.when = "on the container's host, as the restriction holds in all its containers, privileged ones too; in a privileged "
                "container the first line does it as well";
    return {host};
  }
  const std::string program = survey.bubblewrap.file.empty() ? "/usr/bin/bwrap" : survey.bubblewrap.file.string();
  const std::string sudo = as_root(survey);
  Remedy profile{"a profile that lets bubblewrap alone make them; the restriction stays for all else",
                 {sudo + "tee /etc/apparmor.d/bwrap >/dev/null <<'EOF'", "abi <abi/4.0>,", "include <tunables/global>", "",
                  "profile bwrap " + program + " flags=(unconfined) {", "  userns,", "", "  include if exists <local/bwrap>", "}", "EOF",
                  sudo + "apparmor_parser -r /etc/apparmor.d/bwrap",
                  "# not Ubuntu's bwrap-userns-restrict: it takes every capability from what bubblewrap starts"}};
  Remedy off = sysctl(survey, setting);
  off.when = survey.surroundings.ci == Ci::github ? "or, as a runner is thrown away after the job, for every program"
                                                  : "or for every program, which is worse";
  return {profile, off};
}

Diagnosis missing(std::string found, std::vector<Remedy> remedies) {
  return {"user namespaces", Standing::missing, std::move(found), why_user, std::move(remedies)};
}

bool is_apparmor(const Survey& survey, const std::string& said) {
  if (survey.kernel.apparmor_restricts_userns.value_or(0) == 0) return false;
  // Namespaces are made and come without rights: seen at the first use of one.
  return has(said, "uid map") || has(said, "uid_map") || has(said, "loopback") || has(said, "Permission denied") ||
         has(said, "mount namespace in it") || !survey.rights.filtered;
}

Diagnosis explain(const Survey& survey, const std::string& said) {
  const auto& kernel = survey.kernel;
  if (kernel.max_user_namespaces == 0) {
    return missing("user.max_user_namespaces is 0", {sysctl(survey, "user.max_user_namespaces=15000")});
  }
  if (kernel.unprivileged_userns_clone == 0) {
    return missing("kernel.unprivileged_userns_clone is 0", {sysctl(survey, "kernel.unprivileged_userns_clone=1")});
  }
  if (const auto& own = survey.trials.user_namespace; own && (own->said.starts_with("setgroups") || own->said.starts_with("setres"))) {
    // unshare --map-root-user and fakeroot; rootless containers have the 65,536 of /etc/subuid.
    return missing("root here is root of a user namespace with too few users for a box to have its own: " + own->said,
                   {{"start assay as the ordinary user that it is, or give the namespace the users 0 to 65535", {"cat /proc/self/uid_map"}}});
  }
  if (is_apparmor(survey, said)) {
    return missing("AppArmor restricts them (kernel.apparmor_restrict_unprivileged_userns is 1): " + said, apparmor_remedies(survey));
  }
  if (in_container(survey)) {
    const std::string filter = survey.rights.filtered ? "the container's seccomp filter" : "the container";
    return missing(filter + " refuses them: " + said, {in_the_container()});
  }
  if (survey.rights.filtered) {
    return missing("a seccomp filter that is on this process refuses them: " + said,
                   {{"start assay without it: a systemd service's RestrictNamespaces= and SystemCallFilter= do this", {}}});
  }
  return missing(said, {{"the kernel may be built without CONFIG_USER_NS, or a security module refuse them", {"dmesg | tail"}}});
}

}  // namespace

void diagnose_user_namespaces(const Survey& survey, Diagnoses& all) {
  const Trial* tried = decisive(survey);
  if (tried == nullptr) return;
  if (tried->worked || failed_later(survey)) {
    all.push_back({"user namespaces", Standing::well, "can be made by the box's user", {}, {}});
    return;
  }
  all.push_back(explain(survey, tried->said));
}

void diagnose_proc(const Survey& survey, Diagnoses& all) {
  const auto& tried = survey.trials.bubblewrap;
  const bool refused = tried && !tried->worked && has(tried->said, "mount proc");
  const bool works = tried && tried->worked;
  if (!refused && (works || survey.covered_proc.empty())) return;
  std::string found = "a box cannot mount its own /proc";
  if (!survey.covered_proc.empty()) {
    found += ": parts of this one are covered (" + survey.covered_proc.front();
    if (survey.covered_proc.size() > 1) found += " and " + std::to_string(survey.covered_proc.size() - 1) + " more";
    found += ")";
  }
  std::vector<Remedy> remedies{in_the_container()};
  if (!in_container(survey)) remedies = {{"unmount what covers it", {"findmnt --submounts /proc"}}};
  all.push_back({"/proc", Standing::missing, std::move(found), "a program sees the box's processes through it, and no others", std::move(remedies)});
}

void diagnose_mounting(const Survey& survey, Diagnoses& all) {
  const auto& staged = survey.trials.mount_namespace;
  const auto& tried = survey.trials.bubblewrap;
  std::vector<Remedy> remedies{in_the_container()};
  if (!in_container(survey)) remedies = {{"give assay the capability: a systemd service's CapabilityBoundingSet= takes it", {}}};
  if (staged && !staged->worked) {
    const bool capable = (survey.rights.capabilities & cap_sys_admin) != 0;
    all.push_back({"mounting", Standing::missing,
                   staged->said + (capable ? "; a security module refuses it" : "; this process has no CAP_SYS_ADMIN"),
                   "as root, the mounts of a box are staged before root is given up", remedies});
    return;
  }
  const bool confined = tried && !tried->worked && failed_later(survey) && !has(tried->said, "mount proc");
  if (confined) {
    all.push_back({"mounting", Standing::missing, tried->said, "a box has a file system of its own, in which it mounts", remedies});
  }
}

}  // namespace assay::sandbox::survey
