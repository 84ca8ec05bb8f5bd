# shellcheck shell=sh
# Workloads over examples/bench, and a minimal C epoll server beside it for plain requests: all servers are up at once
# with one worker on CPU 0, the load is on CPU 1. Writes rounds, table and plot to .covet/bench/workloads.

# run_bench [quick] [WORKLOAD...]
run_bench() {
  bench_rounds "$@"
  out=$STATE/bench/workloads
  mkdir -p "$out"
  cc -O2 -o "$out/limit" "$ROOT/benchmarks/limit.c"
  # shellcheck disable=SC2086
  python3 "$ROOT/benchmarks/workloads.py" --out "$out" $ROUNDS --plain "C epoll=$out/limit @PORT@" \
    "Covet=$ROOT/covet run examples/bench --port @PORT@ --set workers=1"
  python3 "$ROOT/benchmarks/figures.py" "$out"
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
  out=$STATE/bench/compare
  # shellcheck disable=SC2086
  python3 "$ROOT/benchmarks/workloads.py" --out "$out" $ROUNDS \
    "$first_name=$first/covet run examples/bench --port @PORT@ --set workers=1" \
    "$second_name=$second/covet run examples/bench --port @PORT@ --set workers=1"
  printf '%s beside %s, CPU for each request\n' "$second_name" "$first_name"
  python3 "$ROOT/benchmarks/figures.py" "$out" compare
}

# bench_rounds [quick] [WORKLOAD...]: sets $ROUNDS, the arguments of workloads.py
bench_rounds() {
  for tool in wrk h2load cc taskset python3; do
    command -v "$tool" >/dev/null 2>&1 || die "bench needs $tool (packages wrk, nghttp2-client, gcc, util-linux, python3)"
  done
  [ "$(nproc)" -ge 2 ] || die "bench needs two CPUs: one for the server, one for the load"
  ROUNDS='--rounds 10 --seconds 2 --warm 8'
  if [ "${1:-}" = quick ]; then ROUNDS='--rounds 5 --seconds 1 --warm 3'; shift; fi
  if [ $# -gt 0 ]; then ROUNDS="$ROUNDS --only $(printf '%s\n' "$@" | paste -sd, -)"; fi
  PROFILE=throughput
  jvm_flags
  COVET_BENCH_JDK=$(sed -n 's/^IMPLEMENTOR_VERSION="\(.*\)"/\1/p' "$JDK/release")
  COVET_BENCH_FLAGS=$FLAGS
  export COVET_BENCH_JDK COVET_BENCH_FLAGS
}

# bench_tree COMMIT: checks it out below .covet; sets $tree and $commit
bench_tree() {
  commit=$(git -C "$ROOT" rev-parse -q --verify --short "$1^{commit}") || die "there is no commit $1"
  tree=$STATE/compare/$commit
  [ -d "$tree" ] || git -C "$ROOT" worktree add -q --detach "$tree" "$commit" || die "no worktree for $commit"
}

# user and system time of a process in ticks
bench_cpu() { sed 's/.*) //' "/proc/$1/stat" | awk '{ print $12 + $13 }'; }
