# Version 2 alone, in cgroups that may not limit children of their own.
mount -t cgroup2 cgroup2 /sys/fs/cgroup

step "as an ordinary user in a cgroup of root's"
session=$(make_cgroup user.slice/session-1.scope)
expect_refusal "in_cgroup $session $as_user" "$session" "not this user's" "systemd-run --user --scope -p Delegate=yes"

step "in a user's own cgroup that root's above it passes no controllers"
mkdir -p /sys/fs/cgroup/bare/scope
delegate /sys/fs/cgroup/bare/scope
expect_refusal "in_cgroup /sys/fs/cgroup/bare/scope $as_user" "passed no memory or pids controller" "Delegate=yes"

step "in a user's own cgroup that is passed pids alone"
echo "+pids" >/sys/fs/cgroup/bare/cgroup.subtree_control
expect_refusal "in_cgroup /sys/fs/cgroup/bare/scope $as_user" "passed no memory controller" "Delegate=yes"

step "with /sys/fs/cgroup read-only, as containers have it"
mount -o remount,ro /sys/fs/cgroup
expect_refusal "" "/sys/fs/cgroup" "read-only"
