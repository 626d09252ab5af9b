# Version 1 with an empty version 2 beside it.
mount -t tmpfs -o mode=755 cgroups /sys/fs/cgroup
mkdir /sys/fs/cgroup/{unified,memory,pids,cpuacct}
mount -t cgroup2 cgroup2 /sys/fs/cgroup/unified

step "with memory in version 1 and pids in version 2"
mount -t cgroup -o memory memory /sys/fs/cgroup/memory
expect_refusal "" "memory" "version 1" "pids" "version 2" "systemd.unified_cgroup_hierarchy"

step "with all in version 1"
mount -t cgroup -o pids pids /sys/fs/cgroup/pids
mount -t cgroup -o cpuacct cpuacct /sys/fs/cgroup/cpuacct
before=$(list_cgroups)
expect_isolation "" "cgroup v1"
expect_tests "" sandbox_test 'Limits.*:Cleanup.*'
expect_same_cgroups "$before"

step "below a cgroup whose members wait instead of being killed when memory is short"
mkdir /sys/fs/cgroup/memory/patient
echo 1 >/sys/fs/cgroup/memory/patient/memory.oom_control
expect_tests "in_cgroup /sys/fs/cgroup/memory/patient" sandbox_test 'Limits.EndsAProgramOverItsMemory'

step "as an ordinary user"
expect_refusal "$as_user" "run as root"
