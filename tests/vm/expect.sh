# What the machines try, and what is expected of it. Each failed expectation is counted, and said.
failures=0
as_user="setpriv --reuid 1000 --regid 1000 --clear-groups --inh-caps=-all"

# The tests of what depends on cgroups.
of_cgroups='Limits.*Memory*:Limits.*Process*:UsageWhileRunning.*:Cleanup.*'
# Those that are about time, which an emulated machine has less of, or that take long.
timed='Limits.*Wall*:Limits.*Cpu*:Limits.EndsAForkBomb:Cleanup.RunsTwoHundredTimes*:Cleanup.EndsADaemon*'
probes=$build/tests/sandbox/probes

fail() {
  echo "vm: NOT AS EXPECTED: $*"
  failures=$((failures + 1))
}

step() { printf '\nvm: %s [%s s]\n' "$*" "$(cut -d. -f1 /proc/uptime)"; }

# Runs a command in a cgroup, where it is alone unless others are there already: "" is where we are.
in_cgroup() {
  local folder=$1
  shift
  (
    if [[ -n $folder ]]; then echo "$BASHPID" >"$folder/cgroup.procs" || exit 125; fi
    exec "$@"
  )
}

# make_cgroup PATH: makes it in version 2, with memory and pids passed on to it from the root, as
# systemd does; prints its folder.
make_cgroup() {
  local folder=/sys/fs/cgroup name
  for name in ${1//\// }; do
    echo "+memory +pids" >"$folder/cgroup.subtree_control"
    folder=$folder/$name
    mkdir -p "$folder"
  done
  echo "$folder"
}

# Gives a cgroup to the ordinary user, as cgroups(7) says under "delegation".
delegate() { chown 1000:1000 "$1" "$1/cgroup.procs" "$1/cgroup.threads" "$1/cgroup.subtree_control"; }

# Leaves a process in a cgroup.
stay_in() {
  sleep 1000 &
  echo "$!" >"$1/cgroup.procs"
}

# expect_tests WRAPPER PROGRAM FILTER: all of the tests, at least one, pass, and none is skipped.
expect_tests() {
  local wrapper=$1 program=$2 filter=$3-$timed log=/run/tests.log
  # shellcheck disable=SC2086  # the wrapper is a command's words
  $wrapper "$build/tests/$program" --gtest_color=no --gtest_filter="$filter" 2>&1 | tee "$log"
  (( PIPESTATUS[0] == 0 )) || fail "$program $filter: exit code ${PIPESTATUS[0]}"
  grep -q '^\[  PASSED  \] [1-9]' "$log" || fail "$program $filter: no test passed"
  if grep -q 'SKIPPED' "$log"; then fail "$program $filter: a test was skipped"; fi
}

# sandbox_run WRAPPER ARGUMENT...: runs `assay sandbox run`; what it printed is in $said, its exit
# code in $status, and what it wrote of the run in $outcome.
sandbox_run() {
  local wrapper=$1 folder
  shift
  folder=$(mktemp -d)
  chmod 777 "$folder"
  status=0
  # shellcheck disable=SC2086  # the wrapper is a command's words
  said=$($wrapper "$build/bin/assay" sandbox run --json "$folder/outcome" "$@" 2>&1) || status=$?
  outcome=$(cat "$folder/outcome" 2>/dev/null)
  rm -rf "$folder"
  echo "assay sandbox run ${*: -3}: exit code $status. $said"
}

# expect_outcome WRAPPER TEXT ARGUMENT...: what is written of the run has the text.
expect_outcome() {
  local wrapper=$1 text=$2
  shift 2
  sandbox_run "$wrapper" "$@"
  [[ $outcome == *"$text"* ]] || fail "the outcome is not $text: $outcome"
}

# expect_isolation WRAPPER TEXT: a program runs, held in full, by what the text says too.
expect_isolation() {
  expect_outcome "$1" '"isolation": "full: ' -- /bin/true
  [[ $outcome == *"$2"* ]] || fail "not held by $2: $outcome"
}

# expect_fault TEXT...: the last run ended in no outcome, but in an error that says each of the texts.
expect_fault() {
  local text
  (( status == 4 )) || fail "exit code $status and not 4 of a sandbox that failed"
  [[ -z $outcome ]] || fail "an outcome in spite of the error: $outcome"
  for text in "$@"; do
    [[ $said == *"$text"* ]] || fail "the error does not say \"$text\""
  done
}

# expect_refusal WRAPPER TEXT...: nothing runs, and the error says each of the texts.
expect_refusal() {
  sandbox_run "$1" --rw /ran -- /usr/bin/touch /ran/here
  shift
  expect_fault "$@"
  [[ ! -e /ran/here ]] || fail "a program ran in spite of the error"
}

# The cgroups that there are, for expect_same_cgroups.
list_cgroups() { find /sys/fs/cgroup -type d | sort; }

# expect_same_cgroups LIST: those of the list, and no other; the guard may still be at it.
expect_same_cgroups() {
  local until=$((SECONDS + 30))
  while (( SECONDS < until )); do
    [[ $(list_cgroups) == "$1" ]] && return
    sleep 0.1
  done
  fail "cgroups were left or lost: $(diff <(echo "$1") <(list_cgroups) | grep '^[<>]')"
}
