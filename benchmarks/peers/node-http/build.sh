# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
need node nodejs
stage
version "$(node --version)"
