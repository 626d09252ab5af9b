#!/bin/busybox sh
# The machine's first program: it shows the host's files, read-only below and writable in memory
# above, and hands over to guest.sh there.
set -e
/bin/busybox --install -s /bin
mount -t proc proc /proc
mount -t sysfs sys /sys
mount -t devtmpfs dev /dev
for module in /modules/*.ko; do insmod "$module"; done

mkdir -p /host /layer /root
mount -t 9p -o trans=virtio,version=9p2000.L,ro,cache=loose,msize=262144 host /host
mount -t tmpfs -o size=50% layer /layer
mkdir /layer/upper /layer/work
mount -t overlay -o lowerdir=/host,upperdir=/layer/upper,workdir=/layer/work overlay /root
for folder in proc sys dev; do mount --move "/$folder" "/root/$folder"; done
cp /job /root/run/assay-vm-job
. /job
exec switch_root /root /bin/bash "$source/tests/vm/guest.sh"
