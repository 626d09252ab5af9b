// Machines as their files show them: what stands in /proc, /sys and /etc there was copied down to
// the parts that a survey reads.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include <gtest/gtest.h>

#include "sandbox/survey/collect.hpp"
#include "sandbox/survey/diagnosis.hpp"
#include "util/file.hpp"
#include "util/temporary_directory.hpp"

namespace assay::sandbox::survey {

class FakeMachine : public ::testing::Test {
 protected:
  void put(const std::filesystem::path& file, const std::string& content) const {
    std::filesystem::create_directories((root() / file).parent_path());
    ASSERT_TRUE(util::write_file(root() / file, content));
  }
  void link(const std::filesystem::path& file, const std::string& to) const {
    std::filesystem::create_directories((root() / file).parent_path());
    std::filesystem::create_symlink(to, root() / file);
  }

  [[nodiscard]] std::filesystem::path folder(const std::string& name) const { return root() / name; }

  /// Debian 12 with systemd and version 2 of cgroups, as an ordinary user that is logged in, with
  /// everything as it should be.
  void be_debian() {
    put("etc/os-release", "PRETTY_NAME=\"Debian GNU/Linux 12 (bookworm)\"\nID=debian\nVERSION_ID=\"12\"\n");
    put("proc/sys/kernel/osrelease", "6.1.0-18-amd64\n");
    put("proc/sys/kernel/seccomp/actions_avail", "kill_process kill_thread trap errno user_notif trace log allow\n");
    put("proc/sys/user/max_user_namespaces", "63201\n");
    put("proc/swaps", "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n");
    put("proc/cgroups", "#subsys_name\thierarchy\tnum_cgroups\tenabled\ncpu\t0\t96\t1\nmemory\t0\t96\t1\npids\t0\t96\t1\n");
    put("run/systemd/system/.keep", "");
    be_user("1000", "0000000000000000", "0");
    be_mapped("         0          0 4294967295\n");
    put("proc/1/cgroup", "0::/init.scope\n");
    put_v2("/user.slice/user-1000.slice/session-2.scope", "rw");
    survey_trials_ = {.user_namespace = Trial{true, {}}, .mount_namespace = {}, .bubblewrap = Trial{true, {}},
                      .cgroup = Trial{true, {}}, .landlock_abi = 4};
    bubblewrap_ = {.file = "/usr/bin/bwrap", .version = "0.8.0", .setuid = false};
  }
  void be_ubuntu() {
    put("etc/os-release", "NAME=\"Ubuntu\"\nVERSION_ID=\"24.04\"\nID=ubuntu\nID_LIKE=debian\n");
    put("proc/sys/kernel/osrelease", "6.8.0-31-generic\n");
    put("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
    bubblewrap_.version = "0.9.0";
  }
  void be_user(const std::string& uid, const std::string& capabilities, const std::string& seccomp) {
    put("proc/self/status", "Name:\tassay\nUid:\t" + uid + "\t" + uid + "\t" + uid + "\t" + uid + "\nCapEff:\t" + capabilities +
                                "\nNoNewPrivs:\t0\nSeccomp:\t" + seccomp + "\nSeccomp_filters:\t" + seccomp + "\n");
    if (uid == "0") survey_trials_.mount_namespace = Trial{true, {}};
  }
  void be_mapped(const std::string& map) { put("proc/self/uid_map", map); }

  /// Version 2 at /sys/fs/cgroup, mounted so, and us in `own` of it.
  void put_v2(const std::string& own, const std::string& options, const std::string& controllers = "cpuset cpu io memory pids\n") {
    mount("35 24 0:30 / /sys/fs/cgroup " + options + ",nosuid,nodev,noexec,relatime shared:9 - cgroup2 cgroup2 rw,nsdelegate");
    put("proc/self/cgroup", "0::" + own + "\n");
    put("sys/fs/cgroup/cgroup.controllers", "cpuset cpu io memory hugetlb pids rdma misc\n");
    put("sys/fs/cgroup/cgroup.procs", "");
    const std::filesystem::path folder = "sys/fs/cgroup" + own;
    put(folder / "cgroup.controllers", controllers);
    put(folder / "cgroup.procs", "1\n7\n");
  }
  /// Replaces what is mounted, beside the file systems that every machine has.
  void mount(const std::string& lines) {
    put("proc/self/mountinfo", "24 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw\n"
                               "25 24 0:22 / /proc rw,nosuid,nodev,noexec,relatime shared:12 - proc proc rw\n"
                               "26 25 0:31 / /proc/sys/fs/binfmt_misc rw,relatime shared:14 - autofs systemd-1 rw\n" + lines + "\n");
  }

  /// A container as docker 24 and podman 4.3 make it by default on a machine with version 2.
  void be_default_container(const std::string& mark) {
    put(mark, "");
    put("proc/1/cgroup", "0::/\n");
    std::filesystem::remove_all(root() / "run/systemd");
    be_user("0", "00000000a80425fb", "2");
    put_v2("/", "ro");
    mount("1100 1099 0:30 / /sys/fs/cgroup ro,nosuid,nodev,noexec,relatime - cgroup2 cgroup rw,nsdelegate\n"
          "1101 1095 0:57 /bus /proc/bus ro,nosuid,nodev,noexec,relatime - proc proc rw\n"
          "1102 1095 0:57 /sys /proc/sys ro,nosuid,nodev,noexec,relatime - proc proc rw\n"
          "1103 1095 0:61 / /proc/acpi ro,relatime - tmpfs tmpfs ro\n"
          "1104 1095 0:58 /null /proc/kcore rw,nosuid - tmpfs tmpfs rw,size=65536k,mode=755");
    survey_trials_.user_namespace = {false, "unshare: Operation not permitted"};
    survey_trials_.mount_namespace = {false, "unshare a mount namespace: Operation not permitted"};
    survey_trials_.bubblewrap = {false, "bwrap: No permissions to create a new namespace, likely because the kernel does not allow "
                                        "non-privileged user namespaces."};
    survey_trials_.cgroup = {false, "making the cgroup /sys/fs/cgroup/assay-doctor-7: Read-only file system"};
  }

  [[nodiscard]] Survey survey() const {
    Survey survey = collect(root(), [this](const std::string& name) -> std::optional<std::string> {
      const auto found = variables_.find(name);
      if (found == variables_.end()) return std::nullopt;
      return found->second;
    });
    survey.bubblewrap = bubblewrap_;
    survey.trials = survey_trials_;
    return survey;
  }

  /// What is missing, in order, with blanks between.
  [[nodiscard]] std::string missing() const {
    std::string all;
    for (const auto& diagnosis : diagnose(survey())) {
      if (diagnosis.standing == Standing::missing) all += (all.empty() ? "" : ", ") + diagnosis.what;
    }
    return all;
  }

  /// All that is said of one thing: found, why, and each remedy, a line each.
  [[nodiscard]] std::string said_of(const std::string& what) const {
    std::string text;
    for (const auto& diagnosis : diagnose(survey())) {
      if (diagnosis.what != what) continue;
      text += diagnosis.found + "\n" + diagnosis.why + "\n";
      for (const auto& [when, lines] : diagnosis.remedies) {
        text += when + "\n";
        for (const auto& line : lines) text += line + "\n";
      }
    }
    return text;
  }

  std::map<std::string, std::string> variables_;
  Bubblewrap bubblewrap_;
  Trials survey_trials_;

 private:
  [[nodiscard]] std::filesystem::path root() const { return folder_.path(); }
  util::TemporaryDirectory folder_ = util::TemporaryDirectory::create().value();
};

}  // namespace assay::sandbox::survey
