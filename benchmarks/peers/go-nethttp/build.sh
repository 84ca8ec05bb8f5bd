# shellcheck shell=sh disable=SC1091,SC2164
. "$(dirname -- "$0")/../common.sh"
need go golang
stage
cd "$BUILT"
go build -mod=mod -o server .
version "$(go env GOVERSION)"
