#!/usr/bin/env bash
# prepare.sh FOLDER: puts Debian's kernel for virtual machines into FOLDER, without installing it:
# FOLDER/kernel/vmlinuz and FOLDER/kernel/modules/. Does nothing where they are there.
set -euo pipefail

folder=${1:?usage: prepare.sh FOLDER}
kernel=$folder/kernel
[[ -e $kernel/complete ]] && exit 0

say() { printf '%s\n' "vm: $*" >&2; }

# Each after those that it depends on, numbered in the order of their loading. One that the kernel
# has built in is in no file.
number=10
add_module() {
  local file needed
  [[ -z $(find "$kernel/modules" -name "*-$1.ko") ]] || return 0
  file=$(find "$folder/download/unpacked" -name "$1.ko" -print -quit)
  [[ -n $file ]] || return 0
  for needed in $(tr '\0' '\n' <"$file" | sed -n 's/^depends=//p' | tr ',' ' '); do add_module "$needed"; done
  cp "$file" "$kernel/modules/$number-$1.ko"
  number=$((number + 1))
}

# The package of today's kernel is what this one depends on.
package=$(apt-cache depends --important linux-image-amd64 | sed -n 's/^ *Depends: \(linux-image-[0-9].*\)/\1/p' | head -1)
[[ -n $package ]] || { say "apt knows no linux-image-amd64; run apt-get update"; exit 1; }

rm -rf "$folder/download" "$kernel"
mkdir -p "$folder/download" "$kernel/modules"
say "downloading $package"
# Its warning that it downloads as root is of no interest: nothing is installed.
(cd "$folder/download" && apt-get download -qq "$package" 2>warnings) || { cat "$folder/download/warnings" >&2; exit 1; }
dpkg-deb -x "$folder"/download/*.deb "$folder/download/unpacked"

mv "$folder"/download/unpacked/boot/vmlinuz-* "$kernel/vmlinuz"
for module in virtio_pci 9pnet_virtio 9p overlay zram; do add_module "$module"; done
rm -rf "$folder/download"
printf '%s\n' "$package" >"$kernel/complete"
