# Version 2 alone, as root, in the root cgroup, which may hold both processes and limited children.
mount -t cgroup2 cgroup2 /sys/fs/cgroup

step "tests"
before=$(list_cgroups)
expect_isolation "" "cgroup v2"
expect_outcome "" '"end": "cpu_limit"' --cpu 300ms --ro "$probes" -- "$probes/burn_cpu" 60000
expect_outcome "" '"process_limit_hit": true' --wall 20s --ro "$probes" -- "$probes/start_processes"
expect_tests "" sandbox_test 'Limits.*:Cleanup.*:UsageWhileRunning.*:Faults.*:MountTest.*'
expect_same_cgroups "$before"
