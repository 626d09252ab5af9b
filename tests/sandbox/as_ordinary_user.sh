#!/bin/sh
# as_ordinary_user.sh PROGRAM [ARGUMENT...]: runs it as no one in particular where we are root. What graders
# leave that were killed, only that user's next one would remove: it is in a folder that goes with the test.
set -eu
[ "$(id -u)" -eq 0 ] || exec "$@"
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
chown 12345:12345 "$folder"
TMPDIR=$folder setpriv --reuid 12345 --regid 12345 --clear-groups "$@"
