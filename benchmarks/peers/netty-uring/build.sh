# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
# The same program as netty-epoll, over io_uring.
sh "$PEERS/netty-epoll/build.sh"
mkdir -p "$BUILT"
cp "$PEERS_BUILD/netty-epoll/VERSION" "$BUILT"
