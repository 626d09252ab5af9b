// What is missing on each kind of machine, and what mends it there.
#include <gmock/gmock.h>

#include "fake_machine.hpp"

namespace assay::sandbox::survey {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

class Machine : public FakeMachine {
 protected:
  void SetUp() override { be_debian(); }
};

TEST_F(Machine, LacksNothingWhereAllIsWell) {
  EXPECT_EQ(missing(), "");
  for (const auto& diagnosis : diagnose(survey())) EXPECT_EQ(diagnosis.standing, Standing::well) << diagnosis.what;
  EXPECT_EQ(describe(survey()), "Linux 6.1.0-18-amd64, debian 12, as an ordinary user");
  EXPECT_THAT(said_of("cgroups"), HasSubstr("version 2; runs can be limited"));
}

TEST_F(Machine, NeedsAKernelThatIsNewEnough) {
  put("proc/sys/kernel/osrelease", "5.12.0\n");
  EXPECT_EQ(missing(), "");
  put("proc/sys/kernel/osrelease", "5.11.22-generic\n");
  EXPECT_EQ(missing(), "kernel");
  EXPECT_THAT(said_of("kernel"), HasSubstr("Linux 5.11.22-generic; 5.12 or later is needed"));
}

TEST_F(Machine, NeedsAKernelWithSeccompFilters) {
  std::filesystem::remove_all(folder("proc/sys/kernel/seccomp"));
  EXPECT_THAT(said_of("kernel"), HasSubstr("CONFIG_SECCOMP_FILTER"));
}

TEST_F(Machine, NeedsBubblewrapAndSaysHowThisDistributionInstallsIt) {
  bubblewrap_ = {};
  survey_trials_.bubblewrap.reset();
  EXPECT_EQ(missing(), "bubblewrap");
  EXPECT_THAT(said_of("bubblewrap"), HasSubstr("\nsudo apt-get install bubblewrap\n"));
  put("etc/os-release", "ID=fedora\nVERSION_ID=40\n");
  be_user("0", "000001ffffffffff", "0");
  EXPECT_THAT(said_of("bubblewrap"), HasSubstr("\ndnf install bubblewrap\n")) << "and no sudo for root";
  put("etc/os-release", "ID=alpine\n");
  EXPECT_THAT(said_of("bubblewrap"), HasSubstr("\napk add bubblewrap\n"));
}

TEST_F(Machine, NeedsABubblewrapThatIsNewEnough) {
  be_ubuntu();
  put("etc/os-release", "ID=ubuntu\nVERSION_ID=\"22.04\"\n");
  bubblewrap_.version = "0.6.1";
  EXPECT_EQ(missing(), "bubblewrap");
  EXPECT_THAT(said_of("bubblewrap"), AllOf(HasSubstr("is version 0.6.1; 0.8 or later is needed"), HasSubstr("upgrade to 24.04")));
  bubblewrap_.version = "0.10.0";
  EXPECT_EQ(missing(), "");
}

TEST_F(Machine, NeedsABubblewrapThatIsNotSetuid) {
  bubblewrap_.setuid = true;
  EXPECT_EQ(missing(), "bubblewrap");
  EXPECT_THAT(said_of("bubblewrap"), AllOf(HasSubstr("is setuid root"), HasSubstr("sudo chmod u-s /usr/bin/bwrap")));
}

TEST_F(Machine, MayHaveItsUserNamespacesSwitchedOff) {
  put("proc/sys/user/max_user_namespaces", "0\n");
  survey_trials_.bubblewrap = {false, "bwrap: Creating new namespace failed: No space left on device"};
  EXPECT_EQ(missing(), "user namespaces");
  EXPECT_THAT(said_of("user namespaces"), AllOf(HasSubstr("user.max_user_namespaces is 0"), HasSubstr("sudo sysctl -w user.max_user_namespaces=15000"),
                                                HasSubstr("/etc/sysctl.d/")));
}

TEST_F(Machine, MayHaveDebiansOldSwitchOff) {
  put("proc/sys/kernel/unprivileged_userns_clone", "0\n");
  survey_trials_.bubblewrap = {false, "bwrap: No permissions to create a new namespace"};
  EXPECT_THAT(said_of("user namespaces"), HasSubstr("sudo sysctl -w kernel.unprivileged_userns_clone=1"));
}

// A switch that is off is no trouble where bubblewrap works all the same.
TEST_F(Machine, IsJudgedByWhatWorksNotByItsSwitches) {
  put("proc/sys/kernel/unprivileged_userns_clone", "0\n");
  be_ubuntu();
  survey_trials_.user_namespace = {false, "unshare a mount namespace in it: Operation not permitted"};
  EXPECT_EQ(missing(), "");
}

TEST_F(Machine, OfUbuntuGetsAProfileForBubblewrapBeforeTheSwitch) {
  be_ubuntu();
  survey_trials_.user_namespace = {false, "unshare a mount namespace in it: Operation not permitted"};
  for (const char* said : {"bwrap: setting up uid map: Permission denied", "bwrap: loopback: Failed RTM_NEWADDR: Operation not permitted"}) {
    survey_trials_.bubblewrap = {false, said};
    EXPECT_EQ(missing(), "user namespaces");
    const auto text = said_of("user namespaces");
    EXPECT_THAT(text, AllOf(HasSubstr("AppArmor restricts them"), HasSubstr("profile bwrap /usr/bin/bwrap flags=(unconfined) {\n  userns,\n"),
                            HasSubstr("sudo apparmor_parser -r /etc/apparmor.d/bwrap")));
    EXPECT_LT(text.find("apparmor_parser"), text.find("sysctl -w kernel.apparmor_restrict_unprivileged_userns=0"));
  }
}

TEST_F(Machine, WithoutLandlockOnlyLosesTheReducedIsolation) {
  EXPECT_THAT(said_of("reduced isolation"), AllOf(HasSubstr("Landlock ABI 4"), HasSubstr("--allow-reduced-isolation")));
  survey_trials_.landlock_abi = 0;
  EXPECT_EQ(missing(), "");
  EXPECT_EQ(diagnose(survey()).back().standing, Standing::advice);
}

TEST_F(Machine, ThatHoldsABoxLacksNothingWhateverWasFound) {
  bubblewrap_.setuid = true;
  const auto all = reconcile(diagnose(survey()), true);
  for (const auto& diagnosis : all) EXPECT_NE(diagnosis.standing, Standing::missing) << diagnosis.what;
  EXPECT_EQ(all[1].standing, Standing::advice);
  EXPECT_EQ(reconcile(diagnose(survey()), false)[1].standing, Standing::missing);
}

// --- cgroups ---

TEST_F(Machine, WhoseUserHasNoDelegatedCgroupGetsOneFromSystemd) {
  survey_trials_.cgroup = {false, "the cgroup … cannot limit children of its own (memory and pids)"};
  EXPECT_EQ(missing(), "cgroups");
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("session-2.scope cannot limit children"), HasSubstr("systemd-run --user --scope -p Delegate=yes assay"),
                                        HasSubstr("loginctl enable-linger")));
  be_user("0", "000001ffffffffff", "0");
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("\nsystemd-run --scope -p Delegate=yes assay"), Not(HasSubstr("--user"))));
}

