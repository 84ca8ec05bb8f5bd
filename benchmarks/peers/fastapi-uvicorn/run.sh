# shellcheck shell=sh disable=SC1091,SC2164
. "$(dirname -- "$0")/../common.sh"
cd "$BUILT"
exec venv/bin/python -m uvicorn app:app --host 127.0.0.1 --port "$PORT" --workers 1 --loop uvloop --http httptools \
  --ws-per-message-deflate false --no-access-log --log-level warning --timeout-keep-alive 300 --backlog 4096
