# Process 1 of a virtual machine. It sets up what every machine has, does what machines/<machine>.sh
# says, which tries things by the functions of expect.sh, says whether all came out as expected,
# and switches the machine off.
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin HOME=/root LC_ALL=C.UTF-8
# Where the host's root folder and this script come from, as run_machine.sh says.
. /run/assay-vm-job
. "$source/tests/vm/expect.sh"

mount -t tmpfs -o mode=755 run /run
mkdir -p /dev/pts /dev/shm
mount -t devpts devpts /dev/pts
mount -t tmpfs -o mode=1777 shm /dev/shm
ln -s /proc/self/fd /dev/fd
ln -s fd/0 /dev/stdin
ln -s fd/1 /dev/stdout
ln -s fd/2 /dev/stderr
chmod 1777 /tmp
mkdir -m 777 /ran
# An ordinary user reaches the build as root does; in this machine's layer, not on the host.
at=$build
while [[ $at != / ]]; do
  chmod a+x "$at"
  at=$(dirname "$at")
done

. "$source/tests/vm/machines/$machine.sh"

if (( failures == 0 )); then
  echo "vm: $machine passed"
else
  echo "vm: $machine failed: $failures expectations"
fi
# The console is written by the kernel meanwhile; it has a moment to come to the last words.
sleep 0.3
echo o >/proc/sysrq-trigger
sleep 60
