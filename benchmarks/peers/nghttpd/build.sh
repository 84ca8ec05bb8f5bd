# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
need nghttpd nghttp2-server
mkdir -p "$BUILT/www"
# Its type comes from the name, and a name without an ending has none.
printf "Hello, World!" >"$BUILT/www/plaintext"
version "$(nghttpd --version | sed "s/.*nghttp2.//")"
