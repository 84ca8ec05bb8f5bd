# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
stage_java
controllers
rm -rf "$BUILT/target"
maven package -DskipTests
