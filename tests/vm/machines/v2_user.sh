# Version 2 alone, as an ordinary user who was given a cgroup, as systemd gives one to user@1000.service.
mount -t cgroup2 cgroup2 /sys/fs/cgroup
manager=$(make_cgroup user.slice/user-1000.slice/user@1000.service)
delegate "$manager"

step "as systemd-run --user --scope starts it: alone in a cgroup below the user's"
scope=$(make_cgroup user.slice/user-1000.slice/user@1000.service/assay.scope)
delegate "$scope"
before=$(list_cgroups)
expect_isolation "in_cgroup $scope $as_user" "cgroup v2"
expect_tests "in_cgroup $scope $as_user" sandbox_test "$of_cgroups"
expect_same_cgroups "$before"

step "beside a shell, in a cgroup below the user's"
shell=$(make_cgroup user.slice/user-1000.slice/user@1000.service/shell.scope)
delegate "$shell"
before=$(list_cgroups)
stay_in "$shell"
expect_tests "in_cgroup $shell $as_user" sandbox_test "$of_cgroups"
expect_same_cgroups "$before"

step "beside a shell, in the topmost of the user's cgroups, whose parent is root's"
lone=$(make_cgroup lone.scope)
delegate "$lone"
stay_in "$lone"
expect_refusal "in_cgroup $lone $as_user" "$lone" "other processes" "systemd-run --user --scope -p Delegate=yes"
