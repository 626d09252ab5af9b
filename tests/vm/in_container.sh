#!/bin/bash
# in_container.sh COMMAND...: in a cgroup and a mount namespace of its own, shows what a container is
# shown; first does what is in /run/advice, if that is there.
umount /sys/fs/cgroup
mount -t cgroup2 cgroup2 /sys/fs/cgroup
[[ ! -e /run/advice ]] || . /run/advice
exec "$@"
