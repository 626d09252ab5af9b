// What is missing in each kind of container and CI job, and what mends it there.
#include <gmock/gmock.h>

#include "fake_machine.hpp"

namespace assay::sandbox::survey {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class InContainer : public FakeMachine {
 protected:
  void SetUp() override { be_debian(); }
};

constexpr const char* all_that_docker_takes = "user namespaces, /proc, mounting, cgroups, container";

TEST_F(InContainer, OfDockerEveryObstacleIsNamedAndMendedAtOnce) {
  be_default_container(".dockerenv");
  EXPECT_EQ(missing(), all_that_docker_takes);
  EXPECT_THAT(describe(survey()), HasSubstr("as root, in Docker"));
  EXPECT_THAT(said_of("user namespaces"), HasSubstr("the container's seccomp filter refuses them"));
  EXPECT_THAT(said_of("/proc"), HasSubstr("parts of this one are covered (/proc/bus and 3 more)"));
  EXPECT_THAT(said_of("mounting"), HasSubstr("no CAP_SYS_ADMIN"));
  EXPECT_THAT(said_of("cgroups"), HasSubstr("is mounted read-only"));
  EXPECT_THAT(said_of("container"),
              AllOf(HasSubstr("Docker confines this process too much: user namespaces, /proc, mounting, cgroups"),
                    HasSubstr("docker run --cap-add SYS_ADMIN --security-opt seccomp=unconfined --security-opt apparmor=unconfined "
                              "--security-opt systempaths=unconfined --security-opt writable-cgroups=true --cgroupns private"),
                    HasSubstr("docker run --privileged")));
}

// As hack/dind of moby/moby does it: no cgroup may hold processes and limited children.
TEST_F(InContainer, WithACgroupNamespaceItsProcessesLeaveTheTop) {
  be_default_container(".dockerenv");
  EXPECT_THAT(said_of("container"), HasSubstr("xargs -rn1 < /sys/fs/cgroup/cgroup.procs > /sys/fs/cgroup/init/cgroup.procs"));
}

TEST_F(InContainer, ThatIsPrivilegedOnlyTheCgroupIsLeft) {
  be_default_container(".dockerenv");
  be_user("0", "000001ffffffffff", "0");
  put_v2("/", "rw");
  survey_trials_.user_namespace = survey_trials_.bubblewrap = Trial{true, {}};
  survey_trials_.cgroup = {false, "the cgroup /sys/fs/cgroup cannot limit children of its own (memory and pids)"};
  EXPECT_EQ(missing(), "cgroups, container");
  EXPECT_THAT(said_of("container"), HasSubstr("cgroup.procs > /sys/fs/cgroup/init/cgroup.procs"));
}

// Then its folder is somewhere in the host's tree, and there is no top to leave.
TEST_F(InContainer, WithTheHostsCgroupNamespaceIsToldToHaveItsOwn) {
  be_default_container(".dockerenv");
  put_v2("/system.slice/docker-0123.scope", "ro");
  EXPECT_FALSE(survey().cgroups.at_top);
  EXPECT_EQ(survey().cgroups.own, "/sys/fs/cgroup/system.slice/docker-0123.scope");
  EXPECT_THAT(said_of("container"), AllOf(HasSubstr("--cgroupns private"), Not(HasSubstr("/sys/fs/cgroup/init"))));
}

TEST_F(InContainer, ThatMountsNothingIsToldSo) {
  be_default_container(".dockerenv");
  be_user("0", "00000000a82425fb", "0");
  survey_trials_.user_namespace = Trial{true, {}};
  survey_trials_.mount_namespace = {false, "mounting a tmpfs: Permission denied"};
  survey_trials_.bubblewrap = {false, "bwrap: Failed to make / slave: Permission denied"};
  EXPECT_THAT(said_of("user namespaces"), HasSubstr("can be made"));
  EXPECT_THAT(said_of("mounting"), HasSubstr("a security module refuses it"));
  EXPECT_EQ(missing(), "/proc, mounting, cgroups, container");
}

TEST_F(InContainer, WhereOnlyProcIsCoveredOnlyThatIsMissing) {
  be_default_container(".dockerenv");
  be_user("0", "000001ffffffffff", "0");
  survey_trials_.user_namespace = survey_trials_.cgroup = Trial{true, {}};
  survey_trials_.bubblewrap = {false, "bwrap: Can't mount proc on /newroot/proc: Operation not permitted"};
  EXPECT_EQ(missing(), "/proc, container");
}

TEST_F(InContainer, OnAnUbuntuHostTheRestrictionIsTheHosts) {
  be_default_container(".dockerenv");
  put("proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
  EXPECT_THAT(said_of("container"), HasSubstr("\nsysctl -w kernel.apparmor_restrict_unprivileged_userns=0\n"));
  be_user("0", "000001ffffffffff", "0");  // privileged
  survey_trials_.mount_namespace = Trial{true, {}};
  survey_trials_.user_namespace = survey_trials_.bubblewrap = {false, "bwrap: setting up uid map: Permission denied"};
  EXPECT_THAT(said_of("user namespaces"), AllOf(HasSubstr("on the container's host"), Not(HasSubstr("apparmor_parser"))));
}

TEST_F(InContainer, OfPodmanItIsUnmaskedAndRootlessNeedsNoAppArmor) {
  be_default_container("run/.containerenv");
  EXPECT_THAT(describe(survey()), HasSubstr("in Podman"));
  EXPECT_THAT(said_of("container"),
              HasSubstr("podman run --cap-add SYS_ADMIN --security-opt unmask=ALL --security-opt apparmor=unconfined --cgroupns private"));
  be_mapped("         0       1000          1\n         1     100000      65536\n");
  EXPECT_THAT(describe(survey()), HasSubstr("in Podman, rootless"));
  EXPECT_THAT(said_of("container"), HasSubstr("podman run --cap-add SYS_ADMIN --security-opt unmask=ALL --cgroupns private"));
  put("sys/fs/selinux/enforce", "1");
  EXPECT_THAT(said_of("container"), HasSubstr("unmask=ALL --security-opt label=disable --cgroupns private"));
}

TEST_F(InContainer, OfARootlessDockerOnlyPrivilegedHelps) {
  be_default_container(".dockerenv");
  be_mapped("         0       1000          1\n         1     100000      65536\n");
  EXPECT_THAT(said_of("container"), AllOf(HasSubstr("docker run --privileged"), Not(HasSubstr("writable-cgroups"))));
}

TEST_F(InContainer, OfKubernetesThePodIsPrivileged) {
  be_default_container(".dockerenv");
  variables_["KUBERNETES_SERVICE_HOST"] = "10.0.0.1";
  EXPECT_THAT(said_of("container"), HasSubstr("securityContext:\n  privileged: true"));
}

TEST_F(InContainer, IsKnownByTheHostsCgroupWhereItHasNoMark) {
  for (const auto& [path, container] : std::map<std::string, Container>{
           {"0::/system.slice/docker-0123.scope\n", Container::docker}, {"4:memory:/docker/0123\n", Container::docker},
           {"0::/machine.slice/libpod-0123.scope\n", Container::podman}, {"0::/kubepods.slice/pod1\n", Container::kubernetes},
           {"0::/lxc/mine\n", Container::other}, {"0::/init.scope\n", Container::none}}) {
    put("proc/1/cgroup", path);
    EXPECT_EQ(survey().surroundings.container, container) << path;
  }
}

// Firecracker and others boot disks that were made from a container's image, marks and all.
TEST_F(InContainer, IsNotAVirtualMachineMadeFromAnImage) {
  put(".dockerenv", "");
  link("proc/self/ns/pid", "pid:[4026531836]");
  link("proc/self/ns/uts", "uts:[4026531838]");
  EXPECT_EQ(survey().surroundings.container, Container::docker) << "one namespace is not the machine's";
  link("proc/self/ns/cgroup", "cgroup:[4026531835]");
  EXPECT_EQ(survey().surroundings.container, Container::none);
}

TEST_F(InContainer, WithoutAMarkIsKnownByItsProcessIds) {
  link("proc/self/ns/pid", "pid:[4026532301]");
  survey_trials_.bubblewrap = {false, "bwrap: No permissions to create a new namespace"};
  EXPECT_EQ(missing(), "user namespaces, container");
  EXPECT_THAT(said_of("container"), AllOf(HasSubstr("a container confines"), HasSubstr("start it privileged"), HasSubstr("--user 0")));
}

// --- jobs ---

TEST_F(InContainer, OfGitHubsTheWorkflowIsChanged) {
  be_default_container(".dockerenv");
  variables_["GITHUB_ACTIONS"] = "true";
  EXPECT_EQ(missing(), all_that_docker_takes);
  EXPECT_THAT(said_of("container"), AllOf(HasSubstr("container:\n  image: …\n  options: --privileged"), HasSubstr("systempaths=unconfined"),
                                          Not(HasSubstr("docker run"))));
}

TEST_F(InContainer, OfGitLabsTheRunnersConfigurationIsChanged) {
  be_default_container(".dockerenv");
  variables_["GITLAB_CI"] = "true";
  EXPECT_THAT(said_of("container"), AllOf(HasSubstr("  [runners.docker]\n    privileged = true"), HasSubstr("--executor shell"),
                                          Not(HasSubstr("systempaths"))));
  variables_["KUBERNETES_SERVICE_HOST"] = "10.0.0.1";
  EXPECT_THAT(said_of("container"), HasSubstr("[runners.kubernetes]\n  privileged = true"));
}

TEST_F(InContainer, AGitHubRunnersOwnMachineIsNone) {
  be_ubuntu();
  variables_["GITHUB_ACTIONS"] = "true";
  put_v2("/system.slice/hosted-compute-agent.service", "rw");
  survey_trials_.user_namespace = {false, "unshare a mount namespace in it: Operation not permitted"};
  survey_trials_.bubblewrap = {false, "bwrap: setting up uid map: Permission denied"};
  survey_trials_.cgroup = {false, "the cgroup … cannot limit children of its own"};
  EXPECT_EQ(missing(), "user namespaces, cgroups");
  EXPECT_THAT(said_of("user namespaces"), AllOf(HasSubstr("sudo apparmor_parser"), HasSubstr("as a runner is thrown away after the job")));
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("- run: sudo assay"), Not(HasSubstr("systemd-run"))));
}

TEST_F(InContainer, AGitLabShellRunnerIsNone) {
  variables_["GITLAB_CI"] = "true";
  put_v2("/system.slice/gitlab-runner.service", "rw");
  survey_trials_.cgroup = {false, "the cgroup … cannot limit children of its own"};
  EXPECT_EQ(missing(), "cgroups");
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("sudo loginctl enable-linger gitlab-runner"), HasSubstr("export XDG_RUNTIME_DIR=/run/user/$(id -u)"),
                                        HasSubstr("systemd-run --user --scope -p Delegate=yes")));
}

TEST_F(InContainer, ANamespaceWithOneUserHasNoneForABox) {
  be_user("0", "000001ffffffffff", "0");
  be_mapped("         0       1000          1\n");
  survey_trials_.user_namespace = {false, "setgroups: Operation not permitted"};
  survey_trials_.bubblewrap = {false, "setpriv: setgroups failed: Operation not permitted"};
  EXPECT_THAT(said_of("user namespaces"), HasSubstr("too few users for a box to have its own"));
}

}  // namespace
}  // namespace assay::sandbox::survey
