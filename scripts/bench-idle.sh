# shellcheck shell=sh disable=SC3045
# What idle connections cost: heap after collections and memory of the process, with the line that fits best. `ulimit -n` is not POSIX,
# but every sh has it.

# run_bench_idle [quick] [clear|h1|h2c|h2]...: HTTP/1.1 and HTTP/2, in clear text and over TLS; in clear text if none is named
run_bench_idle() {
  counts='1000 5000 19000'
  if [ "${1:-}" = quick ]; then counts='1000 3000 5000'; shift; fi
  bench_tools
  bench_tls
  build_example bench
  if [ $# -eq 0 ]; then set -- clear h2c; fi
  # The server holds one for each connection.
  ulimit -n "$(ulimit -H -n)" 2>/dev/null || true
  fit=
  for count in $counts; do
    if [ "$(ulimit -n)" != unlimited ] && [ "$(ulimit -n)" -lt $((count + 500)) ]; then
      printf 'left out: %s connections: a process may have only %s open files (ulimit -n)\n' "$count" "$(ulimit -n)"
    else
      fit="$fit $count"
    fi
  done
  PATH=$JDK/bin:$PATH
  for kind in "$@"; do
    case $kind in
      clear | h2c) set -- ;;
      h1 | h2) set -- --set "tls-cert=$TLS_CERT" --set "tls-key=$TLS_KEY" ;;
      *) die "bench idle knows clear, h1, h2c and h2, not $kind" ;;
    esac
    log=$STATE/bench/idle.log
    : >"$log"
    # shellcheck disable=SC2086
    "$JDK/bin/java" $FLAGS -cp "$EXAMPLE_PATH" "$(main_class "$ROOT/examples/bench/src/main/java")" --port 18120 \
      --workers 1 --set keepalive-timeout=1h "$@" >"$log" 2>&1 &
    measured=$!
    trap 'kill "$measured" 2>/dev/null || true' EXIT
    await_listening "$measured" "$log"
    # shellcheck disable=SC2086
    python3 "$BENCH/idle.py" "$measured" 18120 "$kind" $fit
    kill "$measured"
    wait "$measured" || true
    trap - EXIT
  done
}
