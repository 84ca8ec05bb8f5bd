# shellcheck shell=sh
# How soon a packaged application answers, and what it needs in memory.

# run_bench_start start [FOLDER] [PROFILE]
run_bench_start() {
  PROFILE=${3:-throughput}
  command -v python3 >/dev/null 2>&1 || die "bench start needs python3"
  aot_command "${2:-$ROOT/examples/hello}" --profile "$PROFILE" >/dev/null
  export COVET_PROFILE=$PROFILE JAVA_HOME="$JDK"
  for cache in on off; do
    printf '%s, AOT cache %s: ' "$PROFILE" "$cache"
    COVET_AOT=$cache python3 "$ROOT/benchmarks/first-answer.py" 18097 15 "$OUT/bin/$NAME" --port 18097
  done
  printf 'load of the machine: %s; CPUs: %s\n' "$(uptime | sed 's/.*average: *//')" "$(nproc)"
}

# run_bench_memory memory [FOLDER] [PROFILE]
run_bench_memory() {
  PROFILE=${3:-small}
  command -v h2load >/dev/null 2>&1 || die "bench memory needs h2load (package nghttp2-client)"
  aot_command "${2:-$ROOT/examples/hello}" --profile "$PROFILE" >/dev/null
  export COVET_PROFILE=$PROFILE JAVA_HOME="$JDK"
  for cache in on off; do
    printf '%s, AOT cache %s\n' "$PROFILE" "$cache"
    : >"$STATE/memory.log"
    COVET_AOT=$cache "$OUT/bin/$NAME" --port 18097 >"$STATE/memory.log" 2>&1 &
    measured=$!
    trap 'kill "$measured" 2>/dev/null || true' EXIT
    await_listening "$measured" "$STATE/memory.log"
    memory_of "$measured" 'at start'
    h2load --h1 -n 100000 -c 16 -t 1 http://127.0.0.1:18097/ >"$STATE/memory-load.log"
    grep -q ' 100000 succeeded' "$STATE/memory-load.log" || die "not every request was answered; see $STATE/memory-load.log"
    memory_of "$measured" 'after 100,000 requests'
    # What malloc has kept goes back to the system every 5 s; chunks of the compiler are given up as often.
    sleep 12
    memory_of "$measured" '12 s later'
    kill "$measured"; wait "$measured" || die "$NAME ended with $?"
    trap - EXIT
  done
}

# memory_of PID WHEN: private is what nobody else has mapped. Of it, what comes unchanged from files (the AOT cache, jars)
# is shared as soon as a second process maps them, and dropped when memory is short; the rest is the process's own.
memory_of() {
  awk -v when="$2" '{ mib[$1] = $2 / 1024 }
    END {
      private = mib["Private_Dirty:"] + mib["Private_Clean:"]
      printf "  %-24s RSS %5.1f MiB, private %5.1f MiB: its own %5.1f, of files %5.1f\n", when, mib["Rss:"], private, mib["Anonymous:"], private - mib["Anonymous:"]
    }' "/proc/$1/smaps_rollup"
}
