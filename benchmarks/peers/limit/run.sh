# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
exec "$BUILT/limit" "$PORT" "${PROCESSES:-1}"