TEST_F(Machine, WithoutSystemdGetsACgroupByHand) {
  std::filesystem::remove_all(folder("run/systemd"));
  survey_trials_.cgroup = {false, "the cgroup … cannot limit children of its own"};
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("mkdir /sys/fs/cgroup/assay"), Not(HasSubstr("systemd-run"))));
}

TEST_F(Machine, WhoseUserIsNotGivenAControllerGetsItDelegated) {
  put_v2("/user.slice/user-1000.slice/session-2.scope", "rw", "cpu pids\n");
  survey_trials_.cgroup = {false, "the cgroup … cannot limit children of its own"};
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("is not given the memory controller"), HasSubstr("Delegate=cpu memory pids")));
}

TEST_F(Machine, OfARaspberryPiIsBootedWithTheMemoryController) {
  put("proc/device-tree/model", "Raspberry Pi 5 Model B Rev 1.0");
  put("proc/cgroups", "#subsys_name\thierarchy\tnum_cgroups\tenabled\nmemory\t0\t96\t0\npids\t0\t96\t1\n");
  put_v2("/user.slice", "rw", "cpu pids\n");
  survey_trials_.cgroup = {false, "no cgroup with the memory controller is mounted"};
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("switched off when the kernel was booted"),
                                        HasSubstr("cgroup_enable=memory/' /boot/firmware/cmdline.txt")));
  std::filesystem::remove(folder("proc/device-tree/model"));
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("cgroup_enable=memory"), HasSubstr("/etc/default/grub")));
}

TEST_F(Machine, WithSwapThatCannotBeLimitedIsToldTwoWays) {
  put("proc/swaps", "Filename\tType\tSize\tUsed\tPriority\n/dev/sda2\tpartition\t999420\t0\t-2\n");
  survey_trials_.cgroup = {false, "this machine has swap, and the kernel cannot limit it"};
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("sudo swapoff -a"), HasSubstr("swapaccount=1")));
  EXPECT_EQ(missing(), "cgroups");
}

