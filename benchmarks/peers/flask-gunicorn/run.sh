# shellcheck shell=sh disable=SC1091,SC2164
. "$(dirname -- "$0")/../common.sh"
cd "$BUILT"
exec venv/bin/gunicorn -w 1 -k gthread --threads 8 --worker-connections 12000 --keep-alive 300 --backlog 4096 \
  -b "127.0.0.1:$PORT" --log-level warning app:app
