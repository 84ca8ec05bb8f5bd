# shellcheck shell=sh
# HTTP/2: Covet (examples/bench, one worker on CPU 0) in clear text and over TLS, and nghttpd with one thread, all up at
# once; h2load on CPU 1 loads them in turn, 8 connections with 100 streams each. Prints CPU time of the server process
# per request, median over the rounds, and ratios.
run_bench_http2() {
  rounds=6 requests=600000 warm=4000000
  if [ "${1:-}" = quick ]; then rounds=3 requests=300000 warm=1500000; shift; fi
  for tool in h2load nghttpd taskset; do
    command -v "$tool" >/dev/null 2>&1 || die "bench http2 needs $tool (packages nghttp2-client, nghttp2-server, util-linux)"
  done
  [ "$(nproc)" -ge 2 ] || die "bench needs two CPUs: one for the server, one for the load"
  mkdir -p "$STATE/bench/www"
  printf 'Hello, World!' >"$STATE/bench/www/plaintext"
  build_example bench
  PROFILE=throughput
  jvm_flags
  PIDS=''
  trap 'for pid in $PIDS; do kill "$pid" 2>/dev/null || true; done' EXIT
  taskset -c 0 nghttpd --no-tls -n 1 -d "$STATE/bench/www" 18101 >/dev/null 2>&1 &
  nghttpd=$!
  PIDS=$nghttpd
  bench_http2_server 18102
  clear=$server
  bench_http2_server 18103 --mode dev --tls-self-signed true
  tls=$server
  bench_http2_load "http://127.0.0.1:18102/plaintext" "$warm" >/dev/null
  bench_http2_load "https://127.0.0.1:18103/plaintext" "$warm" >/dev/null
  : >"$STATE/bench/http2"
  round=0
  while [ "$round" -lt "$rounds" ]; do
    round=$((round + 1))
    bench_http2_once nghttpd "$nghttpd" "http://127.0.0.1:18101/plaintext"
    bench_http2_once covet "$clear" "http://127.0.0.1:18102/plaintext"
    bench_http2_once covet-tls "$tls" "https://127.0.0.1:18103/plaintext"
  done
  sort -k1,1 -k2,2g "$STATE/bench/http2" | awk '
    { n[$1]++; v[$1, n[$1]] = $2; if ($3 > best[$1]) best[$1] = $3 }
    function median(k) { return v[k, int((n[k] + 1) / 2)] }
    END {
      printf "%-10s %14s %14s\n", "", "us/request", "most req/s"
      split("nghttpd covet covet-tls", names, " ")
      for (i = 1; i <= 3; i++) printf "%-10s %14.3f %14d\n", names[i], median(names[i]), best[names[i]]
      printf "covet : nghttpd %.2f, TLS : clear text %.2f\n", median("covet") / median("nghttpd"), median("covet-tls") / median("covet")
    }'
}

# bench_http2_server PORT FLAGS...: starts it and waits until it listens
bench_http2_server() {
  port=$1
  shift
  log=$STATE/bench/covet-$port.log
  : >"$log"
  # shellcheck disable=SC2086
  taskset -c 0 "$JDK/bin/java" $FLAGS -cp "$EXAMPLE_PATH" \
    "$(main_class "$ROOT/examples/bench/src/main/java")" --port "$port" --workers 1 "$@" >"$log" 2>&1 &
  server=$!
  PIDS="$PIDS $server"
  await_listening "$server" "$log"
}

bench_http2_load() { taskset -c 1 h2load -t1 -c8 -m100 -n "$2" "$1"; }

bench_http2_once() {
  before=$(bench_cpu "$2")
  bench_http2_load "$3" "$requests" >"$STATE/bench/h2load"
  after=$(bench_cpu "$2")
  grep -q "$requests succeeded, 0 failed" "$STATE/bench/h2load" || { cat "$STATE/bench/h2load" >&2; die "errors under load"; }
  awk -v name="$1" -v ticks=$((after - before)) -v hz="$(getconf CLK_TCK)" -v requests="$requests" '
    /^finished/ { printf "%s %.4f %d\n", name, ticks * 1000000 / hz / requests, $4 }' "$STATE/bench/h2load" >>"$STATE/bench/http2"
}
