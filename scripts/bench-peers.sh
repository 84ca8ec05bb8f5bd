# shellcheck shell=sh
# Covet beside other servers (benchmarks/peers): all up at once on CPU 0, each pinned there before it starts, loaded in
# turn from CPU 1. Peers are built below .covet/bench/peers. What a peer can not do, or does wrong, is told and left out.

# run_bench_peers [quick] [NAME...|jvm|native|script|all] [-- WORKLOAD...]
run_bench_peers() {
  speed=
  if [ "${1:-}" = quick ]; then speed=quick; shift; fi
  bench_peer_names "$@"
  while [ $# -gt 0 ] && [ "$1" != -- ]; do shift; done
  if [ $# -gt 0 ]; then shift; fi
  if [ $# -eq 0 ]; then set -- plaintext pipelined json order; fi
  # shellcheck disable=SC2086
  bench_rounds $speed "$@"
  out=$STATE/bench/peer-rounds
  bench_build_peers
  # shellcheck disable=SC2086
  python3 "$BENCH/workloads.py" --out "$out" $ROUNDS --most 3 --pin $PEER_ARGUMENTS \
    "$(bench_covet Covet "$ROOT")" "$(bench_covet_tls Covet "$ROOT")"
  python3 "$BENCH/figures.py" "$out" peers
}

# run_bench_paced [quick] [NAME...|jvm|native|script|all] [-- WORKLOAD=RATE...]: latency at a constant rate
run_bench_paced() {
  ROUNDS='--rounds 10 --seconds 5 --warm 40'
  if [ "${1:-}" = quick ]; then ROUNDS='--rounds 3 --seconds 2 --warm 5'; shift; fi
  if [ $# -eq 0 ] || [ "$1" = -- ]; then set -- limit "$@"; fi
  bench_peer_names "$@"
  while [ $# -gt 0 ] && [ "$1" != -- ]; do shift; done
  if [ $# -gt 0 ]; then shift; fi
  for rate in "$@"; do ROUNDS="$ROUNDS --rate $rate"; done
  bench_tools
  out=$STATE/bench/paced
  bench_build_peers
  # shellcheck disable=SC2086
  python3 "$BENCH/paced.py" --out "$out" $ROUNDS --pin $PEER_ARGUMENTS "$(bench_covet Covet "$ROOT")"
  python3 "$BENCH/figures.py" "$out" paced
}

# bench_peer_names NAME...: those up to --, groups resolved, into $PEER_NAMES; all if there is none
bench_peer_names() {
  PEER_NAMES=
  if [ $# -eq 0 ] || [ "$1" = -- ]; then set -- all; fi
  while [ $# -gt 0 ] && [ "$1" != -- ]; do
    case $1 in
      jvm | native | script | all)
        for caps in "$BENCH"/peers/*/caps; do
          kind=$(cut -d' ' -f1 "$caps")
          if [ "$1" = all ] || [ "$kind" = "$1" ]; then PEER_NAMES="$PEER_NAMES $(basename "$(dirname "$caps")")"; fi
        done ;;
      *)
        [ -f "$BENCH/peers/$1/caps" ] || die "there is no peer $1; there are $(cd "$BENCH/peers" && echo */caps | sed 's:/caps::g')"
        PEER_NAMES="$PEER_NAMES $1" ;;
    esac
    shift
  done
}

# bench_build_peers: builds Covet's example and the peers; sets $PEER_ARGUMENTS for those that could be built
bench_build_peers() {
  bench_peers_environment
  bench_tls
  PEER_ARGUMENTS=
  for peer in $PEER_NAMES; do
    if bench_peer_built "$peer"; then
      PEER_ARGUMENTS="$PEER_ARGUMENTS --peer $peer"
    else
      printf 'left out: %s: does not build: see %s\n' "$peer" "$PEERS_BUILD/$peer.log"
    fi
  done
  build_example bench
}
