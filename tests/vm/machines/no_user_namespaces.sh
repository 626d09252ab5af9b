# User namespaces switched off, in either of Debian's ways.
mount -t cgroup2 cgroup2 /sys/fs/cgroup

step "with user.max_user_namespaces=0"
before=$(list_cgroups)
sysctl -qw user.max_user_namespaces=0
expect_refusal "" "user.max_user_namespaces"
sysctl -qw user.max_user_namespaces=10000
expect_isolation "" "cgroup v2"

step "with kernel.unprivileged_userns_clone=0"
sysctl -qw kernel.unprivileged_userns_clone=0
expect_refusal "" "kernel.unprivileged_userns_clone=1"
expect_same_cgroups "$before"
