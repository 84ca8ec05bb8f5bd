#!/bin/sh
# The steps of deploy/Dockerfile one by one, for machines without a Docker engine: try-image.sh PACKAGE
# PACKAGE is what `./covet aot --jlink` has made. It is put into a folder that holds nothing else but a shell, a few
# tools and the C library of this machine; there, as root of the file system (chroot), it is started as user 10001 with the
# environment of the image, asked by the image's health check, and stopped by its stop signal. Needs to be root.
set -eu
package=$1
here=$(CDPATH='' cd -- "$(dirname -- "$0")/.." && pwd -P)
# can_mount: whether this machine lets us mount, make devices and change the root; ends with 3 if not, for tests
can_mount() {
  [ "$(id -u)" = 0 ] && unshare --mount sh -c '
    try=$(mktemp -d) && mkdir "$try/proc" && mount --bind /proc "$try/proc" && umount "$try/proc" &&
      mknod -m 666 "$try/null" c 1 3 && : >"$try/null"; status=$?
    rm -rf --one-file-system "$try"; exit "$status"' 2>/dev/null
}
can_mount || { printf 'try-image: this machine does not let us mount, make devices and change the root (root may)\n' >&2; exit 3; }
# in a mount namespace of its own: what is mounted below ends with it
[ -n "${TRY_UNSHARED:-}" ] || exec env TRY_UNSHARED=yes unshare --mount "$here/scripts/try-image.sh" "$package"
image=$(mktemp -d)
server=''
# shellcheck disable=SC2329
end() {
  [ -z "$server" ] || kill -KILL "$server" 2>/dev/null || true
  umount "$image/proc" 2>/dev/null || true
  rm -rf --one-file-system "$image"
}
trap end EXIT
trap 'exit 1' INT TERM

# stands in for FROM ubuntu:24.04
mkdir -p "$image/tmp" "$image/dev" "$image/proc" "$image/usr/bin" "$image/usr/lib" "$image/usr/lib64"
ln -s usr/bin usr/lib usr/lib64 "$image"
chmod 755 "$image"
chmod 1777 "$image/tmp"
copy() {
  real=$(readlink -f "$1")
  mkdir -p "$image$(dirname "$1")"
  cp "$real" "$image$1"
}
for tool in sh bash cat cksum dirname grep ls readlink; do
  at=$(command -v "$tool")
  copy "$at"
  for library in $(ldd "$at" | grep -o '/[^ ]*'); do copy "$library"; done
done
for library in $(find "$package/runtime" -name 'lib*.so' -exec ldd {} + 2>/dev/null | grep -o '=> /[^ ]*' | cut -c4- | sort -u); do
  case $library in "$package"/* | */runtime/*) ;; *) copy "$library" ;; esac
done
mount --bind /proc "$image/proc"
mknod -m 666 "$image/dev/null" c 1 3
mknod -m 666 "$image/dev/urandom" c 1 9
mknod -m 666 "$image/dev/random" c 1 8

# COPY --from=build /app /app, and the health check
cp -a "$package" "$image/app"
ln -sf "$(basename "$(ls "$image"/app/*.jar)" .jar)" "$image/app/bin/start"
cp "$here/deploy/healthcheck.sh" "$image/app/bin/healthcheck"

# USER, ENV, ENTRYPOINT, but on a free port of this machine alone
inside() {
  exec env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin COVET_PROFILE="${COVET_PROFILE:-throughput}" COVET_HOST=127.0.0.1 COVET_PORT=0 \
    chroot --userspec=10001:10001 "$image" "$@"
}
(inside /app/bin/start) >"$image/log" 2>&1 &
server=$!
port='' tries=0
until [ -n "$port" ] && (inside /app/bin/healthcheck "$port" /); do
  tries=$((tries + 1))
  { [ "$tries" -lt 300 ] && kill -0 "$server" 2>/dev/null; } || { cat "$image/log" >&2; printf 'try-image: not healthy\n' >&2; exit 1; }
  sleep 0.1
  port=$(sed -n 's|.*Covet listens on http://127.0.0.1:||p' "$image/log")
done
printf 'healthy; user %s, Java of %s\n' "$(stat -c %u "/proc/$server")" "$(readlink "/proc/$server/exe" | sed "s|^$image||")"
du -smx "$image" | awk '{ print "size: " $1 " MB, of which:" }'
(cd "$image/app" && du -sm runtime lib ./*.aot | sed 's/^/  /')
kill -TERM "$server"
status=0; wait "$server" || status=$?
server=''
printf 'stopped by SIGTERM with %s\n' "$status"
[ "$status" = 0 ]
