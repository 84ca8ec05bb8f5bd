# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
exec nghttpd --no-tls -n 1 -a 127.0.0.1 -d "$BUILT/www" "$PORT"
