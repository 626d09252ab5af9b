#!/usr/bin/env bash
# run_machine.sh MACHINE BUILD_FOLDER VM_FOLDER
# Boots the machine of machines/MACHINE.sh, with this host's files, and passes where all that it
# tries comes out as expected. Its console is printed, and kept in VM_FOLDER/MACHINE.log.
set -euo pipefail

machine=${1:?usage: run_machine.sh MACHINE BUILD_FOLDER VM_FOLDER}
build=$(realpath "$2")
folder=$(realpath "$3")
source=$(realpath "$(dirname "$0")/../..")
seconds=${ASSAY_VM_SECONDS:-540}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

make_initramfs() {
  mkdir -p "$work/initramfs"/{bin,proc,sys,dev}
  cp /bin/busybox "$work/initramfs/bin/"
  cp -r "$folder/kernel/modules" "$work/initramfs/modules"
  cp "$source/tests/vm/initramfs_init.sh" "$work/initramfs/init"
  chmod 755 "$work/initramfs/init"
  printf '%s=%q\n' machine "$machine" source "$source" build "$build" >"$work/initramfs/job"
  (cd "$work/initramfs" && find . | busybox cpio -o -H newc 2>/dev/null) >"$work/initramfs.cpio"
}

# A /dev/kvm is no proof of a processor that virtualises: only its flags are.
accelerator() {
  if [[ -w /dev/kvm ]] && grep -qwE 'vmx|svm' /proc/cpuinfo; then
    echo "kvm -cpu host"
  else
    echo "tcg,thread=multi -cpu max"
  fi
}

make_initramfs
log=$folder/$machine.log
status=0
# shellcheck disable=SC2046  # the accelerator is several words
timeout --foreground --kill-after=10 "$seconds" qemu-system-x86_64 \
  -accel $(accelerator) -smp 2 -m 1536 \
  -nodefaults -no-user-config -display none -no-reboot -nic none -serial stdio \
  -kernel "$folder/kernel/vmlinuz" -initrd "$work/initramfs.cpio" \
  -append "console=ttyS0 panic=-1 quiet mitigations=off no_timer_check" \
  -fsdev local,id=host,path=/,security_model=none,readonly=on,multidevs=remap \
  -device virtio-9p-pci,fsdev=host,mount_tag=host \
  </dev/null 2>&1 | tr -d '\r' | tee "$log" || status=$?

if (( status == 124 || status == 137 )); then
  echo "vm: $machine did not come to its end in $seconds s"
  exit 1
fi
# The last words of guest.sh; a machine that crashed does not come to them.
grep -qx "vm: $machine passed" "$log"
