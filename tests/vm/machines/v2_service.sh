# Version 2 alone, as root, in the cgroups that systemd makes.
mount -t cgroup2 cgroup2 /sys/fs/cgroup

step "as a service: alone in a cgroup that is passed its controllers"
service=$(make_cgroup system.slice/assay.service)
before=$(list_cgroups)
expect_isolation "in_cgroup $service" "cgroup v2"
expect_tests "in_cgroup $service" sandbox_test "$of_cgroups"
expect_same_cgroups "$before"

step "and killed there, boxes running: the service's cgroup is again as it was, and can be entered"
for seconds in 1 2 4; do
  in_cgroup "$service" "$build/tests/hold_runs" "mark-$seconds" >/dev/null &
  sleep "$seconds"
  pkill -KILL -x hold_runs || fail "the grader was not there to be killed"
  wait "$!"
  expect_same_cgroups "$before"
done
expect_isolation "in_cgroup $service" "cgroup v2"

step "in a session: beside its shell, in a cgroup that can therefore limit no children"
session=$(make_cgroup system.slice/session.scope)
before=$(list_cgroups)
stay_in "$session"
expect_isolation "in_cgroup $session" "cgroup v2"
expect_tests "in_cgroup $session" sandbox_test "$of_cgroups"
expect_same_cgroups "$before"
