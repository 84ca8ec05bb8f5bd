# shellcheck shell=sh
# Restarts by hand-over under load, with connections for each request and kept ones: counts, and 1 if anything failed.

# run_bench_restarts [N] [REQUESTS]
run_bench_restarts() {
  PROFILE=throughput
  jvm_flags
  build_example hello
  folder=$STATE/restarts
  rm -rf "$folder"; mkdir -p "$folder"
  # The path of a socket must be short, wherever this project is.
  socket=$(mktemp -d)
  trap 'rm -rf "$socket"' EXIT
  # shellcheck disable=SC2086
  "$JDK/bin/java" "$ROOT/benchmarks/Restarts.java" "${1:-100}" "${2:-1000000}" 18098 "$folder" \
    "$JDK/bin/java" $FLAGS -cp "$EXAMPLE_PATH" Hello --port 18098 --handover "$socket/control.sock"
}
