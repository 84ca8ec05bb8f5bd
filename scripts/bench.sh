# shellcheck shell=sh
# Workloads over examples/bench, and a minimal C epoll server beside it for plain requests: all servers are up at once
# with one worker on CPU 0, the load is on CPU 1. Writes rounds, table and plot to .covet/bench/workloads.
BENCH=$ROOT/benchmarks

# run_bench [quick] [WORKLOAD...]
run_bench() {
  bench_rounds "$@"
  out=$STATE/bench/workloads
  bench_peers_environment
  bench_peer_built limit || die "the C server does not build: see $PEERS_BUILD/limit.log"
  bench_tls
  # shellcheck disable=SC2086
  python3 "$BENCH/workloads.py" --out "$out" $ROUNDS \
    "C epoll{plaintext,pipelined}=sh $BENCH/peers/limit/run.sh" "$(bench_covet Covet "$ROOT")" "$(bench_covet_tls Covet "$ROOT")"
  python3 "$BENCH/figures.py" "$out"
}

# run_bench_compare [quick] COMMIT [COMMIT] [WORKLOAD...]: the second, or the working tree, beside the first
run_bench_compare() {
  speed=
  if [ "${1:-}" = quick ]; then speed=quick; shift; fi
  [ $# -ge 1 ] || die "compare what? ./covet bench compare <commit> [<commit>] [workload...]"
  bench_tree "$1"; first=$tree; first_name=$commit; shift
  second=$ROOT second_name='working tree'
  if [ $# -gt 0 ] && git -C "$ROOT" rev-parse -q --verify "$1^{commit}" >/dev/null; then
    bench_tree "$1"; second=$tree; second_name=$commit; shift
  fi
  # shellcheck disable=SC2086
  bench_rounds $speed "$@"
  bench_tls
  out=$STATE/bench/compare
  # shellcheck disable=SC2086
  python3 "$BENCH/workloads.py" --out "$out" $ROUNDS \
    "$(bench_covet "$first_name" "$first")" "$(bench_covet "$second_name" "$second")" \
    "$(bench_covet_tls "$first_name" "$first")" "$(bench_covet_tls "$second_name" "$second")"
  printf '%s beside %s, CPU for each request\n' "$second_name" "$first_name"
  python3 "$BENCH/figures.py" "$out" compare
}

# run_bench_loops [quick] [WORKLOAD...]: one loop on CPU 0 with its load beside two on both CPUs with theirs. Each loop shares
# its CPU with as much load, so CPU for each request and requests a second can be compared. The C server does the same with
# one process and two: what the machine itself gives for a second CPU.
run_bench_loops() {
  speed=
  if [ "${1:-}" = quick ]; then speed=quick; shift; fi
  if [ $# -eq 0 ]; then set -- plaintext pipelined json h2c; fi
  # shellcheck disable=SC2086
  bench_rounds $speed "$@"
  out=$STATE/bench/loops
  bench_peers_environment
  bench_peer_built limit || die "the C server does not build: see $PEERS_BUILD/limit.log"
  # shellcheck disable=SC2086
  python3 "$BENCH/workloads.py" --out "$out" $ROUNDS --pin \
    "$(bench_covet 'Covet, one loop@0' "$ROOT")" "$(bench_covet 'Covet, two loops@0,1' "$ROOT" 2)" \
    "C epoll, one process@0{plaintext,pipelined}=sh $BENCH/peers/limit/run.sh" \
    "C epoll, two processes@0,1{plaintext,pipelined}=env PROCESSES=2 sh $BENCH/peers/limit/run.sh"
  python3 "$BENCH/figures.py" "$out" loops
}

# bench_covet NAME TREE [WORKERS], bench_covet_tls NAME TREE: the servers for workloads.py; one speaks clear text, one TLS
bench_covet() { printf '%s=%s/covet run %s/examples/bench --port @PORT@ --set workers=%s' "$1" "$2" "$2" "${3:-1}"; }
bench_covet_tls() {
  printf '%s{handshake,resume}=%s/covet run %s/examples/bench --port @TLS@ --set workers=1 --set tls-cert=%s --set tls-key=%s' \
    "$1" "$2" "$2" "$TLS_CERT" "$TLS_KEY"
}

# bench_tls: sets and exports $TLS_CERT and $TLS_KEY, a certificate for localhost
bench_tls() {
  TLS_CERT=$STATE/bench/tls.pem TLS_KEY=$STATE/bench/tls.key
  export TLS_CERT TLS_KEY
  [ -f "$TLS_CERT" ] && openssl x509 -in "$TLS_CERT" -noout -checkend 86400 >/dev/null && return 0
  mkdir -p "$STATE/bench"
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj /CN=localhost \
    -addext subjectAltName=DNS:localhost,IP:127.0.0.1 -keyout "$TLS_KEY" -out "$TLS_CERT" 2>"$STATE/bench/openssl.log" ||
    die "no certificate: see $STATE/bench/openssl.log"
}

# bench_rounds [quick] [WORKLOAD...]: sets $ROUNDS, the arguments of workloads.py
bench_rounds() {
  bench_tools
  ROUNDS='--rounds 10 --seconds 2 --warm 8'
  if [ "${1:-}" = quick ]; then ROUNDS='--rounds 5 --seconds 1 --warm 3'; shift; fi
  if [ $# -gt 0 ]; then ROUNDS="$ROUNDS --only $(printf '%s\n' "$@" | paste -sd, -)"; fi
}

# bench_tools: what all measuring needs, and what it tells of the machine
bench_tools() {
  for tool in wrk h2load curl openssl cc taskset python3; do
    command -v "$tool" >/dev/null 2>&1 ||
      die "bench needs $tool (packages wrk, nghttp2-client, curl, openssl, gcc, util-linux, python3)"
  done
  [ "$(nproc)" -ge 2 ] || die "bench needs two CPUs: one for the server, one for the load"
  PROFILE=throughput
  jvm_flags
  BENCH_JDK=$(sed -n 's/^IMPLEMENTOR_VERSION="\(.*\)"/\1/p' "$JDK/release")
  BENCH_FLAGS=$FLAGS
  BENCH_COMMIT=$(git -C "$ROOT" describe --always --dirty 2>/dev/null || echo '?')
  export BENCH_JDK BENCH_FLAGS BENCH_COMMIT
}

# bench_tree COMMIT: checks it out below .covet; sets $tree and $commit
bench_tree() {
  commit=$(git -C "$ROOT" rev-parse -q --verify --short "$1^{commit}") || die "there is no commit $1"
  tree=$STATE/compare/$commit
  [ -d "$tree" ] || git -C "$ROOT" worktree add -q --detach "$tree" "$commit" || die "no worktree for $commit"
}

# bench_peers_environment: what the scripts of benchmarks/peers expect
bench_peers_environment() {
  PEERS_BUILD=$STATE/bench/peers
  JVM_FLAGS=$FLAGS
  PEERS_FILES=$STATE/bench/files
  export PEERS_BUILD JVM_FLAGS JDK PEERS_FILES
  mkdir -p "$PEERS_BUILD" "$PEERS_FILES"
  for size in 1000 1048576; do
    [ -f "$PEERS_FILES/$size.bin" ] || head -c "$size" /dev/urandom >"$PEERS_FILES/$size.bin"
  done
}

# bench_peer_built NAME: builds it if anything of it is newer than its build
bench_peer_built() {
  stale "$PEERS_BUILD/$1.built" "$BENCH/peers/$1" "$BENCH/peers/common.sh" "$BENCH/peers/java" || return 0
  printf 'covet: building peer %s\n' "$1" >&2
  rm -f "$PEERS_BUILD/$1.built"
  sh "$BENCH/peers/$1/build.sh" >"$PEERS_BUILD/$1.log" 2>&1 || return 1
  printf '# %s %s\n' "$ROOT" "$JDK" >"$PEERS_BUILD/$1.built"
}

# user and system time of a process in ticks
bench_cpu() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }
