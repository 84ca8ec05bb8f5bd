# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
need nginx nginx-light
mkdir -p "$BUILT/logs"
version "$(nginx -v 2>&1 | sed "s/.*nginx.//")"
