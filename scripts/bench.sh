# shellcheck shell=sh
# Covet (examples/bench, one worker on CPU 0) and a minimal C epoll server side by side: both are up at once and wrk, on
# CPU 1, loads them in turn, round after round, so that a slow minute of the machine hits both alike.
# Prints CPU time of the server process per request, median over the rounds, and the ratio.
run_bench() {
  rounds=4 seconds=3 warm=15
  if [ "${1:-}" = quick ]; then rounds=2 seconds=2 warm=8; shift; fi
  for tool in wrk cc taskset; do
    command -v "$tool" >/dev/null 2>&1 || die "bench needs $tool (packages wrk, gcc, util-linux)"
  done
  [ "$(nproc)" -ge 2 ] || die "bench needs two CPUs: one for the server, one for the load"
  mkdir -p "$STATE/bench"
  cc -O2 -o "$STATE/bench/limit" "$ROOT/benchmarks/limit.c"
  PIDS=''
  trap 'for pid in $PIDS; do kill "$pid" 2>/dev/null || true; done' EXIT
  taskset -c 0 "$STATE/bench/limit" 18098 >/dev/null 2>&1 &
  limit=$!
  PIDS="$PIDS $limit"
  ("$ROOT/covet" run examples/bench --port 18099 --set workers=1 "$@" >"$STATE/bench/covet.log" 2>&1) &
  covet=$!
  PIDS="$PIDS $covet"
  await_listening "$covet" "$STATE/bench/covet.log"
  tail -n 1 "$STATE/bench/covet.log"
  covet=$(pgrep -P "$covet" java || echo "$covet")
  for thread in /proc/"$covet"/task/*; do taskset -cp 0 "$(basename "$thread")" >/dev/null 2>&1 || true; done
  bench_load 18099 plain "$warm" >/dev/null
  bench_load 18099 pipelined "$warm" >/dev/null
  : >"$STATE/bench/results"
  round=0
  while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    for kind in plain pipelined; do
      bench_once limit "$limit" 18098 "$kind"
      bench_once covet "$covet" 18099 "$kind"
    done
  done
  awk '{ n = ++count[$1 " " $2]; value[$1 " " $2, n] = $3; if ($4 > best[$1 " " $2]) best[$1 " " $2] = $4 }
    function median(key,   i, j, t, k) {
      k = count[key]
      for (i = 1; i <= k; i++) for (j = i + 1; j <= k; j++) if (value[key, j] < value[key, i]) { t = value[key, i]; value[key, i] = value[key, j]; value[key, j] = t }
      return value[key, int((k + 1) / 2)]
    }
    END {
      printf "%-10s %14s %14s %8s %14s\n", "", "C (us/request)", "Covet", "ratio", "Covet req/s"
      split("plain pipelined", kinds, " ")
      for (i = 1; i <= 2; i++) { k = kinds[i]; a = median("limit " k); b = median("covet " k); printf "%-10s %14.3f %14.3f %8.2f %14d\n", k, a, b, b / a, best["covet " k] }
    }' "$STATE/bench/results"
}

bench_load() {
  case $2 in
    plain) taskset -c 1 wrk -t1 -c64 -d"$3" "http://127.0.0.1:$1/plaintext" ;;
    pipelined) taskset -c 1 wrk -t1 -c64 -d"$3" -s "$ROOT/benchmarks/pipeline.lua" "http://127.0.0.1:$1/plaintext" ;;
  esac
}

# user and system time of a process in ticks
bench_cpu() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }

bench_once() {
  before=$(bench_cpu "$2")
  bench_load "$3" "$4" "$seconds" >"$STATE/bench/wrk"
  after=$(bench_cpu "$2")
  if grep -qE 'Non-2xx|Socket errors' "$STATE/bench/wrk"; then cat "$STATE/bench/wrk" >&2; die "errors under load"; fi
  awk -v name="$1" -v kind="$4" -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" '
    /requests in/ { requests = $1 }
    /Requests\/sec/ { printf "%s %s %.4f %d\n", name, kind, ticks * 1000000 / hz / requests, $2 }' "$STATE/bench/wrk" >>"$STATE/bench/results"
}
