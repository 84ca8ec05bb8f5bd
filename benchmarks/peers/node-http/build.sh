# shellcheck shell=sh disable=SC1091
. "$(dirname -- "$0")/../common.sh"
need node nodejs
need npm npm
stage
npm install --prefix "$BUILT" --omit=dev --no-package-lock --no-audit --no-fund --loglevel=error >/dev/null
version "$(node --version)"
