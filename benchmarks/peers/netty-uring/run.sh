# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
export TRANSPORT=uring
java_peer netty-epoll
