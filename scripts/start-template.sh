#!/bin/sh
# Starts @NAME@ in this JVM's process, so that signals reach it: bin/@NAME@ [flags of the application]
#   COVET_PROFILE    throughput (the default) or small
#   COVET_JAVA_OPTS  more options of the JVM, which count more than those below
#   COVET_AOT        off: without the AOT cache
#   JAVA_HOME        where Java 25 is, unless the package has brought its own or it is the one on the PATH
# Written by `./covet package`.
set -eu

self=$0
while [ -h "$self" ]; do
  link=$(readlink "$self")
  case $link in /*) self=$link ;; *) self=$(dirname "$self")/$link ;; esac
done
home=$(CDPATH='' cd -- "$(dirname -- "$self")/.." && pwd -P)

# java_home FOLDER...: the first that is a Java 25
java_home() {
  for folder in "$@"; do
    if [ -x "$folder/bin/java" ] && grep -q '^JAVA_VERSION="25' "$folder/release" 2>/dev/null; then printf '%s' "$folder"; return; fi
  done
  printf '@NAME@: Java 25 is missing; install it and set JAVA_HOME to its folder\n' >&2
  exit 1
}
onpath=$(readlink -f "$(command -v java || true)" 2>/dev/null || true)
java=$(java_home "$home/runtime" "${COVET_JAVA_HOME:-}" "${JAVA_HOME:-}" "${onpath%/bin/java}")/bin/java

COVET_PROFILE=${COVET_PROFILE:-throughput}; export COVET_PROFILE
case $COVET_PROFILE in
  throughput) flags='@THROUGHPUT@' ;;
  small) flags='@SMALL@' ;;
  *) printf '@NAME@: COVET_PROFILE=%s: must be throughput or small\n' "$COVET_PROFILE" >&2; exit 1 ;;
esac

set -- -jar "$home/@NAME@.jar" "$@"
cache=$home/@NAME@-$COVET_PROFILE.aot
if [ -n "${COVET_AOT_OUTPUT:-}" ]; then
  set -- "-XX:AOTCacheOutput=$COVET_AOT_OUTPUT" "$@"
elif [ "${COVET_AOT:-on}" != off ] && [ -f "$cache" ]; then
  # The JVM does not notice that a jar has changed and would run the classes of the cache.
  if [ "$(cd "$home" && cksum "@NAME@.jar" lib/*.jar)" = "$(cat "$cache.sums" 2>/dev/null)" ]; then set -- "-XX:AOTCache=$cache" "$@"
  else printf '@NAME@: %s was made for other jars and is not used; ./covet aot makes a new one\n' "$cache" >&2; fi
fi
# What begins with COVET_ is a setting of the application, and strangers are refused.
unset COVET_AOT COVET_AOT_OUTPUT
# shellcheck disable=SC2086
exec "$java" $flags ${COVET_JAVA_OPTS:-} "$@"
