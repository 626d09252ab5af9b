#!/bin/sh
# as_ordinary_user.sh PROGRAM [ARGUMENT...]: runs it as no one in particular where we are root.
set -eu
[ "$(id -u)" -eq 0 ] || exec "$@"
exec setpriv --reuid 12345 --regid 12345 --clear-groups "$@"