constexpr const char* v1_mounts =
    "31 24 0:28 / /sys/fs/cgroup ro,nosuid,nodev,noexec - tmpfs tmpfs ro,mode=755\n"
    "32 31 0:29 / /sys/fs/cgroup/systemd rw,nosuid - cgroup cgroup rw,xattr,name=systemd\n"
    "33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid - cgroup cgroup rw,cpu,cpuacct\n"
    "34 31 0:31 / /sys/fs/cgroup/memory rw,nosuid - cgroup cgroup rw,memory\n"
    "35 31 0:32 / /sys/fs/cgroup/pids rw,nosuid - cgroup cgroup rw,pids\n";

class OldMachine : public Machine {
 protected:
  void SetUp() override {
    Machine::SetUp();
    std::filesystem::remove_all(folder("sys/fs/cgroup"));
    mount(v1_mounts);
    put("proc/self/cgroup", "8:pids:/user.slice\n4:memory:/user.slice/user-1000.slice\n2:cpu,cpuacct:/user.slice\n1:name=systemd:/user.slice\n");
    for (const char* name : {"cpu,cpuacct", "memory", "pids"}) put(std::string("sys/fs/cgroup/") + name + "/cgroup.procs", "1\n");
  }
};

TEST_F(OldMachine, IsUsedAsItIs) {
  EXPECT_EQ(survey().cgroups.version, CgroupVersion::v1);
  EXPECT_EQ(survey().cgroups.own, "/sys/fs/cgroup/memory/user.slice/user-1000.slice");
  EXPECT_FALSE(survey().cgroups.read_only) << "the tmpfs is, and no cgroup";
  EXPECT_THAT(said_of("cgroups"), HasSubstr("version 1; runs can be limited"));
}

TEST_F(OldMachine, WithAnEmptyVersion2BesideItIsHybrid) {
  mount(std::string(v1_mounts) + "36 31 0:33 / /sys/fs/cgroup/unified rw,nosuid - cgroup2 cgroup2 rw,nsdelegate");
  put("sys/fs/cgroup/unified/cgroup.procs", "");
  EXPECT_EQ(survey().cgroups.version, CgroupVersion::hybrid);
  EXPECT_EQ(missing(), "");
}

TEST_F(OldMachine, LetsNoOrdinaryUserLimitAnything) {
  survey_trials_.cgroup = {false, "making the cgroup …: Permission denied"};
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("an ordinary user cannot limit anything with version 1"), HasSubstr("sudo assay"),
                                        HasSubstr("systemd.unified_cgroup_hierarchy=1"), Not(HasSubstr("systemd-run"))));
}

TEST_F(OldMachine, MayLackAController) {
  mount("33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct rw,nosuid - cgroup cgroup rw,cpu,cpuacct\n"
        "34 31 0:31 / /sys/fs/cgroup/memory rw,nosuid - cgroup cgroup rw,memory\n");
  survey_trials_.cgroup = {false, "no cgroup with the pids controller is mounted"};
  EXPECT_THAT(said_of("cgroups"), HasSubstr("no cgroup with the pids controller is mounted"));
}

TEST_F(OldMachine, MayHaveItsCgroupsMountedReadOnly) {
  mount("33 31 0:30 / /sys/fs/cgroup/cpu,cpuacct ro - cgroup cgroup rw,cpu,cpuacct\n"
        "34 31 0:31 / /sys/fs/cgroup/memory ro - cgroup cgroup rw,memory\n35 31 0:32 / /sys/fs/cgroup/pids ro - cgroup cgroup rw,pids\n");
  survey_trials_.cgroup = {false, "making the cgroup …: Read-only file system"};
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("is mounted read-only"), HasSubstr("mount -o remount,rw,bind")));
}

TEST_F(OldMachine, MayHaveItsCgroupsCovered) {
  std::filesystem::remove_all(folder("sys/fs/cgroup"));
  std::filesystem::create_directories(folder("sys/fs/cgroup"));
  survey_trials_.cgroup = {false, "no cgroup with the memory controller is mounted"};
  EXPECT_THAT(said_of("cgroups"), AllOf(HasSubstr("something is mounted over /sys/fs/cgroup"), HasSubstr("umount /sys/fs/cgroup")));
}

TEST_F(Machine, WithoutCgroupsIsToldToMountThem) {
  mount("");
  survey_trials_.cgroup = {false, "no cgroup with the memory controller is mounted"};
  EXPECT_THAT(said_of("cgroups"), HasSubstr("sudo mount -t cgroup2 cgroup2 /sys/fs/cgroup"));
}

}  // namespace
}  // namespace assay::sandbox::survey
