# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
need cc gcc
mkdir -p "$BUILT"
cc -O2 -o "$BUILT/limit" "$PEERS/limit/limit.c"
version "gcc $(cc -dumpversion)"
