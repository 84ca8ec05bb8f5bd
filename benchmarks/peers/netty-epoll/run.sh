# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
TRANSPORT=epoll java_peer netty-epoll
