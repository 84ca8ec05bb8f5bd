# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
# shellcheck disable=SC2086
exec "$JDK/bin/java" $JVM_FLAGS -jar "$BUILT/target/quarkus-app/quarkus-run.jar"
