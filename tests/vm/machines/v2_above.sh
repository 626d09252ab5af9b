# Version 2 alone, as root, below cgroups of others' making.
mount -t cgroup2 cgroup2 /sys/fs/cgroup

step "below a cgroup that has less memory and fewer processes than the box's limits"
narrow=$(make_cgroup system.slice/narrow.slice/assay.service)
run="in_cgroup $narrow"
echo 40M >"${narrow%/*}/memory.max"
sandbox_run "$run" --memory 64MiB --ro "$probes" -- "$probes/use_memory" 56
expect_fault "out of memory"
expect_outcome "$run" '"end": "memory_limit"' --memory 24MiB --ro "$probes" -- "$probes/use_memory" 56
echo 12 >"${narrow%/*}/pids.max"
sandbox_run "$run" --pids 20 --ro "$probes" -- "$probes/start_processes" 20
expect_fault "pids.max"
expect_outcome "$run" '"end": "process_limit"' --pids 2 --ro "$probes" -- "$probes/start_processes" 20

step "in a container, beside its shell in the topmost cgroup that it sees"
container=$(make_cgroup container)
stay_in "$container"
contained="in_cgroup $container unshare --cgroup --mount $source/tests/vm/in_container.sh"
expect_refusal "$contained" "/sys/fs/cgroup has other processes in it too" "mkdir /sys/fs/cgroup/rest"

step "and there, once what the error advises is done"
echo "${said#*to one below it: }" >/run/advice
expect_isolation "$contained" "cgroup v2"
