# A machine with swap, where memory that is paged out must not escape its limit.
mount -t cgroup2 cgroup2 /sys/fs/cgroup
echo 512M >/sys/block/zram0/disksize
mkswap /dev/zram0 >/dev/null
swapon /dev/zram0

step "the attack succeeds where memory alone is limited"
bare=$(make_cgroup bare)
echo 64M >"$bare/memory.max"
in_cgroup "$bare" "$probes/use_memory" 96 || fail "96 MiB did not fit into 64 MiB and swap"

step "and not in a box"
expect_tests "" sandbox_test 'Limits.*Memory*'
